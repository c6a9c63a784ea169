import type { ApprovalReason } from './approval.ts'
import type { Made } from './decisionTable.ts'
import { isSameDevice, type Device } from './device.ts'
import type { Handover } from './handover.ts'
import { profileFor, withProfile, type Profile, type ProfiledRoom, type Profiles } from './profiles.ts'
import { isLifecycle, type LifecycleAction } from './lifecycle.ts'
import { isSameRoom, type Room } from './request.ts'
import type { Check } from './checks.ts'
import type { Difference } from './settings/catalogue.ts'
import type { Probe } from './testBooking.ts'
import type { SignInCheck, SignInReadings } from './signIn.ts'
import type { Stage } from './stages.ts'
import type { Topology } from './topology.ts'
import { isWithdrawn, type Wanted } from './wanted.ts'

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
  /** When and who had the earlier settings put back after it was ready, and what the room was then; a later retry overrules it. */
  restored?: { at: string; by: string; room?: Room }
  run: RunState
  /** Runs started so far; the instance of a run is `{id}-{attempts}`. */
  attempts: number
  /** Runs that broke off since the last start by a command. */
  failures: number
  /** The account, once the room was identified. */
  account?: string
  /** Where it lives, once it was planned. */
  topology?: Topology
  /** Its Skype is online. */
  hasSkypeOnline?: true
  /** When it was ready for the first time. */
  readyAt?: string
  /** What this request has bound to the account. */
  devices?: Device[]
  /** Who has got which version of the password, and when. */
  handovers?: Handover[]
  holds: Hold[]
  claims: Claim[]
  /** Of a reused room: what its settings were before this request changed them, and its room licences by SKU id. */
  before: Difference[]
  licencesBefore?: string[]
  /** What the run of this attempt has written to take back what was changed, in words; until Microsoft 365 shows it. */
  undoing?: { attempt: number; undone: string[]; left: string[] }
  /** Of a rotation: when the earlier password was set, empty where none ever was. */
  passwordBefore?: string
  /** Of a retirement: since when the room takes no new bookings. */
  closedAt?: string
  /** What this request has set, by title, for the ready answer. */
  changed: string[]
  /** What the latest run has looked at and found. */
  checks?: Check[]
  /** The test booking of the latest run that made one. */
  probe?: Probe
  /** When the room could be booked for the first time, as far as is known. */
  bookableAt?: string
  /** Whether the room can sign in, as this attempt found; `open` while not all was asked yet. */
  signIn?: SignInCheck & { attempt: number; at: string; open?: SignInReadings }
  /** What the room reaches after the end. */
  stages?: Stage[]
  /** What somebody has to agree to, and what was decided. */
  approval?: ApprovalState
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
  | ({ kind: 'running'; since: string } & Planned)
  /** `isUndoing`: it waits to take back what was changed. */
  | ({ kind: 'parked'; since: string; why: string; notBefore: string; isUndoing?: true } & Planned)
  | ({ kind: 'ended'; at: string; end: End; code?: string; facts?: Facts } & Planned)

interface Planned {
  planned?: Room
  /** What its profile said when the run started; later changes of the configuration are for later runs. */
  profile?: Profile
}

export type End = 'ready' | 'rejected' | 'cancelled' | 'needs a person'
type Facts = Record<string, string | number>

/** One plan that waits for consent, or has got it; another plan is asked for anew. */
export interface ApprovalState {
  /** Digest of what would be done: a consent holds for this and nothing else. */
  plan: string
  askedAt: string
  /** The ticket has news that no run has rested on since. */
  hasNews?: true
  /** When people were told last that it waits. */
  remindedAt: string
  reasons: ApprovalReason[]
  /** What would be done, for the person who decides. */
  lines: string[]
  decision?: Decision
}

export interface Decision {
  is: 'approved' | 'rejected'
  /** Verified address of whoever decided. */
  by: string
  at: string
  reason?: string
}

/** A reservation row that this request holds. */
export interface Hold {
  kind: 'account' | 'address' | 'device' | 'licence-unit'
  key: string
}

/** A place in the queue for a unit of a licence; keys sort by arrival. */
export const licenceHold = (skuId: string, { id, createdAt }: RequestRecord): Hold => ({
  kind: 'licence-unit',
  key: `${skuId}/${createdAt}-${id}`,
})

/** Something that this request makes or changes; begun is written before the effect, so a lost answer is never forgotten. */
export interface Claim {
  kind:
    | 'mailbox'
    | 'restored'
    | 'deletion'
    | 'password'
    | 'licence'
    | 'member'
    | 'number'
    | 'settings'
    | 'job'
    | 'event'
    | 'device'
  /** Address, id of the account (also of one that is deleted), version in the vault, licence id, id of a group, the order of a number, the step whose settings are written, the job on the worker, the test booking, or the device. */
  name: string
  attempt: number
  isDone: boolean
}

