import type { Facts } from './decisionTable.ts'
import { identifyExisting } from './existing.ts'
import { refuse, type Refusal } from './identify.ts'
import { nameOfLicence } from './licences.ts'
import type { Plan } from './plan.ts'
import type { Room } from './request.ts'
import type { Snapshot } from './snapshot.ts'
import { secondsAfter } from './times.ts'

/** A meeting to come, without what it is about. */
export interface Meeting {
  start: string
  organizer: string
}

/** What is said of it in the end. */
export interface Retired {
  until: string
  /** Those that are free now. */
  devices: string
}

const usualGraceDays = 14
const daySeconds = 86_400
/** For how long Microsoft 365 keeps what was deleted (learn, graph/api/user-delete). */
const keptDays = 30

export const graceDaysOf = ({ graceDays = usualGraceDays }: Pick<Room, 'graceDays'>): number => graceDays

/** When its account is given up. */
export const graceEnd = (closedAt: string, room: Room): string =>
  secondsAfter(new Date(closedAt), graceDaysOf(room) * daySeconds)

/** Until when a room that was deleted then can come back. */
export const restorableUntil = (deletedAt: string): string =>
  secondsAfter(new Date(deletedAt), keptDays * daySeconds).slice(0, 10)

/** `isBegun`: this request has begun to delete it, so that whatever shows of it is only on its way out. */
export function planRetirement(facts: Facts, isBegun: boolean): Plan | Refusal {
  const { snapshot, topology } = facts
  const { address, user, holder, deleted } = snapshot
  const plan: Omit<Plan, 'row'> = { kind: 'reuse', address, topology, reasons: [], action: 'retire' }
  if (isBegun || (!holder && !user && deleted?.type === 'RoomMailbox'))
    return { ...plan, row: 'deleted-room', isGone: true }
  const found = identifyExisting(facts)
  if (found.kind === 'refuse') return found
  if (topology !== 'online') return refuse('retire-on-premises', { address })
  const ref = user && { userId: user.id }
  return { ...plan, row: found.row, reasons: ['retire'], ...ref }
}

/** Licences that are assigned to the account itself; what a group gives goes with the account. */
export const ownLicences = ({ user }: Snapshot): string[] => [
  ...new Set(
    (user?.licences ?? []).flatMap(({ skuId, isFromGroup, state }) =>
      isFromGroup || state === 'Disabled' ? [] : [skuId],
    ),
  ),
]

/** What would be done, for the person who decides. Without `meetings` they could not be read. */
export function describeRetirement(
  { address }: Plan,
  room: Room,
  snapshot: Snapshot,
  { meetings, devices }: { meetings: Meeting[] | undefined; devices: string[] },
): string[] {
  const days = graceDaysOf(room)
  const licences = (snapshot.user?.licences ?? []).map(({ skuId }) => nameOfLicence(skuId, snapshot.skus))
  const free = [
    ...new Set(licences),
    'its phone number, if it has one that this service may free',
    ...devices.map((id) => `the device ${id}`),
  ]
  return [
    `Give up the room mailbox ${address} ("${snapshot.holder?.name ?? room.name}")`,
    'At once: new bookings are refused; meetings that it has stay in its calendar',
    `${days === 0 ? 'Right after that' : `After ${days} days`}: its sign-in is blocked and the account is deleted with its calendar; free again: ${free.join(', ')}`,
    `For ${keptDays} days after that it can be brought back with its calendar by setting it up again`,
    ...sayMeetings(meetings, snapshot.meetings),
  ]
}

/** As many as are listed; Fifty is as far as anybody counts. */
export function sayMeetings(meetings: Meeting[] | undefined, count = meetings?.length ?? 0): string[] {
  if (!meetings) return ['Its meetings to come could not be read']
  const all = count >= 50 ? '50 or more' : Math.max(count, meetings.length)
  return [
    `Meetings to come: ${meetings.length === 0 ? 'none' : all}`,
    ...meetings.map(({ start, organizer }) => `${start.slice(0, 10)} ${start.slice(11, 16)} UTC, ${organizer}`),
  ]
}
