import { expect, test } from 'vitest'
import { at, rehearse, waitFor } from './rehearsal.ts'
import type { Connection, Rehearsal, Reply } from './rehearsal.ts'

const calendar = `/users/${at('canary')}/events`

/** A rehearsal whose identity may book. */
async function probe(options?: Parameters<typeof rehearse>[0]): Promise<Rehearsal> {
  const rehearsal = await rehearse(options)
  await rehearsal.control('PUT', '/grants/graph/Calendars.ReadWrite')
  return rehearsal
}

/** So many days from now, at ten o'clock. */
function when(days: number, hours = 1): { start: object; end: object } {
  const start = new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000 + 36_000_000)
  const toTime = (date: Date) => ({ dateTime: date.toISOString().slice(0, 19), timeZone: 'UTC' })
  return { start: toTime(start), end: toTime(new Date(start.getTime() + hours * 3_600_000)) }
}

const invitation = (room: string, more: object = {}) => ({
  subject: 'Booking probe',
  ...when(3),
  attendees: [{ emailAddress: { address: at(room) }, type: 'resource' }],
  ...more,
})

async function book({ graph }: Connection, room: string, more: object = {}): Promise<string> {
  const { status, body } = await graph('POST', calendar, invitation(room, more))
  if (status !== 201) throw new Error(JSON.stringify(body))
  return String(body['id'])
}

const responseIn = ({ body }: Reply) =>
  (body['attendees'] as { status: { response: string } }[])[0]?.status.response ?? ''

async function answer({ graph }: Connection, id: string): Promise<string> {
  const reply = await waitFor(
    () => graph('GET', `${calendar}/${id}`),
    (one) => responseIn(one) !== 'none',
  )
  return responseIn(reply)
}

const inCalendar = async ({ control }: Connection, room: string) =>
  ((await control('GET', `/accounts/${at(room)}`)).body['meetings'] as { response: string }[]).map(
    ({ response }) => response,
  )

test('a room that books by itself accepts a free time, and says so some time after it was asked', async () => {
  const rehearsal = await probe()

  const made = await rehearsal.graph('POST', calendar, invitation('board1'))
  const atOnce = await rehearsal.graph('GET', `${calendar}/${String(made.body['id'])}`)

  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    subject: 'Booking probe',
    isOrganizer: true,
    organizer: { emailAddress: { address: at('canary') } },
    attendees: [{ type: 'resource', emailAddress: { address: at('board1') }, status: { response: 'none' } }],
  })
  expect(responseIn(atOnce)).toBe('none')
  expect(await answer(rehearsal, String(made.body['id']))).toBe('accepted')
  expect(await inCalendar(rehearsal, 'board1')).toEqual(['accepted'])
})

test('a room declines what clashes with what it accepted, and takes it once that is deleted or cancelled', async () => {
  const rehearsal = await probe()
  const first = await book(rehearsal, 'board1')
  const second = await book(rehearsal, 'board1')
  const [one, two] = [await answer(rehearsal, first), await answer(rehearsal, second)]

  const deleted = await rehearsal.graph('DELETE', `${calendar}/${first}`)
  const third = await book(rehearsal, 'board1')
  const three = await answer(rehearsal, third)
  const cancelled = await rehearsal.graph('POST', `${calendar}/${third}/cancel`, { comment: 'only a probe' })
  const four = await answer(rehearsal, await book(rehearsal, 'board1'))

  expect([one, two, three, four]).toEqual(['accepted', 'declined', 'accepted', 'accepted'])
  expect([deleted.status, cancelled.status]).toEqual([204, 202])
  expect(await inCalendar(rehearsal, 'board1')).toEqual(['accepted'])
})

test('a booking is seen in the calendars of the room and of who booked it, and not after it was deleted', async () => {
  const rehearsal = await probe()
  const window = 'startDateTime=2020-01-01T00:00:00Z&endDateTime=2100-01-01T00:00:00Z'
  const view = (name: string) => rehearsal.graph('GET', `/users/${at(name)}/calendarView?${window}`)
  const id = await book(rehearsal, 'board1')

  const [room, own] = await Promise.all(
    ['board1', 'canary'].map((name) =>
      waitFor(
        () => view(name),
        ({ body }) => body.value.length === 1,
      ),
    ),
  )
  await rehearsal.graph('DELETE', `${calendar}/${id}`)
  await waitFor(
    () => view('board1'),
    ({ body }) => body.value.length === 0,
  )

  expect(room?.body.value).toMatchObject([{ id, subject: 'Booking probe', isOrganizer: false }])
  expect(own?.body.value).toMatchObject([{ id, isOrganizer: true }])
})

test('an event that was deleted or cancelled is not found again', async () => {
  const rehearsal = await probe()
  const [gone, called] = [await book(rehearsal, 'board1'), await book(rehearsal, 'board1')]
  await rehearsal.graph('DELETE', `${calendar}/${gone}`)
  await rehearsal.graph('POST', `${calendar}/${called}/cancel`, {})

  const replies = [
    await rehearsal.graph('GET', `${calendar}/${gone}`),
    await rehearsal.graph('DELETE', `${calendar}/${gone}`),
    await rehearsal.graph('GET', `${calendar}/${called}`),
  ]

  for (const reply of replies) {
    expect(reply).toMatchObject({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } })
  }
})

