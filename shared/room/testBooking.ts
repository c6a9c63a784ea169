import type { Check } from './checks.ts'
import type { Claim, RequestRecord } from './record.ts'
import type { Bag } from './snapshot.ts'
import { secondsAfter } from './times.ts'

export type BookingAnswer = 'none' | 'accepted' | 'tentative' | 'declined'

export interface Slot {
  start: string
  end: string
}

/** What is tried: a time that is free, then the same time again. */
export type Trial = 'free' | 'clash'

/** A test booking of one run, as far as it has come. */
export interface Probe {
  attempt: number
  canary: string
  slot: Slot
  /** The room answers by itself (AutomateProcessing). */
  isAutomatic: boolean
  /** It takes invitations from outside (ProcessExternalMeetingMessages). */
  takesOutside: boolean
  free?: Booked
  clash?: Booked
  /** Nothing is booked any more from here on. */
  isOver?: true
}

interface Booked {
  id: string
  answer?: BookingAnswer
}

const [earliestDay, latestDay] = [30, 60]
const daySeconds = 86_400
const hourOfNight = 3
const minutes = 5

/**
 * A time in which nobody meets, some weeks ahead, the same for the same run; or why there is none.
 * A room declines what is beyond its booking window or its working hours, and people that may not book it (Set-CalendarProcessing).
 */
export function chooseSlot(requestId: string, attempt: number, calendar: Bag, now: Date): Slot | string {
  if (calendar['ScheduleOnlyDuringWorkHours'] === true)
    return "it takes meetings in working hours only, and a test would stand in people's way"
  if (calendar['AllBookInPolicy'] === false) return 'only some people may book it'
  const { BookingWindowInDays: window = latestDay + 1 } = calendar
  const last = Math.min(latestDay, Number(window) - 1)
  if (last < 1) return 'it can be booked for today only'
  const first = Math.min(earliestDay, last)
  const days = first + ((Number.parseInt(requestId.slice(0, 8), 16) + attempt) % (last - first + 1))
  const midnight = new Date(now.toISOString().slice(0, 10))
  const start = secondsAfter(midnight, days * daySeconds + hourOfNight * 3_600)
  return { start, end: endOf(start) }
}

const endOf = (start: string): string => secondsAfter(new Date(start), minutes * 60)

/** Everything that it takes to find the event again stands in its claim, because the answer with its id may be lost. */
export const bookingClaim = ({ attempt, canary, slot }: Probe, trial: Trial): Pick<Claim, 'kind' | 'name'> => ({
  kind: 'event',
  name: [trial, attempt, slot.start, canary].join(' '),
})

export function bookingOf(requestId: string, room: string, { name }: Pick<Claim, 'name'>) {
  const [trial = '', attempt = '', start = '', canary = ''] = name.split(' ')
  return { canary, room, transaction: `${requestId}-${attempt}-${trial}`, start, end: endOf(start) }
}

/** Of an event that was booked, where its id is known. */
export function bookedIdOf({ probe }: RequestRecord, claim: Pick<Claim, 'name'>): string | undefined {
  const trials = ['free', 'clash'] as const
  const trial = probe && trials.find((one) => bookingClaim(probe, one).name === claim.name)
  return trial && probe?.[trial]?.id
}

export const bookingClaims = ({ claims }: RequestRecord): Claim[] => claims.filter(({ kind }) => kind === 'event')

export const bookingTitle = 'Test booking'

/** It was not tried, which is no fault of the room. */
export const skippedBooking = (why: string, at: string): Check => ({
  id: 'booking',
  title: bookingTitle,
  state: 'skipped',
  says: `not probed, because ${why}`,
  at,
})

/** What the room made of the test. `isLeft`: its calendar shows the test although that was called off. */
export function judgeBooking(probe: Probe, isLeft: boolean, at: string): Check {
  const fault = findFault(probe)
  const left = isLeft ? '; the test was called off and still stands in its calendar' : ''
  const outside = probe.takesOutside ? 'taken' : 'not taken'
  const says = `accepted, a clash declined (invitations from outside are ${outside} by its setting, which was not tried)`
  return {
    id: 'booking',
    title: bookingTitle,
    state: fault === undefined && !isLeft ? 'right' : 'wrong',
    says: `${fault ?? says}${left}`,
    at,
  }
}

const faults: Record<Trial, Partial<Record<BookingAnswer, string>>> = {
  free: {
    declined: 'declined; a meeting may stand at that time, or the room takes none of that kind',
    tentative: 'only held until somebody decides about it',
  },
  clash: {
    accepted: 'accepted, but a clash was accepted too: the room can be booked twice',
    tentative: 'accepted, but a clash was held too, until somebody decides about it',
    none: 'accepted, but a clash got no answer',
  },
}

function findFault({ free, clash, isAutomatic }: Probe): string | undefined {
  if ((free?.answer ?? 'none') === 'none')
    return isAutomatic ? 'no answer in time' : 'no answer, because the room does not answer by itself'
  return faults.free[free?.answer ?? 'none'] ?? faults.clash[clash?.answer ?? 'none']
}
