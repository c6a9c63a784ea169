import { z } from 'zod'
import type { Meeting } from '../room/retirement.ts'
import { secondsAfter } from '../room/times.ts'
import type { BookingAnswer, Slot } from '../room/testBooking.ts'
import type { Effect, Failed } from './effect.ts'
import type { Graph, GraphRequest } from './graph.ts'
import { firstFailure } from './users.ts'

export interface Booking extends Slot {
  /** Who books: a mailbox of nobody. */
  canary: string
  room: string
  /** With the same transaction and content it is booked once (Graph, event resource, transactionId). */
  transaction: string
}

/** Meetings that a canary mailbox organises, to see what a room makes of them. */
export interface Bookings {
  /** Resolves with the id of the event; asking again with the same transaction gives the same one. */
  book(booking: Booking): Promise<{ id: string } | Failed>
  /** What the room has told the organiser so far. */
  readAnswer(canary: string, id: string, room: string): Promise<{ answer: BookingAnswer } | Failed>
  /** Takes the event out of the calendars of the organiser and of the invited; one that is gone already is taken out. */
  callOff(canary: string, id: string): Promise<Effect>
  /** Meetings to come within a year, the next ones first; not what they are about. */
  listMeetings(room: string, from: Date, most: number): Promise<{ meetings: Meeting[] } | Failed>
  /** Whether the canary's meetings are out of the room's own calendar. */
  readIsFree(canary: string, room: string, slot: Slot): Promise<{ isFree: boolean } | Failed>
}

const calendarOf = (address: string): string => `/users/${encodeURIComponent(address)}`

export function makeBookings(graph: Graph): Bookings {
  const ask = async (request: Omit<GraphRequest, 'id'>) => {
    const answers = await graph.batch([{ id: 'booking', ...request }])
    return firstFailure(answers) ?? { kind: 'ok' as const, body: answers.get('booking')?.body }
  }
  return {
    async book(booking) {
      const answer = await ask({ method: 'POST', url: `${calendarOf(booking.canary)}/events`, body: toEvent(booking) })
      return answer.kind === 'ok' ? { id: eventShape.parse(answer.body).id } : answer
    },
    async readAnswer(canary, id, room) {
      const url = `${calendarOf(canary)}/events/${encodeURIComponent(id)}?$select=attendees`
      const answer = await ask({ method: 'GET', url })
      return answer.kind === 'ok' ? { answer: answerOf(attendeesShape.parse(answer.body), room) } : answer
    },
    async callOff(canary, id) {
      const answer = await ask({ method: 'DELETE', url: `${calendarOf(canary)}/events/${encodeURIComponent(id)}` })
      return answer.kind === 'ok' || answer.reason === 'absent' ? { kind: 'done' } : answer
    },
    async listMeetings(room, from, most) {
      const range = `startDateTime=${from.toISOString()}&endDateTime=${secondsAfter(from, yearSeconds)}`
      const url = `${calendarOf(room)}/calendarView?${range}&$select=start,organizer&$top=${most}`
      const answer = await ask({ method: 'GET', url })
      return answer.kind === 'failed' ? answer : { meetings: meetingsShape.parse(answer.body).value.map(toMeeting) }
    },
    async readIsFree(canary, room, { start, end }) {
      const range = `startDateTime=${start}&endDateTime=${end}`
      const answer = await ask({ method: 'GET', url: `${calendarOf(room)}/calendarView?${range}&$select=organizer` })
      if (answer.kind === 'failed') return answer
      const organizers = viewShape.parse(answer.body).value.map(({ organizer }) => organizer?.emailAddress.address)
      return { isFree: !organizers.some((address) => address?.toLowerCase() === canary) }
    },
  }
}

/** Says to whoever finds it what it is; a resource is invited as such (Graph, attendee resource, type). */
function toEvent({ room, transaction, start, end }: Booking): Record<string, unknown> {
  const toTime = (time: string) => ({ dateTime: time.slice(0, 19), timeZone: 'UTC' })
  return {
    subject: 'Test booking, deleted within minutes',
    body: { contentType: 'text', content: 'Roomwright tries whether the room answers. Nobody needs to do anything.' },
    start: toTime(start),
    end: toTime(end),
    attendees: [{ emailAddress: { address: room }, type: 'resource' }],
    transactionId: transaction,
  }
}

const eventShape = z.object({ id: z.string() })
const person = z.object({ emailAddress: z.object({ address: z.string().nullish() }) })
const attendeesShape = z.object({
  attendees: z.array(person.extend({ status: z.object({ response: z.string().nullish() }).nullish() })),
})
const yearSeconds = 365 * 86_400
const meetingsShape = z.object({
  value: z.array(z.object({ start: z.object({ dateTime: z.string() }), organizer: person.nullish() })),
})

/** Without another wish Graph gives times in UTC (Graph, List calendarView, Prefer: outlook.timezone). */
const toMeeting = ({ start, organizer }: z.output<typeof meetingsShape>['value'][number]): Meeting => ({
  start: start.dateTime,
  organizer: organizer?.emailAddress.address ?? 'an organiser without an address',
})

const viewShape = z.object({ value: z.array(z.object({ organizer: person.nullish() })) })

/** Graph, responseStatus resource; whoever has not answered is `none` or `notResponded`. */
const answers: Record<string, BookingAnswer> = {
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
}

function answerOf({ attendees }: z.output<typeof attendeesShape>, room: string): BookingAnswer {
  const invited = attendees.find(({ emailAddress }) => emailAddress.address?.toLowerCase() === room)
  return answers[invited?.status?.response ?? ''] ?? 'none'
}
