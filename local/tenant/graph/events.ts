import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { findHolder } from '../accounts.ts'
import { mailboxTypes } from '../exchange/findRecipients.ts'
import { addMeeting, dropMeeting } from '../meetings.ts'
import type { Attendee, Meeting, OrganizedEvent } from '../meetings.ts'
import { answerInvitation } from '../roomAnswer.ts'
import type { Recipient, World } from '../world.ts'
import { refuseMailbox } from './calendarView.ts'
import { newEventElsewhere } from './eventData.ts'
import { refuse, refuseUnsupported } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { entity, project } from './project.ts'

const time = z.strictObject({ dateTime: z.iso.datetime({ local: true }), timeZone: z.string() })

const newEvent = z.strictObject({
  subject: z.string().default(''),
  body: z
    .strictObject({ contentType: z.enum(['text', 'html']).default('text'), content: z.string() })
    .default({ contentType: 'text', content: '' }),
  start: time,
  end: time,
  location: z.strictObject({ displayName: z.string() }).nullish(),
  attendees: z
    .array(
      z.strictObject({
        emailAddress: z.strictObject({ address: z.email(), name: z.string().optional() }),
        type: z.enum(['required', 'optional', 'resource']).default('required'),
      }),
    )
    .default([]),
  transactionId: z.string().min(1).nullish(),
})

/** The event is there at once; what its rooms answer is decided now and shown later. */
export const createEvent: GraphFunction = (request) => {
  const { world, now } = request
  const organizer = readMailbox(request)
  const asked = parseBody(newEvent, request.body, newEventElsewhere)
  const [start, end] = [toInstant(asked.start), toInstant(asked.end)]
  if (start > end) refuse(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.')
  const same = findTransaction(world, organizer.id, asked.transactionId)
  if (same) return { ...entity('events', showEvent(request, same, organizer)), status: 201 }

  const event = draftEvent(asked, organizer.id, { start, end }, now)
  world.events.write(event.id, event, 'none')
  addMeeting(world, organizer.id, ownMeeting(event, organizer))
  const answered = event.attendees.map((attendee) => invite(request, event, organizer, attendee))
  if (answered.some(({ response }) => response !== 'none')) {
    world.events.write(event.id, { ...event, attendees: answered }, 'roomAnswered')
  }
  return { ...entity('events', showEvent(request, event, organizer)), status: 201 }
}

function ownMeeting({ id, subject, start, end }: OrganizedEvent, { primarySmtpAddress }: Recipient): Meeting {
  return { id, subject, start, end, organizer: primarySmtpAddress, response: 'accepted' }
}

function draftEvent(
  { subject, body, attendees, location, transactionId }: z.infer<typeof newEvent>,
  organizerId: string,
  times: Pick<OrganizedEvent, 'start' | 'end'>,
  createdDateTime: string,
): OrganizedEvent {
  return {
    id: randomBytes(48).toString('base64url'),
    organizerId,
    subject,
    body,
    ...times,
    location: location?.displayName ?? null,
    attendees: attendees.map(({ emailAddress: { address, name = address }, type }) => toAttendee(address, name, type)),
    createdDateTime,
    transactionId: transactionId ?? null,
    isCancelled: false,
  }
}

function toAttendee(address: string, name: string, type: Attendee['type']): Attendee {
  return { address, name, type, response: 'none', answeredAt: null }
}

/** The page of the event resource: the service keeps a client that retries from making it twice; with which answer is not said. */
function findTransaction(
  world: World,
  organizerId: string,
  transactionId: string | null | undefined,
): OrganizedEvent | undefined {
  if (!transactionId) return undefined
  const all = world.events.ids().map((id) => world.events.truth(id))
  return all.find(
    (event) => event?.organizerId === organizerId && event.transactionId === transactionId && !event.isCancelled,
  )
}

/** Only a room answers by itself. */
function invite(
  { world, now }: GraphRequest,
  { id, subject, start, end }: OrganizedEvent,
  organizer: Recipient,
  attendee: Attendee,
): Attendee {
  const room = findHolder(world, attendee.address) ?? ''
  const { recipientTypeDetails, whenSoftDeleted } = world.recipients.truth(room) ?? {}
  if (recipientTypeDetails !== 'RoomMailbox' || whenSoftDeleted) return attendee
  const invitation = { organizer: organizer.primarySmtpAddress, start, end }
  const { response, inCalendar } = answerInvitation(world, room, invitation, now)
  if (inCalendar) addMeeting(world, room, { id, subject, ...invitation, response: inCalendar })
  return { ...attendee, response, answeredAt: response === 'none' ? null : now }
}

export const getEvent: GraphFunction = (request) => {
  const organizer = readMailbox(request)
  return entity('events', showEvent(request, readEvent(request, organizer), organizer))
}

/** Deleting an organiser's meeting cancels it for the invited, too (learn, api/event-delete). */
export const deleteEvent: GraphFunction = (request) => {
  callOff(request)
  return { status: 204 }
}

const cancellation = z.strictObject({ comment: z.string().optional(), Comment: z.string().optional() })

export const cancelEvent: GraphFunction = (request) => {
  parseBody(cancellation, request.body)
  callOff(request)
  return { status: 202 }
}

function callOff(request: GraphRequest): void {
  const { world } = request
  const event = readEvent(request, readMailbox(request))
  world.events.write(event.id, { ...event, isCancelled: true }, 'none')
  const invited = event.attendees.flatMap(({ address }) => findHolder(world, address) ?? [])
  for (const mailbox of [event.organizerId, ...invited]) dropMeeting(world, mailbox, event.id)
}

function readEvent({ world, look, ids: [, eventId = ''] }: GraphRequest, organizer: Recipient): OrganizedEvent {
  const event = look(world.events, eventId)
  if (event && event.organizerId === organizer.id && !event.isCancelled) return event
  refuse(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
}

/** A user without a mailbox in Exchange Online has no calendar. */
function readMailbox(request: GraphRequest): Recipient {
  const { id } = readUser(request)
  const mailbox = request.world.recipients.truth(id)
  if (mailbox && !mailbox.whenSoftDeleted && mailboxTypes.includes(mailbox.recipientTypeDetails)) return mailbox
  refuseMailbox()
}

/** Graph takes every time zone, the local tenant only UTC. */
function toInstant({ dateTime, timeZone }: z.infer<typeof time>): string {
  if (timeZone !== 'UTC') refuseUnsupported(`time zone ${timeZone} of an event`)
  return new Date(dateTime.endsWith('Z') ? dateTime : `${dateTime}Z`).toISOString()
}

const showTime = (instant: string) => ({ dateTime: instant.replace('Z', '0000'), timeZone: 'UTC' })

/** Outlook's word for no time at all. */
const never = '0001-01-01T00:00:00Z'

function showEvent({ select }: GraphRequest, event: OrganizedEvent, organizer: Recipient) {
  const { id, body, attendees, location, start, end } = event
  const values = {
    ...event,
    bodyPreview: body.content.slice(0, 255),
    start: showTime(start),
    end: showTime(end),
    location: { displayName: location ?? '' },
    attendees: attendees.map(({ address, name, type, response, answeredAt }) => ({
      type,
      status: { response, time: answeredAt ?? never },
      emailAddress: { name, address },
    })),
    organizer: { emailAddress: { name: organizer.displayName, address: organizer.primarySmtpAddress } },
    isOrganizer: true,
    responseStatus: { response: 'organizer', time: never },
    type: 'singleInstance',
    iCalUId: id,
  }
  // An item of a mailbox always comes with its id.
  return { id, ...project('organizedEvent', values, select) }
}
