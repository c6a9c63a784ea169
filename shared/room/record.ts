import type { TicketCommand } from './command.ts'
import type { Plan, Work } from './plan.ts'
import { isSameRoom, type Room } from './request.ts'
import type { Difference } from './settings/catalogue.ts'
import { foldWanted, isWithdrawn, type Wanted } from './wanted.ts'

/** The truth about one request. Runs come and go; each starts from this and writes what it found here. */
export interface RequestRecord {
  id: string
  source: string
  ticket: string
  item: number
  createdAt: string
  wanted: Wanted
  /** When a person stopped it on a page, and when one started it again; the later one counts. */
  stoppedAt?: string
  retriedAt?: string
  run: RunState
  /** Runs started so far; the instance of a run is `{id}-{attempts}`. */
  attempts: number
  /** Runs that broke off since the last start by a command. */
  failures: number
  /** The account, once the room was identified. */
  account?: string
  /** When it was ready for the first time. */
  readyAt?: string
  holds: Hold[]
  claims: Claim[]
  /** Of a reused room: what its settings were before this request changed them, and its room licences by SKU id. */
  before: Difference[]
  licencesBefore?: string[]
  /** What the run of this attempt has written to take back what was changed, in words; until Microsoft 365 shows it. */
  undoing?: { attempt: number; undone: string[]; left: string[] }
  /** What this request has set, by title, for the ready answer. */
  changed: string[]
  answers: Answer[]
  /** How many of the answers the ticket has got. */
  answered: number
  /** Who is posting answer `n` just now; another one waits until then, and looks at the ticket first. */
  answering?: { n: number; token: string; until: string; isRetry: boolean }
  /** When the ticketing system is asked again, after a long outage. */
  answerNotBefore?: string
  /** Since when it has been parked for what, over all runs. */
  parkedSince: Record<string, string>
  /** When the sweeper looks at it next. */
  nextLook: string
}

export type RunState =
  | { kind: 'idle' }
  /** `planned` is the room that the run works for, whatever the ticket says meanwhile. */
  | { kind: 'running'; since: string; planned?: Room }
  /** `isUndoing`: it waits to take back what was changed. */
  | { kind: 'parked'; since: string; planned?: Room; why: string; notBefore: string; isUndoing?: true }
  | { kind: 'ended'; at: string; planned?: Room; end: End; code?: string; facts?: Facts }

export type End = 'ready' | 'cancelled' | 'needs a person'
type Facts = Record<string, string | number>

/** A reservation row that this request holds. */
export interface Hold {
  kind: 'account' | 'address' | 'licence-unit'
  key: string
}

/** A place in the queue for a unit of a licence; keys sort by arrival. */
export const licenceHold = (skuId: string, { id, createdAt }: RequestRecord): Hold => ({
  kind: 'licence-unit',
  key: `${skuId}/${createdAt}-${id}`,
})

/** Something that this request makes or changes; begun is written before the effect, so a lost answer is never forgotten. */
export interface Claim {
  kind: 'mailbox' | 'password' | 'licence' | 'settings'
  /** Address, version in the vault, licence id, or the step whose settings are written. */
  name: string
  attempt: number
  isDone: boolean
}

/** One thing said on the ticket, number n = its place in the list. `key` makes each be said once. */
export interface Answer {
  key: string
  kind: 'accepted' | 'planned' | 'waiting' | 'ready' | 'ended' | 'cancelled' | 'retrying' | 'rename-needed' | 'too-late'
  at: string
  facts: Facts
}

export const instanceOf = (record: Pick<RequestRecord, 'id' | 'attempts'>): string => `${record.id}-${record.attempts}`

export const isCancelled = ({ stoppedAt, retriedAt = '', wanted }: RequestRecord): boolean =>
  (stoppedAt !== undefined && stoppedAt > retriedAt) || isWithdrawn(wanted)

/** What was begun with or made ready stays the account of the request, whatever the ticket calls the room now. */
export const isAccountFixed = ({ account, claims, readyAt }: RequestRecord): boolean =>
  account !== undefined && (claims.length > 0 || readyAt !== undefined)

export const madeBy = ({ claims }: RequestRecord): { mailbox: boolean; password: boolean } => ({
  mailbox: claims.some(({ kind }) => kind === 'mailbox'),
  password: claims.some(({ kind, isDone }) => kind === 'password' && isDone),
})

/** Says something once; saying it again changes nothing. */
export function say(record: RequestRecord, answer: Answer): RequestRecord {
  return record.answers.some(({ key }) => key === answer.key)
    ? record
    : { ...record, answers: [...record.answers, answer] }
}

