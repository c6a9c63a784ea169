import type { Meeting } from '../meetings.ts'
import { drawGuid } from '../seededDraw.ts'
import { refuse } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { nextPage, wholeOption } from './paging.ts'
import { collection, project } from './project.ts'

const usualPage = 10
const largestPage = 1000

/** Meetings that overlap the window, in the order of their starts (learn, graph/api/user-list-calendarview, 2023). */
export const listCalendarView: GraphFunction = (request) => {
  const { id } = readUser(request)
  const mailbox = request.look(request.world.recipients, id)
  if (!mailbox || mailbox.whenSoftDeleted) refuseMailbox()
  const [from, until] = readWindow(request)
  const meetings = (request.look(request.world.meetings, id) ?? [])
    .filter(({ start, end }) => Date.parse(start) < until && Date.parse(end) > from)
    .toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start))
  const top = wholeOption(request, '$top', usualPage, largestPage)
  const skip = wholeOption(request, '$skip', 0, Infinity)
  const value = meetings
    .slice(skip, skip + top)
    .map((meeting) => showMeeting(request, mailbox.primarySmtpAddress, meeting))
  const more = meetings.length > skip + top ? nextPage(request, { $skip: String(skip + top) }) : {}
  return collection(`users('${id}')/calendarView`, value, more)
}

/** No page names status, code and words; they are those that callers of Graph report. */
export function refuseMailbox(): never {
  const message = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'
  refuse(404, 'MailboxNotEnabledForRESTAPI', message)
}

/** Without an offset a time is UTC. */
function readWindow({ options }: GraphRequest): [from: number, until: number] {
  const times = [options.startDateTime, options.endDateTime].map((time = '') =>
    Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`),
  )
  const [from = Number.NaN, until = Number.NaN] = times
  if (!(from <= until)) {
    const needed = 'a time window specified by the query string parameters StartDateTime and EndDateTime'
    refuse(400, 'ErrorInvalidParameter', `This request requires ${needed}.`)
  }
  return [from, until]
}

function showMeeting({ facts, select }: GraphRequest, room: string, meeting: Meeting): Record<string, unknown> {
  const { subject, organizer, start, end } = meeting
  const emailAddress = { name: organizer, address: organizer }
  const { id = drawGuid(facts.seed, 'meeting', room, start, subject), response } = meeting
  const values = {
    id,
    subject,
    organizer: { emailAddress },
    start: inUtc(start),
    end: inUtc(end),
    isAllDay: false,
    isCancelled: false,
    isOrganizer: organizer.toLowerCase() === room.toLowerCase(),
    showAs: response === 'tentativelyAccepted' ? 'tentative' : 'busy',
    sensitivity: 'normal',
    type: 'singleInstance',
  }
  return project('event', values, select)
}

function inUtc(time: string): { dateTime: string; timeZone: 'UTC' } {
  return { dateTime: new Date(time).toISOString().replace(/\.\d+Z$/, '.0000000'), timeZone: 'UTC' }
}
