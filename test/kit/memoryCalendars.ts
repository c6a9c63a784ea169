import type { Booking, Bookings } from '../../shared/microsoft365/bookings.ts'
import type { Meeting } from '../../shared/room/retirement.ts'
import type { BookingAnswer } from '../../shared/room/testBooking.ts'
import type { Snapshot } from '../../shared/room/snapshot.ts'

interface Held extends Booking {
  id: string
  answer: BookingAnswer
  looks: number
}

/** Calendars as a canary and rooms see them: a room answers at the second look, by its calendar processing. */
export function memoryCalendars(at: (address: string) => Snapshot) {
  const held: Held[] = []
  let made = 0
  const meetings = new Map<string, Meeting[]>()
  const decide = ({ room, start }: Booking): BookingAnswer => {
    const { calendar = {} } = at(room)
    if (calendar['AutomateProcessing'] !== 'AutoAccept') return 'none'
    const isTaken = held.some((one) => one.room === room && one.start === start && one.answer === 'accepted')
    return isTaken && calendar['AllowConflicts'] !== true ? 'declined' : 'accepted'
  }
  const service: Bookings = {
    async book(booking) {
      const same = held.find(({ transaction }) => transaction === booking.transaction)
      if (same) return { id: same.id }
      made += 1
      const event = { ...booking, id: `event-${made}`, answer: decide(booking), looks: 0 }
      held.push(event)
      return { id: event.id }
    },
    async listMeetings(room, _, most) {
      return { meetings: (meetings.get(room) ?? []).slice(0, most) }
    },
    async readAnswer(_, id) {
      const event = held.find((one) => one.id === id)
      if (!event) return { kind: 'failed', reason: 'absent', text: 'not found in the store' }
      event.looks += 1
      return { answer: event.looks > 1 ? event.answer : 'none' }
    },
    async callOff(_, id) {
      const place = held.findIndex((one) => one.id === id)
      if (place >= 0) held.splice(place, 1)
      return { kind: 'done' }
    },
    async readIsFree(canary, room) {
      return { isFree: !held.some((one) => one.canary === canary && one.room === room && one.answer === 'accepted') }
    },
  }
  return { service, held, meetings, made: () => made }
}
