import { z } from 'zod'
import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { requestIdOf } from '../../shared/requestId.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { Profiles } from '../../shared/room/profiles.ts'
import { readCorrected } from '../../shared/room/quarantine.ts'
import type { Room } from '../../shared/room/request.ts'
import { findRoomProblems, type RoomRules } from '../../shared/room/roomRules.ts'
import type { Quarantine, QuarantinedMessage } from '../../shared/store/quarantine.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  signIn: SignIn
  clock: Clock
  profiles: Profiles
  quarantine: Pick<Quarantine, 'list' | 'read'>
  sendCommand: SendCommand
}

const most = 100

/** GET /api/quarantine: messages that are no commands, the newest first: why, what is wrong, and the start of what came. */
export const listQuarantine = ({ signIn, quarantine }: Needs): Door => ({
  name: 'listQuarantine',
  route: 'api/quarantine',
  methods: ['GET'],
  handler: async function listQuarantine(request) {
    await signIn(request.headers, ['Administrator'])
    const all = (await quarantine.list()).toSorted((one, other) => (one.at > other.at ? -1 : 1))
    return json(200, { messages: all.slice(0, most), count: all.length })
  },
})

const correctedSchema = z.strictObject({ body: z.record(z.string(), z.unknown()) })

/** POST /api/quarantine/{id}/resubmit: the message put right goes onto the queue as a new one. */
export const resubmitQuarantined = ({ signIn, clock, profiles, quarantine, sendCommand }: Needs): Door => ({
  name: 'resubmitQuarantined',
  route: 'api/quarantine/{id}/resubmit',
  methods: ['POST'],
  handler: async function resubmitQuarantined(request) {
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const message = await findOpen(quarantine, request.params['id'])
    const { body } = parseBy(correctedSchema, parseJson(await readBody(request)))
    const corrected = readCorrected(body, message.body, requestIdOf)
    if ('problems' in corrected) throw new Problem('request-invalid', {}, corrected.problems)
    const { command } = corrected
    const at = clock.now().toISOString()
    if (command.kind === 'request') refuseRoom(command.room, { today: at.slice(0, 10), profiles })
    await sendCommand(command)
    await sendCommand({ kind: 'settle-quarantined', messageId: message.id, at, by, is: 'resubmitted' })
    return json(202, { id: message.id, requestId: command.requestId, status: `/api/requests/${command.requestId}` })
  },
})

function refuseRoom(room: Room, rules: RoomRules): void {
  const problems = findRoomProblems(room, rules)
  if (problems.length === 0) return
  throw new Problem(
    'request-invalid',
    {},
    problems.map(({ path, detail }) => ({ path: `body.room.${path}`, detail })),
  )
}

/** POST /api/quarantine/{id}/discard: nobody will send it again; it stays on record. */
export const discardQuarantined = ({ signIn, clock, quarantine, sendCommand }: Needs): Door => ({
  name: 'discardQuarantined',
  route: 'api/quarantine/{id}/discard',
  methods: ['POST'],
  handler: async function discardQuarantined(request) {
    const { email: by } = await signIn(request.headers, ['Administrator'])
    const { id } = await findOpen(quarantine, request.params['id'])
    await sendCommand({ kind: 'settle-quarantined', messageId: id, at: clock.now().toISOString(), by, is: 'discarded' })
    return json(202, { id })
  },
})

async function findOpen(quarantine: Needs['quarantine'], id = ''): Promise<QuarantinedMessage> {
  const message = /^[0-9a-f]{64}$/.test(id) ? await quarantine.read(id) : undefined
  if (!message) throw new Problem('quarantined-unknown')
  if (message.settled) throw new Problem('quarantined-settled', { is: message.settled.is, by: message.settled.by })
  return message
}
