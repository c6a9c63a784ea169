import { z } from 'zod'
import { approvalReasons } from './approval.ts'
import { isSameDevice } from './device.ts'
import { checkView, stageView, toFindings } from './findingsView.ts'
import { wordsOf } from './patience.ts'
import { sayProblem } from './problems.ts'
import { actionsOf } from './intake.ts'
import { passwordVersionOf } from './claims.ts'
import {
  isCancelled,
  isReady,
  lifecycleOf,
  roomOfRun,
  type Decision,
  type RequestRecord,
  type RunState,
} from './record.ts'
import { isSameRoom } from './request.ts'
import { earlierSettings } from './restore.ts'
import { sayValue, settingOf, type Difference } from './settings/catalogue.ts'
import { isOfAction, steps, type StepId, type StepRow } from './steps.ts'

const stepView = z.object({
  id: z.string(),
  title: z.string(),
  /** stopped: the run ended in the middle of it. */
  state: z.enum(['pending', 'running', 'waiting', 'done', 'refused', 'not needed', 'stopped']),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  waitingFor: z.string().optional(),
  nextLook: z.string().optional(),
})

const approvalView = z.object({
  /** Goes back with the decision, so that nobody decides about something that he has not seen. */
  plan: z.string(),
  askedAt: z.string(),
  because: z.array(z.string()),
  lines: z.array(z.string()),
  decision: z
    .object({ is: z.enum(['approved', 'rejected']), by: z.string(), at: z.string(), reason: z.string().optional() })
    .optional(),
})

const signInView = z.object({
  checkedAt: z.string(),
  findings: z.array(
    z.object({ code: z.string(), severity: z.enum(['blocks', 'warns']), says: z.string(), remedy: z.string() }),
  ),
  notChecked: z.array(z.object({ what: z.string(), missing: z.string() })),
})

/** A request as doors show it. */
export const requestViewSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'waiting', 'ready', 'rejected', 'cancelled', 'needs a person']),
  source: z.string().optional(),
  ticket: z.string().optional(),
  item: z.number().optional(),
  requester: z.string().optional(),
  /** What the work is or was for; a later change of the ticket does not show. */
  room: z.object({ name: z.string(), site: z.string() }).optional(),
  account: z.string().optional(),
  /** Of the room: what is bound to its account, else what the request asks for. */
  device: z.object({ id: z.string(), kind: z.enum(['room', 'panel']), isBound: z.boolean() }).optional(),
  /** Bound beside it. */
  panels: z.array(z.string()).optional(),
  createdAt: z.string().optional(),
  endedAt: z.string().optional(),
  attempt: z.number(),
  waitingFor: z.string().optional(),
  problem: z.object({ code: z.string(), says: z.string(), remedy: z.string() }).optional(),
  changed: z.array(z.string()),
  /** What is to be known about the licences of a room that is ready. */
  licenceNotes: z.array(z.string()).optional(),
  /** Whether the room can sign in, as it was found last. */
  signIn: signInView.optional(),
  /** Of a cancelled request: what went back, and what is left. */
  undone: z.string().optional(),
  left: z.string().optional(),
  /** Who had the earlier settings put back, if that is what cancelled it. */
  restoredBy: z.string().optional(),
  /** What would be put back: as it was before, and as this request has set it. */
  earlier: z.array(z.object({ title: z.string(), before: z.string(), set: z.string() })).optional(),
  /** Its sign-in data are handed over, or were. */
  hasSignInData: z.literal(true).optional(),
  /** The ticket has changed since the end; another try applies it. */
  isOutdated: z.literal(true).optional(),
  /** What the person who looks may do now, as far as the state allows. */
  actions: z.array(z.enum(['cancel', 'retry', 'restore', 'approve', 'reject'])),
  /** What somebody has to agree to, or has decided about. */
  approval: approvalView.optional(),
  steps: z.array(stepView),
  /** Of a check each setting, of a changed room the test booking. */
  checks: z.array(checkView).optional(),
  stages: z.array(stageView).optional(),
})

export type RequestView = z.infer<typeof requestViewSchema>

/** A request that was accepted and that the back has not taken up yet. */
export const queuedView = (id: string): RequestView => ({
  id,
  state: 'queued',
  attempt: 0,
  changed: [],
  actions: [],
  steps: [],
})

export function toView(record: RequestRecord, rows: StepRow[]): RequestView {
  const { run, wanted } = record
  const mine = rows.filter(({ attempt }) => attempt === record.attempts)
  const waiting = waitingOf(run, mine)
  const room = roomOfRun(record)
  const { name, email } = wanted.requester ?? {}
  const requester = name ?? email
  const actions = actionsOf(record)
  return {
    id: record.id,
    state: stateOf(record, waiting !== undefined),
    source: record.source,
    ticket: record.ticket,
    item: record.item,
    ...(requester !== undefined && { requester }),
    ...(room && { room: { name: room.name, site: room.site } }),
    ...(record.account !== undefined && { account: record.account }),
    ...toDevices(record),
    createdAt: record.createdAt,
    attempt: record.attempts,
    ...(waiting !== undefined && { waitingFor: wordsOf(waiting) }),
    changed: record.changed,
    ...toSignIn(record),
    ...endOf(run),
    ...toSignInData(record),
    ...(run.kind === 'ended' && !isSameRoom(run.planned, wanted.room) && { isOutdated: true }),
    actions,
    ...(actions.includes('restore') && { earlier: earlierSettings(record).map(toEarlier) }),
    ...toApproval(record),
    steps: toSteps(record, mine),
    ...toFindings(record),
  }
}

