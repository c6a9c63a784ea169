import { refused, type Later, type Refused } from './outcome.ts'
import { toTransient } from './http/transient.ts'
import type { ApprovalReason } from './room/approval.ts'
import { askFor, isRequester, refuseDecision, remind, takeDecision } from './room/decide.ts'
import type { Decision, RequestRecord } from './room/record.ts'
import type { Approval } from './tickets/approval.ts'
import type { World } from './world.ts'

export type Deciding = Pick<World, 'approvalReasons' | 'desks' | 'clock' | 'log'>

/** What it takes of a run. */
interface Run {
  requestId: string
  record: RequestRecord
  change: (step: (record: RequestRecord) => RequestRecord) => Promise<RequestRecord>
  wait: (why: 'decision', options: { isParking: true }) => Later | Refused
}

/** What somebody has to agree to. */
interface Asked {
  /** Digest of what would be done. */
  plan: string
  reasons: ApprovalReason[]
  lines: string[]
}

/** While a plan waits for a decision: the wait, after a look at the ticket's own approval record. */
export async function awaitDecision(world: Deciding, run: Run): Promise<Later | Refused | undefined> {
  const { approval } = run.record
  if (!approval || approval.decision) return undefined
  const record = await lookAtTicket(world, approval.plan, run)
  return record.approval?.decision ? undefined : waitForDecision(world, run)
}

/** Goes on with consent to this very plan, or where the estate wants none; a plan that has changed meanwhile is asked for anew. */
export async function findConsent(world: Deciding, asked: Asked, run: Run): Promise<Later | Refused | undefined> {
  const reasons = asked.reasons.filter((reason) => world.approvalReasons.includes(reason))
  if (reasons.length === 0 || isBegun(run.record)) return undefined
  const at = world.clock.now().toISOString()
  await run.change((record) => askFor(record, { ...asked, reasons }, at))
  const { approval } = await lookAtTicket(world, asked.plan, run)
  const { decision } = approval ?? {}
  if (!decision) return waitForDecision(world, run)
  if (decision.is === 'approved') return undefined
  const reason = decision.reason === undefined ? '' : `: ${decision.reason}`
  return refused('rejected-by-approver', { by: decision.by, reason })
}

/** What was agreed to goes on after a fault, although less is left to do. */
const isBegun = ({ claims }: RequestRecord): boolean =>
  claims.some(({ kind }) => kind !== 'password' && kind !== 'event')

async function waitForDecision({ clock }: Deciding, run: Run): Promise<Later | Refused> {
  const at = clock.now().toISOString()
  await run.change((record) => remind(record, at))
  return run.wait('decision', { isParking: true })
}

/** The approval record that the ticketing system itself keeps; comments prove nothing. An outage of it holds up nobody who decides on the page. */
async function lookAtTicket(world: Deciding, plan: string, run: Run): Promise<RequestRecord> {
  const { source, ticket } = run.record
  const desk = Object.entries(world.desks).find(([name]) => name === source)?.[1]
  const known = run.change((record) => record)
  if (!desk) return known
  try {
    const approval = await desk.findApproval(ticket)
    return approval && approval.state !== 'requested' ? take(world, plan, approval, approval.state, run) : known
  } catch (error) {
    const transient = toTransient(error)
    if (!transient) throw error
    world.log.info('the ticket could not be asked', { request: run.requestId, reason: transient.message })
    return known
  }
}

function take(
  { clock }: Deciding,
  plan: string,
  approval: Approval,
  is: Decision['is'],
  run: Run,
): Promise<RequestRecord> {
  const now = clock.now().toISOString()
  const { by = '', at = '', reason } = approval
  return run.change((record) => {
    const why = findDoubt(record, by, at)
    return why === undefined
      ? takeDecision(record, { is, by, at, ...(reason !== undefined && { reason }) }, plan)
      : refuseDecision(record, now, why)
  })
}

/** Why a decision on the ticket proves nothing. */
function findDoubt(record: RequestRecord, by: string, at: string): string | undefined {
  if (by === '') return 'its approver has no e-mail address'
  if (isRequester(record, by)) return 'its approver is the person who asks'
  return toSecond(at) < toSecond(record.approval?.askedAt ?? '') ? 'it was given before this was asked' : undefined
}

/** As exact as ticketing systems tell the time. */
const toSecond = (time: string): string => time.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)
