import { createHash } from 'node:crypto'
import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import { readKey } from '../../shared/http/idempotencyKey.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { markId, requestIdOf } from '../../shared/requestId.ts'
import type { Profiles } from '../../shared/room/profiles.ts'
import { Problem } from '../../shared/room/problems.ts'
import { isSameRoom, roomSchema } from '../../shared/room/request.ts'
import { findRoomProblems } from '../../shared/room/roomRules.ts'
import type { Secret } from '../../shared/secret.ts'
import { apiSource } from '../../shared/sources.ts'
import type { Requests } from '../../shared/store/requests.ts'
import type { SendCommand } from '../../shared/world.ts'
import { requesterOf } from '../access/requesterOf.ts'

interface Needs {
  signIn: SignIn
  idKey: Secret
  profiles: Profiles
  clock: Clock
  requests: Pick<Requests, 'read'>
  sendCommand: SendCommand
}

/** POST /api/requests: the same room as in a ticket, from a form or a script. With an Idempotency-Key, sending again is asking once. */
export const createRequest = ({ signIn, idKey, profiles, clock, requests, sendCommand }: Needs): Door => ({
  name: 'createRequest',
  route: 'api/requests',
  methods: ['POST'],
  handler: async function createRequest(request) {
    const person = await signIn(request.headers, ['Requester', 'Administrator'])
    const room = parseBy(roomSchema, parseJson(await readBody(request)))
    const key = readKey(request)
    const now = clock.now().toISOString()
    const problems = findRoomProblems(room, { today: now.slice(0, 10), profiles })
    if (problems.length > 0) throw new Problem('request-invalid', {}, problems)
    const ticket = ticketOf(person.email, key)
    const requestId = requestIdOf(apiSource, ticket, 1)
    const known = (await requests.read(requestId))?.record
    if (known && !isSameRoom(known.wanted.room, room)) throw new Problem('message-id-reused')
    await sendCommand({
      kind: 'request',
      requestId,
      at: now,
      source: apiSource,
      ticket,
      item: 1,
      revision: 1,
      requester: requesterOf(person),
      room,
    })
    const marked = markId(requestId, idKey)
    return json(202, { id: marked, status: `/api/requests/${marked}` }, { location: `/api/requests/${marked}` })
  },
})

/** Stands in for a ticket: the same for the same person and key, whatever the length of an address. */
const ticketOf = (email: string, key: string): string =>
  createHash('sha256').update(`${email}/${key}`).digest('hex').slice(0, 40)