const firstRecord = (command: TicketCommand): RequestRecord => ({
  id: command.requestId,
  source: command.source,
  ticket: command.ticket,
  item: command.item,
  createdAt: command.at,
  wanted: foldWanted(undefined, command),
  run: { kind: 'idle' },
  attempts: 0,
  failures: 0,
  holds: [],
  claims: [],
  before: [],
  changed: [],
  answers: [],
  answered: 0,
  parkedSince: {},
  nextLook: command.at,
})

/** Takes in what the ticket says. Older, repeated and unchanged content changes nothing. */
export function takeIn(record: RequestRecord | undefined, command: TicketCommand): RequestRecord {
  if (!record) return firstRecord(command)
  const wanted = foldWanted(record.wanted, command)
  const createdAt = command.at < record.createdAt ? command.at : record.createdAt
  if (wanted === record.wanted && createdAt === record.createdAt) return record
  const next = { ...record, wanted, createdAt }
  if (isSameRoom(wanted.room, record.wanted.room))
    return isWithdrawn(wanted) === isWithdrawn(record.wanted) ? next : sayTooLate(next, command)
  return asksForRename(record, wanted) ? refuseRename(next, record, command) : sayTooLate(next, command)
}

/** Once something of an account was written, its address is no longer a matter of the ticket. */
const asksForRename = (record: RequestRecord, { room }: Wanted): boolean =>
  isAccountFixed(record) && room?.address !== undefined && room.address !== record.account

/** Keyed by the address, because the answer itself comes back as a new revision of the same wish. */
function refuseRename(
  next: RequestRecord,
  { account = '', wanted }: RequestRecord,
  { at }: TicketCommand,
): RequestRecord {
  const asked = next.wanted.room?.address ?? ''
  const { room, requester } = wanted
  const kept = { ...next, wanted: { ...next.wanted, ...(room && { room }), ...(requester && { requester }) } }
  return say(kept, { key: `rename-needed:${asked}`, kind: 'rename-needed', at, facts: { address: account, asked } })
}

const sayTooLate = (record: RequestRecord, { at }: TicketCommand): RequestRecord =>
  record.run.kind === 'ended'
    ? say(record, {
        key: `too-late:${record.wanted.contentRevision}:${isWithdrawn(record.wanted)}`,
        kind: 'too-late',
        at,
        facts: {},
      })
    : record

export type PersonsAction = 'cancel' | 'retry'

/** What a person can do now: cancel until the end, try again after it. Of a withdrawn request only taking back can be tried again. */
export function actionsOf(record: RequestRecord): PersonsAction[] {
  const { run, wanted, claims } = record
  if (run.kind !== 'ended') return isCancelled(record) ? [] : ['cancel']
  return isWithdrawn(wanted) && claims.length === 0 ? [] : ['retry']
}

/** Of stops and retries the latest counts, in whatever order and however often they arrive. */
const isLatest = ({ stoppedAt = '', retriedAt = '' }: RequestRecord, at: string): boolean =>
  at > stoppedAt && at > retriedAt

export const stop = (record: RequestRecord, at: string): RequestRecord =>
  isLatest(record, at) ? { ...record, stoppedAt: at } : record

/**
 * Starts again after an end; a request that is on its way goes on as it is. A withdrawn one only goes on taking back.
 * What was ready is the room as it is: a later cancel brings back nothing from before that.
 */
export function retry(record: RequestRecord, at: string): RequestRecord {
  if (!isLatest(record, at)) return record
  const known = { ...record, retriedAt: at }
  const { run, claims } = known
  if (run.kind !== 'ended' || !actionsOf(known).includes('retry')) return known
  const { licencesBefore: _, ...settled } = known
  const kept: RequestRecord =
    run.end === 'ready' ? { ...settled, before: [], claims: claims.filter(({ kind }) => kind === 'password') } : known
  const next: RequestRecord = { ...kept, run: { kind: 'idle' }, failures: 0, parkedSince: {}, nextLook: at }
  return say(next, { key: `retrying:${record.attempts}`, kind: 'retrying', at, facts: {} })
}

export function startRun(record: RequestRecord, at: string, nextLook: string): RequestRecord {
  const { room: planned } = record.wanted
  const run: RunState = { kind: 'running', since: at, ...(planned && { planned }) }
  const started: RequestRecord = { ...record, run, attempts: record.attempts + 1, nextLook }
  return isCancelled(record) ? started : say(started, { key: 'accepted', kind: 'accepted', at, facts: {} })
}

/** What this run works for, or has worked for, whatever the ticket says by now. */
export const roomOfRun = ({ run, wanted }: RequestRecord): Room | undefined =>
  run.kind === 'idle' ? wanted.room : run.planned