/** One thing said on the ticket, number n = its place in the list. `key` makes each be said once. */
export interface Answer {
  key: string
  kind:
    | 'accepted'
    | 'planned'
    | 'approval-asked'
    | 'approval-reminder'
    | 'approval-not-counted'
    | 'approved'
    | 'waiting'
    | 'ready'
    | 'checked'
    | 'rotated'
    | 'retired'
    | 'ended'
    | 'cancelled'
    | 'restored'
    | 'not-restored'
    | 'retrying'
    | 'rename-needed'
    | 'too-late'
    | 'device-bound'
    | 'device-refused'
    | 'handed-over'
    | 'signed-in'
    | 'in-room-finder'
    | 'looked-again'
    | 'room-finder-late'
    | 'sign-in-failed'
  at: string
  facts: Facts
}

export const instanceOf = (record: Pick<RequestRecord, 'id' | 'attempts'>): string => `${record.id}-${record.attempts}`

export const isCancelled = ({ stoppedAt, retriedAt = '', wanted }: RequestRecord): boolean =>
  (stoppedAt !== undefined && stoppedAt > retriedAt) || isWithdrawn(wanted)

/** The earlier settings go back, or have gone back. */
export const isRestoring = ({ restored, retriedAt = '' }: RequestRecord): boolean =>
  restored !== undefined && restored.at > retriedAt

/** Of what persons press on a page the latest counts, in whatever order and however often it arrives. */
export const isLatest = ({ stoppedAt = '', retriedAt = '', restored }: RequestRecord, at: string): boolean =>
  at > stoppedAt && at > retriedAt && at > (restored?.at ?? '')

/** It has ended as it should. */
export const isReady = (
  record: RequestRecord,
): record is RequestRecord & { run: Extract<RunState, { kind: 'ended' }> } =>
  record.run.kind === 'ended' && record.run.end === 'ready'

/** What was begun with or made ready stays the account of the request, whatever the ticket calls the room now. */
export const isAccountFixed = ({ account, claims, readyAt }: RequestRecord): boolean =>
  account !== undefined && (claims.length > 0 || readyAt !== undefined)

export const madeBy = (record: RequestRecord): Made => ({
  mailbox: record.claims.some(({ kind }) => kind === 'mailbox'),
  password: record.claims.some(({ kind, isDone }) => kind === 'password' && isDone),
  isRestored: record.claims.some(({ kind }) => kind === 'restored'),
  isFixed: isAccountFixed(record),
})

/** Says something once; saying it again changes nothing. */
export function say(record: RequestRecord, answer: Answer): RequestRecord {
  return record.answers.some(({ key }) => key === answer.key)
    ? record
    : { ...record, answers: [...record.answers, answer] }
}

/** Keeps what was bound; once. */
export const keepDevice = (record: RequestRecord, device: Device): RequestRecord =>
  record.devices?.some((known) => isSameDevice(known, device))
    ? record
    : { ...record, devices: [...(record.devices ?? []), { id: device.id, kind: device.kind }] }

export const dropDevice = (record: RequestRecord, id: string): RequestRecord => ({
  ...record,
  devices: (record.devices ?? []).filter((known) => known.id !== id),
})

/** What this run works for, or has worked for, whatever the ticket says by now. */
export function roomOfRun({ run, wanted }: RequestRecord): ProfiledRoom | undefined {
  if (run.kind === 'idle') return wanted.room
  return run.planned && run.profile ? withProfile(run.planned, run.profile) : run.planned
}

/** The same as the ticket said it, with the profile beside it: what a run hands on to the next state. */
export const plannedOf = ({ run, wanted }: RequestRecord): Planned => {
  const { planned, profile }: Planned = run.kind === 'idle' ? onlyRoom(wanted) : run
  return { ...(planned && { planned }), ...(profile && { profile }) }
}

const onlyRoom = ({ room }: Wanted): Planned => (room ? { planned: room } : {})

/** A run that starts keeps what the profile of its room says now. */
export function takeProfile(record: RequestRecord, profiles: Profiles): RequestRecord {
  const { run } = record
  const profile = run.kind === 'running' && run.planned ? profileFor(run.planned, profiles) : undefined
  return profile && run.kind === 'running' ? { ...record, run: { ...run, profile } } : record
}

/** The room is to be looked at, and nothing else. */
export const isCheck = (record: RequestRecord): boolean => (roomOfRun(record) ?? record.wanted.room)?.action === 'check'

/** What is done with an account that exists, if that is what is asked for. */
export function lifecycleOf(record: RequestRecord): LifecycleAction | undefined {
  const action = (roomOfRun(record) ?? record.wanted.room)?.action
  return isLifecycle(action) ? action : undefined
}

/** The ticket asks for something else than this run was planned for. */
export function isOutdated({ run, wanted }: RequestRecord): boolean {
  return (run.kind === 'running' || run.kind === 'parked') && !isSameRoom(run.planned, wanted.room)
}

/** Nothing left to do and nothing left to say. The tombstone of a request that never came has neither. */
export const isClosed = ({ run, answers, answered, holds, wanted }: RequestRecord): boolean =>
  (run.kind === 'ended' || (run.kind === 'idle' && wanted.room === undefined)) &&
  answered >= answers.length &&
  holds.length === 0
