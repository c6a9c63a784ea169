import type { RequestRecord } from './record.ts'
import { settingOf, type Difference } from './settings/catalogue.ts'
import type { Snapshot, Value } from './snapshot.ts'

/**
 * A room takes no new booking with these (page Set-CalendarProcessing): it answers, nobody may book or ask, and nothing after today is taken even of who is on a list of its own.
 * Meetings that it has already stay.
 */
const closed: Record<string, Value> = {
  'mailbox.automateProcessing': 'AutoAccept',
  'mailbox.allBookInPolicy': false,
  'mailbox.allRequestInPolicy': false,
  'mailbox.allRequestOutOfPolicy': false,
  'mailbox.bookingWindowInDays': 0,
  'mailbox.enforceSchedulingHorizon': true,
}

/** The defaults of a room mailbox, as far as they let people book (the same page). */
const open: Record<string, Value> = { 'mailbox.allBookInPolicy': true, 'mailbox.bookingWindowInDays': 180 }

const differencesTo = (wanted: Record<string, Value>, snapshot: Snapshot): Difference[] =>
  Object.entries(wanted).flatMap(([setting, to]) => {
    const from = settingOf(setting).read(snapshot) ?? ''
    return from === to ? [] : [{ setting, from, to }]
  })

/** What still lets new bookings in. */
export const findOpenings = (snapshot: Snapshot): Difference[] => differencesTo(closed, snapshot)

/** A room that was given up comes back as it was deleted, with nobody who may book it. */
export const findReopenings = (snapshot: Snapshot): Difference[] =>
  snapshot.calendar && findOpenings(snapshot).length === 0 ? differencesTo(open, snapshot) : []

/** What it was when new bookings were refused, of this request. */
export const closingsOf = ({ before }: RequestRecord): Difference[] => before.filter(({ setting }) => setting in closed)
