import type { AccountRef, Plan, Work } from './plan.ts'
import { isBeyondMailbox, type Difference } from './settings/catalogue.ts'
import {
  isCancelled,
  isRestoring,
  madeBy,
  plannedOf,
  say,
  type Answer,
  type End,
  type RequestRecord,
  type RunState,
} from './record.ts'

export function startRun(record: RequestRecord, at: string, nextLook: string): RequestRecord {
  // What goes back is of the room as it was made ready, whatever the ticket says by now.
  const { room: planned } = (isRestoring(record) && record.restored) || record.wanted
  const run: RunState = { kind: 'running', since: at, ...(planned && { planned }) }
  // A run says what it has found itself.
  const { checks: _, ...known } = record
  const started: RequestRecord = { ...known, run, attempts: record.attempts + 1, nextLook }
  return isCancelled(record) ? started : say(started, { key: 'accepted', kind: 'accepted', at, facts: {} })
}

/** The account is free and Microsoft 365 answers: those waits are over. */
export function keepAccount(record: RequestRecord, account: Omit<AccountRef, 'userId'>): RequestRecord {
  const { address, topology, hasSkypeOnline } = account
  const { 'account-free': _, microsoft: __, worker: ___, ...parkedSince } = record.parkedSince
  return { ...record, account: address, topology, parkedSince, ...(hasSkypeOnline && { hasSkypeOnline }) }
}

export const keepPlan = (record: RequestRecord, plan: Plan): RequestRecord => {
  const { kind, from, work } = plan
  const planned = keepAccount(record, plan)
  if (kind === 'convert' && from)
    return keepBefore(planned, [{ setting: 'mailbox.type', from: from.type, to: 'RoomMailbox' }])
  return work ? keepWork(planned, work) : planned
}

/** Remembers, before anything is written, what an undo would bring back. Values known from an earlier run are older and win; of a mailbox that this request made only what it changed elsewhere. */
export function keepWork(record: RequestRecord, { differences, licences }: Work): RequestRecord {
  if (madeBy(record).mailbox) return keepBefore(record, differences.filter(isBeyondMailbox))
  return { ...keepBefore(record, differences), licencesBefore: record.licencesBefore ?? licences }
}

/** What the settings were before this request; older values win. */
export function keepBefore(record: RequestRecord, differences: Difference[]): RequestRecord {
  const known = new Set(record.before.map(({ setting }) => setting))
  return { ...record, before: [...record.before, ...differences.filter(({ setting }) => !known.has(setting))] }
}

interface Parking {
  isUndoing?: true
  /** What people are told about the wait. */
  facts?: Answer['facts'] | undefined
}

/** Patience counts from the first time that it was parked for this without another wait in between. */
export function park(
  record: RequestRecord,
  why: string,
  at: string,
  notBefore: string,
  parking: Parking = {},
): RequestRecord {
  const { [why]: since = at, ticket } = record.parkedSince
  const { nextLook, ...seen } = why === 'decision' ? restUntilNews(record, at, notBefore) : { nextLook: notBefore }
  const run = toParked(record, { since: at, why, notBefore: nextLook }, parking)
  const parkedSince = { [why]: since, ...(ticket !== undefined && { ticket }) }
  const parked: RequestRecord = { ...record, ...seen, run, parkedSince, nextLook }
  if (isQuiet(record, why)) return parked
  const key = ['waiting', why, record.retriedAt ?? []].flat().join(':')
  return say(parked, { key, kind: 'waiting', at, facts: { ...parking.facts, why } })
}

function toParked(
  record: RequestRecord,
  wait: { since: string; why: string; notBefore: string },
  { isUndoing }: Parking,
): RunState {
  return { kind: 'parked', ...wait, ...plannedOf(record), ...(isUndoing && { isUndoing }) }
}

/** Who has to decide was told what about. Putting back is said when it is over, and leaves the state of the ticket alone. */
const isQuiet = (record: RequestRecord, why: string): boolean => why === 'decision' || isRestoring(record)

/** Between the asking and the rest somebody may have decided, here or on the ticket: then there is nothing to wait for. */
function restUntilNews({ approval }: RequestRecord, at: string, notBefore: string) {
  if (!approval) return { nextLook: notBefore }
  const { hasNews, ...seen } = approval
  return { nextLook: hasNews || seen.decision ? at : notBefore, approval: seen }
}

/** What it waits for may have come: it is due now. */
export const wake = (record: RequestRecord, at: string): RequestRecord =>
  record.run.kind === 'parked' && !record.run.isUndoing
    ? { ...record, run: { ...record.run, notBefore: at }, nextLook: at }
    : record

const answerTo: Record<End, Answer['kind']> = {
  ready: 'ready',
  cancelled: 'cancelled',
  'needs a person': 'ended',
  rejected: 'ended',
}

const answerFor = (record: RequestRecord, end: End): Answer['kind'] =>
  isRestoring(record) ? (end === 'cancelled' ? 'restored' : 'not-restored') : answerTo[end]

/** Each end is said, also the second one after a retry. */
export function endRequest(
  record: RequestRecord,
  end: End,
  at: string,
  code?: string,
  facts: Answer['facts'] = {},
  kind = answerFor(record, end),
): RequestRecord {
  const run: RunState = {
    kind: 'ended',
    at,
    end,
    facts,
    ...plannedOf(record),
    ...(code !== undefined && { code }),
  }
  const key = `end:${record.answers.length}`
  const { readyAt = at } = record
  return say(
    { ...record, run, failures: 0, nextLook: at, ...(end === 'ready' && { readyAt }) },
    { key, kind, at, facts: { ...facts, ...(code !== undefined && { code }) } },
  )
}

/** A run that broke off; after the third a person must look. */
export function breakOff(record: RequestRecord, at: string): RequestRecord {
  const failures = record.failures + 1
  if (failures >= mostFailures)
    return endRequest(record, 'needs a person', at, 'too-many-attempts', { attempts: failures })
  return { ...record, failures, run: { kind: 'idle' }, nextLook: at }
}

const mostFailures = 3

/** The ticket has got all answers up to `n`; of those only the keys are needed any more, so that a record stays small. */
export function keepPosted(record: RequestRecord, n: number): RequestRecord {
  const { answering, answerNotBefore: _, parkedSince, ...rest } = record
  const { ticket: __, ...others } = parkedSince
  const isLater = answering !== undefined && answering.n > n
  const answered = Math.max(record.answered, n)
  const answers = record.answers.map((answer, place) => (place < answered ? { ...answer, facts: {} } : answer))
  return { ...rest, answers, parkedSince: others, answered, ...(isLater && { answering }) }
}
