import { createHash } from 'node:crypto'
import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../shared/clock.ts'
import { json, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { Send } from '../../shared/http/outbound.ts'
import { toTransient } from '../../shared/http/transient.ts'
import { markId, requestIdOf } from '../../shared/requestId.ts'
import type { Command } from '../../shared/room/command.ts'
import type { RateLimit } from '../../shared/http/rateLimit.ts'
import type { Profiles } from '../../shared/room/profiles.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { Secret } from '../../shared/secret.ts'
import type { SourceConfig } from '../../shared/sourceConfig.ts'
import type { SourceName } from '../../shared/sources.ts'
import { fieldsOf, statesOf, ticketSystems } from '../../shared/tickets/systems.ts'
import type { Reading, TicketMessage } from '../../shared/tickets/ticketSystem.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  sources: Partial<Record<SourceName, SourceConfig>>
  idKey: Secret
  profiles: Profiles
  site: string
  clock: Clock
  sendCommand: SendCommand
  /** Reads tickets back. */
  send: Send
  limitSource: RateLimit
}

interface Seen {
  digest: string
  ids: string[]
}

/** Messages of the last minutes, so that a sender that repeats itself costs nothing; what this instance has forgotten is settled by the record's revision. */
const memory = { max: 10_000, ttl: 15 * 60_000 }

/** POST /api/webhooks/{source}: verify the bytes, understand the message, put a command on the queue for each item it speaks of, answer with the ids of the requests. */
export function webhooks(world: Needs): Door {
  const seen = new LRUCache<string, Seen>(memory)
  return {
    name: 'webhooks',
    route: 'api/webhooks/{source}',
    methods: ['POST'],
    handler: async function webhooks(request) {
      const { source, config } = findSource(world, request)
      const body = await readBody(request)
      const { headers } = request
      const messageId = ticketSystems[source].verify({ headers, body }, config.secrets, world.clock.now())
      world.limitSource(source)
      const digest = createHash('sha256').update(body).digest('hex')
      const key = `${source}\n${messageId}`
      const earlier = messageId === undefined ? undefined : seen.get(key)
      if (earlier && earlier.digest !== digest) throw new Problem('message-id-reused')
      const ids = earlier?.ids ?? (await accept(world, source, config, parseJson(body)))
      if (messageId !== undefined) seen.set(key, { digest, ids })
      return answer(world, ids)
    },
  }
}

function findSource({ sources }: Needs, request: HttpRequest): { source: SourceName; config: SourceConfig } {
  const source = Object.keys(ticketSystems).find((name) => name === request.params['source']) as SourceName | undefined
  const config = source && sources[source]
  if (!config) throw new Problem('unknown-source', { source: (request.params['source'] ?? '').slice(0, 32) })
  return { source, config }
}

/** What is right of the message is on the queue before the rest is refused: who sends it all again repeats what changes nothing. */
async function accept(world: Needs, source: SourceName, config: SourceConfig, body: unknown): Promise<string[]> {
  const { messages, faults, isUnread = false } = await read(world, source, config, body)
  const at = world.clock.now().toISOString()
  const ids: string[] = []
  for (const message of messages) {
    const requestId = requestIdOf(source, message.ticket, message.item)
    await world.sendCommand(toCommand(message, { requestId, at, source }))
    ids.push(requestId)
  }
  if (isUnread) throw new Problem('ticket-unreadable')
  if (faults.length > 0) throw new Problem('request-invalid', {}, faults)
  return [...new Set(ids)]
}

async function read(
  { clock, profiles, send }: Needs,
  source: SourceName,
  { fields, states, place }: SourceConfig,
  body: unknown,
): Promise<Reading> {
  try {
    return await ticketSystems[source].read(body, {
      fields: fieldsOf(source, fields),
      states: statesOf(source, states),
      rules: { today: clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length), profiles },
      access: place && { ...place, send },
    })
  } catch (error) {
    if (toTransient(error)) throw new Problem('ticket-unreadable')
    throw error
  }
}

/** Of one request its id; of several all of them, the first one first. */
function answer({ idKey, site }: Needs, ids: string[]): HttpResponseInit {
  const requests = ids.map((id) => {
    const marked = markId(id, idKey)
    return { id: marked, status: `${site}/api/requests/${marked}` }
  })
  const [first] = requests
  if (!first) return json(202, { requests })
  const location = { location: `/api/requests/${first.id}` }
  return json(202, requests.length > 1 ? { ...first, requests } : first, location)
}

function toCommand(message: TicketMessage, origin: { requestId: string; at: string; source: string }): Command {
  return message.kind === 'look'
    ? { kind: 'consult', requestId: origin.requestId, at: origin.at }
    : { ...message, ...origin }
}