test('a room that allows conflicts takes two at one time', async () => {
  const rehearsal = await probe()
  await rehearsal.exchange('Set-CalendarProcessing', { Identity: at('board1'), AllowConflicts: true })

  const answers = [
    await answer(rehearsal, await book(rehearsal, 'board1')),
    await answer(rehearsal, await book(rehearsal, 'board1')),
  ]

  expect(answers).toEqual(['accepted', 'accepted'])
})

test.each([
  ['only pencils in', { AutomateProcessing: 'AutoUpdate' }, 'none', ['tentativelyAccepted']],
  ['does nothing', { AutomateProcessing: 'None' }, 'none', []],
  ['books nobody by itself', { AllBookInPolicy: false }, 'declined', []],
  ['takes requests', { AllBookInPolicy: false, AllRequestInPolicy: true }, 'none', ['tentativelyAccepted']],
  ['is booked for half an hour at most', { MaximumDurationInMinutes: 30 }, 'declined', []],
  ['is booked two days ahead at most', { BookingWindowInDays: 2 }, 'declined', []],
])('a room that %s', async (_, settings, response, meetings) => {
  const rehearsal = await probe()
  await rehearsal.exchange('Set-CalendarProcessing', { Identity: at('board1'), ...settings })
  const id = await book(rehearsal, 'board1')
  const later = await book(rehearsal, 'disabled1')

  // What was asked later has an answer: by then this one would have one, too.
  await answer(rehearsal, later)
  const read = () => rehearsal.graph('GET', `${calendar}/${id}`)
  const reply = response === 'none' ? await read() : await waitFor(read, (one) => responseIn(one) !== 'none')

  expect(responseIn(reply)).toBe(response)
  expect(await inCalendar(rehearsal, 'board1')).toEqual(meetings)
})

test.each([
  ['a room that takes invitations from outside', 'board1', { response: 'accepted', inCalendar: 'accepted' }],
  ['a room that does not', 'confrm1', { response: 'none', inCalendar: null }],
])('somebody of another tenant asks %s', async (_, room, expected) => {
  const { control } = await rehearse()
  const start = new Date(Date.now() + 86_400_000).toISOString()
  const end = new Date(Date.now() + 90_000_000).toISOString()

  const reply = await control('POST', '/external-invitations', { from: 'eve@fabrikam.com', room: at(room), start, end })

  expect(reply).toMatchObject({ status: 200, body: expected })
})

test('a person who is invited does not answer by herself', async () => {
  const rehearsal = await probe()
  const both = ['alice', 'board1'].map((name) => ({ emailAddress: { address: at(name) } }))
  const id = await book(rehearsal, 'board1', { attendees: both })

  const { body } = await waitFor(
    () => rehearsal.graph('GET', `${calendar}/${id}?$select=attendees`),
    ({ body }) => (body['attendees'] as { status: { response: string } }[])[1]?.status.response === 'accepted',
  )

  expect(body['attendees']).toMatchObject([{ type: 'required', status: { response: 'none' } }, {}])
  expect(Object.keys(body)).toEqual(['@odata.context', 'id', 'attendees'])
})

test('who asks twice with one transaction has one event', async () => {
  const rehearsal = await probe()

  const ids = [
    await book(rehearsal, 'board1', { transactionId: 'probe-1' }),
    await book(rehearsal, 'board1', { transactionId: 'probe-1' }),
  ]

  expect(ids[1]).toBe(ids[0])
  expect(await inCalendar(rehearsal, 'board1')).toEqual(['accepted'])
})

test.each([
  ['a time zone that is not played', { start: { dateTime: '2027-01-01T10:00:00', timeZone: 'Europe/Oslo' } }, 501],
  ['a series', { recurrence: {} }, 501],
  ['a property that Graph has not', { room: 'board1' }, 400],
  ['an end before its start', { end: { dateTime: '2020-01-01T10:00:00', timeZone: 'UTC' } }, 400],
])('an event with %s is refused', async (_, more, status) => {
  const rehearsal = await probe()

  const reply = await rehearsal.graph('POST', calendar, invitation('board1', more))

  expect(reply.status).toBe(status)
  expect(await inCalendar(rehearsal, 'board1')).toEqual([])
})

test('who has no mailbox has no calendar, and nobody sees the events of another', async () => {
  const rehearsal = await probe()
  await rehearsal.control('POST', '/accounts', { kind: 'account', address: at('noMailbox') })
  const id = await book(rehearsal, 'board1')

  const none = await rehearsal.graph('POST', `/users/${at('noMailbox')}/events`, invitation('board1'))
  const other = await rehearsal.graph('GET', `/users/${at('alice')}/events/${id}`)

  expect(none).toMatchObject({ status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } })
  expect(other.status).toBe(404)
})

test('the usual grants book nothing; one switch gives the permission, and takes it back', async () => {
  const { graph, control } = await rehearse()
  const ask = async () => (await graph('POST', calendar, invitation('board1'))).status

  const before = await ask()
  await control('PUT', '/grants/graph/Calendars.ReadWrite')
  const granted = await ask()
  await control('DELETE', '/grants/graph/Calendars.ReadWrite')
  const after = await ask()

  expect([before, granted, after]).toEqual([403, 201, 403])
})