export const keepPlan = (record: RequestRecord, { address, work }: Plan): RequestRecord => {
  // The account is free and Microsoft 365 answers: those waits are over.
  const { 'account-free': _, microsoft: __, ...parkedSince } = record.parkedSince
  const planned = { ...record, account: address, parkedSince }
  return work ? keepWork(planned, work) : planned
}

/** Remembers, before anything is written, what an undo would bring back. Values known from an earlier run are older and win; a mailbox that this request made has no before. */
export function keepWork(record: RequestRecord, { differences, licences }: Work): RequestRecord {
  if (madeBy(record).mailbox) return record
  const known = new Set(record.before.map(({ setting }) => setting))
  const before = [...record.before, ...differences.filter(({ setting }) => !known.has(setting))]
  return { ...record, before, licencesBefore: record.licencesBefore ?? licences }
}

/** The ticket asks for something else than this run was planned for. */
export function isOutdated({ run, wanted }: RequestRecord): boolean {
  return (run.kind === 'running' || run.kind === 'parked') && !isSameRoom(run.planned, wanted.room)
}

/** Claims unless this run has claimed another of the kind already: the record's ETag decides who was first. */
export const claimFirst = (record: RequestRecord, claim: Claim): RequestRecord =>
  record.claims.some(({ kind, attempt }) => kind === claim.kind && attempt === claim.attempt)
    ? record
    : keepClaim(record, claim)

/** Takes a claim back: its effect was refused, so there is nothing to remember. */
export function dropClaim(record: RequestRecord, claim: Pick<Claim, 'kind' | 'name'>): RequestRecord {
  return { ...record, claims: record.claims.filter(({ kind, name }) => kind !== claim.kind || name !== claim.name) }
}

export const keepClaim = (record: RequestRecord, claim: Claim): RequestRecord => {
  const { claims } = dropClaim(record, claim)
  return { ...record, claims: [...claims, claim] }
}

const isSameHold = (one: Hold, other: Hold): boolean => one.kind === other.kind && one.key === other.key

export const keepHold = (record: RequestRecord, hold: Hold): RequestRecord =>
  record.holds.some((held) => isSameHold(held, hold)) ? record : { ...record, holds: [...record.holds, hold] }

export const dropHold = (record: RequestRecord, hold: Hold): RequestRecord => ({
  ...record,
  holds: record.holds.filter((held) => !isSameHold(held, hold)),
})

/** Patience counts from the first time that it was parked for this without another wait in between. */
export function park(
  record: RequestRecord,
  why: string,
  at: string,
  notBefore: string,
  isUndoing = false,
): RequestRecord {
  const planned = roomOfRun(record)
  const { [why]: since = at, ticket } = record.parkedSince
  const run: RunState = {
    kind: 'parked',
    since: at,
    why,
    notBefore,
    ...(planned && { planned }),
    ...(isUndoing && { isUndoing }),
  }
  const parkedSince = { [why]: since, ...(ticket !== undefined && { ticket }) }
  const parked: RequestRecord = { ...record, run, parkedSince, nextLook: notBefore }
  return say(parked, { key: `waiting:${why}`, kind: 'waiting', at, facts: { why } })
}

/** What it waits for may have come: it is due now. */
export const wake = (record: RequestRecord, at: string): RequestRecord =>
  record.run.kind === 'parked' ? { ...record, run: { ...record.run, notBefore: at }, nextLook: at } : record

const answerTo: Record<End, Answer['kind']> = { ready: 'ready', cancelled: 'cancelled', 'needs a person': 'ended' }

/** Each end is said, also the second one after a retry. */
export function endRequest(
  record: RequestRecord,
  end: End,
  at: string,
  code?: string,
  facts: Facts = {},
): RequestRecord {
  const planned = roomOfRun(record)
  const run: RunState = {
    kind: 'ended',
    at,
    end,
    facts,
    ...(planned && { planned }),
    ...(code !== undefined && { code }),
  }
  const key = `end:${record.answers.length}`
  const { readyAt = at } = record
  return say(
    { ...record, run, failures: 0, nextLook: at, ...(end === 'ready' && { readyAt }) },
    { key, kind: answerTo[end], at, facts: { ...facts, ...(code !== undefined && { code }) } },
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

/** Nothing left to do and nothing left to say. The tombstone of a request that never came has neither. */
export const isClosed = ({ run, answers, answered, holds, wanted }: RequestRecord): boolean =>
  (run.kind === 'ended' || (run.kind === 'idle' && wanted.room === undefined)) &&
  answered >= answers.length &&
  holds.length === 0
