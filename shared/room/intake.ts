import type { TicketCommand } from './command.ts'
import { wake } from './attempts.ts'
import { waitsForDecision } from './decide.ts'
import { isSameRoom } from './request.ts'
import { canRestore } from './restore.ts'
import { foldWanted, isWithdrawn, type Wanted } from './wanted.ts'
import { settle } from './claims.ts'
import { isAccountFixed, isCancelled, isLatest, isRestoring, say, type RequestRecord } from './record.ts'

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
  record.run.kind === 'ended' || isRestoring(record)
    ? say(record, {
        key: `too-late:${record.wanted.contentRevision}:${isWithdrawn(record.wanted)}`,
        kind: 'too-late',
        at,
        facts: {},
      })
    : record

export type PersonsAction = 'cancel' | 'retry' | 'restore' | 'approve' | 'reject'

/**
 * What a person can do now: cancel until the end, try again or put the earlier settings back after it, look at once at what is waited for long, and decide while that is waited for.
 * Of a withdrawn request only taking back can be tried again.
 */
export function actionsOf(record: RequestRecord): PersonsAction[] {
  const { run, wanted, claims } = record
  if (run.kind !== 'ended') return isCancelled(record) || isRestoring(record) ? [] : actionsUntilEnd(record)
  const hasMore = run.end !== 'ready' && claims.some(({ kind }) => kind !== 'password')
  return [
    ...(isWithdrawn(wanted) && !hasMore ? [] : (['retry'] as const)),
    ...(canRestore(record) ? (['restore'] as const) : []),
  ]
}

const actionsUntilEnd = (record: RequestRecord): PersonsAction[] => [
  'cancel',
  ...(record.run.kind === 'parked' ? (['retry'] as const) : []),
  ...(waitsForDecision(record) ? (['approve', 'reject'] as const) : []),
]

export const stop = (record: RequestRecord, at: string): RequestRecord =>
  isLatest(record, at) ? { ...record, stoppedAt: at } : record

/**
 * Starts again after an end, and wakes what is parked; a request that is on its way goes on as it is. A withdrawn one only goes on taking back.
 * What was ready is the room as it is: a later cancel brings back nothing from before that.
 */
export function retry(record: RequestRecord, at: string): RequestRecord {
  if (!isLatest(record, at)) return record
  const known = { ...record, retriedAt: at }
  const { run } = known
  if (run.kind === 'parked') return wake(known, at)
  if (run.kind !== 'ended' || !actionsOf(known).includes('retry')) return known
  const undecided = withoutDecision(known)
  const kept = run.end === 'ready' ? settle(undecided) : undecided
  const next: RequestRecord = { ...kept, run: { kind: 'idle' }, failures: 0, parkedSince: {}, nextLook: at }
  return say(next, { key: `retrying:${record.attempts}`, kind: 'retrying', at, facts: {} })
}

/** Whoever tries again after a rejection asks again. */
function withoutDecision(record: RequestRecord): RequestRecord {
  const { approval: _, ...rest } = record
  return rest
}
