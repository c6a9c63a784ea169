import type { HttpRequest } from '@azure/functions'
import { z } from 'zod'
import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { Person, SignIn } from '../../shared/http/signIn.ts'
import type { Certificates } from '../../shared/room/certificates.ts'
import { ticksSchema } from '../../shared/room/checklist.ts'
import { findHindrance, findUnfit, installerOf, keptSeconds, revealKeySchema } from '../../shared/room/handover.ts'
import { toHandoverView, type RevealView } from '../../shared/room/handoverView.ts'
import { idShape } from '../../shared/room/ids.ts'
import { Problem, sayProblem } from '../../shared/room/problems.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import type { Reveal, Reveals } from '../../shared/store/reveals.ts'
import type { SendCommand } from '../../shared/world.ts'
import { newId } from '../../shared/requestId.ts'
import { findRecord } from '../access/findRecord.ts'

type Needs = Parameters<typeof findRecord>[0] & {
  signIn: SignIn
  clock: Clock
  site: string
  certificates: Certificates
  reveals: Pick<Reveals, 'read'>
  sendCommand: SendCommand
}

interface Asked {
  person: Person
  record: RequestRecord
  text: string
}

/** Who installs the device need not have asked for the room; administrators see that it is not for them. */
async function findHandover(world: Needs, request: HttpRequest): Promise<Asked> {
  const person = await world.signIn(request.headers, ['Requester', 'Approver', 'Administrator', 'Reader'])
  const text = request.params['id'] ?? ''
  const isInstaller = (record: RequestRecord) => installerOf(record) === person.email
  return { person, text, record: await findRecord(world, person, text, ['Administrator'], isInstaller) }
}

/** GET /api/requests/{id}/handover: what the page needs to hand over the sign-in data, and why it would not. Never the data. */
export const readHandover = (world: Needs): Door => ({
  name: 'readHandover',
  route: 'api/requests/{id}/handover',
  methods: ['GET'],
  handler: async function readHandover(request) {
    const { person, record } = await findHandover(world, request)
    return json(200, toHandoverView(record, person.email, world))
  },
})

const askSchema = z.strictObject({ key: revealKeySchema, ticks: ticksSchema })

/**
 * POST /api/requests/{id}/reveals: the sign-in data, sealed to the key that comes along, for the installer alone and once.
 * A device without TPM is refused by the back, so that the answer is in the audit.
 */
export const askForReveal = (world: Needs): Door => ({
  name: 'askForReveal',
  route: 'api/requests/{id}/reveals',
  methods: ['POST'],
  handler: async function askForReveal(request) {
    const { person, record, text } = await findHandover(world, request)
    const { key, ticks } = parseBy(askSchema, parseJson(await readBody(request)))
    const unfit = findUnfit(ticks, world.certificates)
    const hindrance = findHindrance(record, person.email) ?? (unfit?.code === 'no-physical-tpm' ? undefined : unfit)
    if (hindrance) throw new Problem(hindrance.code, hindrance.facts)
    const now = world.clock.now()
    const at = now.toISOString()
    const revealId = newId()
    await world.sendCommand({ kind: 'reveal', requestId: record.id, revealId, at, by: person.email, key, ticks })
    const status = `/api/requests/${text}/reveals/${revealId}`
    return json(202, { id: revealId, until: secondsAfter(now, keptSeconds), status }, { location: status })
  },
})

/** GET /api/requests/{id}/reveals/{reveal}: what came of it, for who asked. */
export const readReveal = (world: Needs): Door => ({
  name: 'readReveal',
  route: 'api/requests/{id}/reveals/{reveal}',
  methods: ['GET'],
  handler: async function readReveal(request) {
    const { person, record } = await findHandover(world, request)
    const id = request.params['reveal'] ?? ''
    const row = idShape.test(id) ? await world.reveals.read(id) : undefined
    if (row && (row.by !== person.email || row.requestId !== record.id)) throw new Problem('page-unknown')
    return json(200, toRevealView(row, id, record, world.clock.now()))
  },
})

/** A version is given away a moment before its row is there; what is not there after its time has expired, whether the row was removed yet or not. */
function toRevealView(row: Reveal | undefined, id: string, record: RequestRecord, now: Date): RevealView {
  const given = record.handovers?.find((one) => one.id === id)
  const expiresAt = row?.expiresAt ?? (given && secondsAfter(new Date(given.at), keptSeconds))
  if (expiresAt !== undefined && expiresAt <= now.toISOString()) return { state: 'expired' }
  if (!row) return { state: 'queued' }
  if (row.sealed !== undefined) return { state: 'sealed', sealed: row.sealed }
  const { code, facts } = row.refused ?? { code: 'internal', facts: {} }
  return { state: 'refused', problem: { code, ...sayProblem(code, facts) } }
}
