import { createHash } from 'node:crypto'
import type { HttpRequest } from '@azure/functions'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../shared/clock.ts'
import { json, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import { markId, requestIdOf } from '../../shared/requestId.ts'
import type { Command } from '../../shared/room/command.ts'
import { findDateProblem } from '../../shared/room/request.ts'
import { findProfileProblems, type Profiles } from '../../shared/room/profiles.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { Secret } from '../../shared/secret.ts'
import type { SourceName } from '../../shared/sources.ts'
import { verifyStandardWebhook } from '../../shared/tickets/standardWebhooks.ts'
import { ticketSystems } from '../../shared/tickets/systems.ts'
import type { TicketMessage } from '../../shared/tickets/ticketSystem.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  sources: Partial<Record<SourceName, Secret[]>>
  idKey: Secret
  profiles: Profiles
  site: string
  clock: Clock
  sendCommand: SendCommand
}

interface Seen {
  digest: string
  id: string
}

/** Messages of the last minutes, so that a sender that repeats itself costs nothing; what this instance has forgotten is settled by the record's revision. */
const memory = { max: 10_000, ttl: 15 * 60_000 }

/** POST /api/webhooks/{source}: verify the bytes, understand the message, put a command on the queue, answer with the request's id. */
export function webhooks(world: Needs): Door {
  const seen = new LRUCache<string, Seen>(memory)
  return {
    name: 'webhooks',
    route: 'api/webhooks/{source}',
    methods: ['POST'],
    handler: async function webhooks(request) {
      const { source, secrets } = findSource(world, request)
      const body = await readBody(request)
      const messageId = verifyStandardWebhook(request.headers, body, secrets, world.clock.now())
      const digest = createHash('sha256').update(body).digest('hex')
      const key = `${source}\n${messageId}`
      const earlier = seen.get(key)
      if (earlier && earlier.digest !== digest) throw new Problem('message-id-reused')
      const id = earlier?.id ?? (await accept(world, source, parseJson(body)))
      seen.set(key, { digest, id })
      const marked = markId(id, world.idKey)
      return json(
        202,
        { id: marked, status: `${world.site}/api/requests/${marked}` },
        { location: `/api/requests/${marked}` },
      )
    },
  }
}

function findSource({ sources }: Needs, request: HttpRequest): { source: SourceName; secrets: Secret[] } {
  const source = Object.keys(ticketSystems).find((name) => name === request.params['source']) as SourceName | undefined
  const secrets = source && sources[source]
  if (!secrets) throw new Problem('unknown-source', { source: (request.params['source'] ?? '').slice(0, 32) })
  return { source, secrets }
}

async function accept({ clock, profiles, sendCommand }: Needs, source: SourceName, body: unknown): Promise<string> {
  const message = ticketSystems[source].parse(body)
  const now = clock.now().toISOString()
  refuseWrongRoom(source, message, now, profiles)
  const requestId = requestIdOf(source, message.ticket, message.item)
  await sendCommand(toCommand(message, { requestId, at: now, source }))
  return requestId
}

/** What only this day and this estate make wrong. Later events of a ticket may well come after the day of the installation. */
function refuseWrongRoom(source: SourceName, message: TicketMessage, now: string, profiles: Profiles): void {
  if (message.kind !== 'request') return
  const late = message.isNew ? findDateProblem(message.room, now.slice(0, 10)) : undefined
  const problems = [...(late ? [late] : []), ...findProfileProblems(message.room, profiles)]
  if (problems.length === 0) return
  const system = ticketSystems[source]
  throw new Problem(
    'request-invalid',
    {},
    problems.map(({ path, detail }) => ({ path: system.pathOf(path), detail })),
  )
}

function toCommand(message: TicketMessage, origin: { requestId: string; at: string; source: string }): Command {
  switch (message.kind) {
    case 'look':
      return { kind: 'consult', requestId: origin.requestId, at: origin.at }
    case 'withdraw':
      return { ...message, ...origin }
    case 'request': {
      const { isNew: _, ...content } = message
      return { ...content, ...origin }
    }
  }
}
