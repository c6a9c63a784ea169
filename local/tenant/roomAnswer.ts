import { findHolder } from './accounts.ts'
import { withDefaults } from './exchange/cmdletData.ts'
import type { CalendarSettings } from './exchange/cmdletData.ts'
import type { Meeting } from './meetings.ts'
import type { World } from './world.ts'

export interface Invitation {
  organizer: string
  start: string
  end: string
}

export interface RoomAnswer {
  /** What the organiser is told; `none`: nothing. */
  response: 'none' | 'accepted' | 'declined'
  /** How it stands in the room's own calendar, if it does. */
  inCalendar: NonNullable<Meeting['response']> | null
}

const ignored: RoomAnswer = { response: 'none', inCalendar: null }
const declined: RoomAnswer = { response: 'declined', inCalendar: null }

/**
 * How a room answers by its calendar processing (page Set-CalendarProcessing): AutoAccept books what is free and within its
 * limits and declines the rest, AutoUpdate pencils in and leaves the answer to a person, None does nothing. An organiser
 * outside the tenant is ignored unless ProcessExternalMeetingMessages is on.
 */
export function answerInvitation(world: World, room: string, invitation: Invitation, now: string): RoomAnswer {
  const settings = withDefaults(world.calendars.truth(room))
  const isExternal = findHolder(world, invitation.organizer) === undefined
  if (settings.AutomateProcessing === 'None') return ignored
  if (isExternal && !settings.ProcessExternalMeetingMessages) return ignored
  if (settings.AutomateProcessing === 'AutoUpdate') return { response: 'none', inCalendar: 'tentativelyAccepted' }
  if (!isWithinLimits(settings, invitation, now)) return declined
  if (!settings.AllBookInPolicy) return askDelegates(settings)
  if (!settings.AllowConflicts && isTaken(world, room, invitation)) return declined
  return { response: 'accepted', inCalendar: 'accepted' }
}

const minute = 60_000
const day = 24 * 60 * minute

/** 0 minutes are no limit; a single meeting is declined beyond the booking window. */
function isWithinLimits(
  { MaximumDurationInMinutes, BookingWindowInDays }: CalendarSettings,
  { start, end }: Invitation,
  now: string,
): boolean {
  const longest = MaximumDurationInMinutes || Infinity
  const isShort = Date.parse(end) - Date.parse(start) <= longest * minute
  return isShort && Date.parse(end) - Date.parse(now) <= (BookingWindowInDays ?? 0) * day
}

/** No room here has delegates or people of its own list: a request waits, and without the right to ask it is declined. */
function askDelegates({ AllRequestInPolicy }: CalendarSettings): RoomAnswer {
  return AllRequestInPolicy ? { response: 'none', inCalendar: 'tentativelyAccepted' } : declined
}

function isTaken(world: World, room: string, { start, end }: Invitation): boolean {
  const held = world.meetings.truth(room) ?? []
  return held.some((other) => Date.parse(other.start) < Date.parse(end) && Date.parse(other.end) > Date.parse(start))
}