const toEarlier = ({ setting, from, to }: Difference) => ({
  title: settingOf(setting).title,
  before: sayValue(from),
  set: sayValue(to),
})

function toDevices(record: RequestRecord): Pick<RequestView, 'device' | 'panels'> {
  const { devices: bound = [] } = record
  const panels = bound.flatMap(({ id, kind }) => (kind === 'panel' ? [id] : []))
  const asked = roomOfRun(record)?.device
  const device = bound.find(({ kind }) => kind === 'room') ?? asked
  return {
    ...(device && { device: { ...device, isBound: bound.some((one) => isSameDevice(one, device)) } }),
    ...(panels.length > 0 && { panels }),
  }
}

function toSignIn({ signIn }: RequestRecord): Pick<RequestView, 'signIn'> {
  if (!signIn || signIn.open) return {}
  const { at: checkedAt, notChecked } = signIn
  const findings = signIn.findings.map(({ code, severity, says, remedy }) => ({ code, severity, says, remedy }))
  return { signIn: { checkedAt, findings, notChecked } }
}

const toSignInData = (record: RequestRecord): Pick<RequestView, 'hasSignInData'> =>
  isReady(record) && passwordVersionOf(record) !== undefined ? { hasSignInData: true } : {}

function toApproval({ approval }: RequestRecord): Pick<RequestView, 'approval'> {
  if (!approval) return {}
  const { plan, askedAt, reasons, lines, decision } = approval
  const because = reasons.map((reason) => approvalReasons[reason])
  return { approval: { plan, askedAt, because, lines, ...(decision && { decision: toDecision(decision) }) } }
}

const toDecision = ({ is, by, at, reason }: Decision) => ({ is, by, at, ...(reason !== undefined && { reason }) })

const waitingOf = (run: RunState, rows: StepRow[]): string | undefined =>
  run.kind === 'parked'
    ? run.why
    : run.kind === 'running'
      ? rows.find(({ state }) => state === 'waiting')?.waitingFor
      : undefined

function endOf(run: RunState): Partial<RequestView> {
  if (run.kind !== 'ended') return {}
  const { at: endedAt, end, code, facts = {} } = run
  if (code !== undefined) return { endedAt, problem: { code, ...sayProblem(code, facts) } }
  if (end !== 'cancelled')
    return { endedAt, ...(facts['notes'] !== undefined && { licenceNotes: String(facts['notes']).split('\n') }) }
  const { undone = 'nothing', left = 'nothing', by } = facts
  const restored = by === undefined ? {} : { restoredBy: String(by) }
  return { endedAt, changed: [], undone: String(undone), left: String(left), ...restored }
}

function stateOf(record: RequestRecord, isWaiting: boolean): RequestView['state'] {
  if (record.run.kind === 'ended') return record.run.end
  if (record.run.kind === 'parked') return 'waiting'
  if (record.run.kind === 'idle' && !record.wanted.room) return 'cancelled'
  if (record.run.kind === 'idle' && !isCancelled(record)) return 'queued'
  return isWaiting ? 'waiting' : 'running'
}

/** All steps in the order of the workflow; those that a run did not need are told apart from those that are still to come. */
function toSteps(record: RequestRecord, rows: StepRow[]): RequestView['steps'] {
  const byStep = new Map(rows.map((row) => [row.step, row]))
  const isBinding = roomOfRun(record)?.device !== undefined
  const action = lifecycleOf(record)
  const isPlanned = (id: StepId) => id !== 'undoChanges' && isOfAction(id, action)
  const lastSeen = Math.max(-1, ...steps.map(({ id }, place) => (byStep.has(id) ? place : -1)))
  return steps
    .filter(({ id }) => byStep.has(id) || (id === 'bindDevice' ? isBinding : isPlanned(id)))
    .map(({ id, title }, place) => {
      const row = byStep.get(id)
      if (!row)
        return {
          id,
          title,
          state: record.run.kind === 'ended' || place < lastSeen ? ('not needed' as const) : ('pending' as const),
        }
      const { state, startedAt, endedAt, waitingFor, nextLook } = row
      const isOpen = state === 'running' || state === 'waiting'
      if (record.run.kind === 'ended' && isOpen) return { id, title, state: 'stopped' as const, startedAt }
      return {
        id,
        title,
        state,
        startedAt,
        ...(endedAt !== undefined && { endedAt }),
        ...(waitingFor !== undefined && { waitingFor: wordsOf(waitingFor) }),
        ...(nextLook !== undefined && { nextLook }),
      }
    })
}
