import { expect, test } from 'vitest'
import { at, rehearse } from './rehearsal.ts'
import type { Body } from './rehearsal.ts'

const meeting = (day: number, subject: string) => ({
  subject,
  organizer: at('alice'),
  start: `2027-03-${String(day).padStart(2, '0')}T09:00:00+01:00`,
  end: `2027-03-${String(day).padStart(2, '0')}T10:00:00+01:00`,
})
const busy = { kind: 'room', address: at('busy'), meetings: [meeting(3, 'Later'), meeting(2, 'Sooner')] }
const march = 'startDateTime=2027-03-01T00:00:00&endDateTime=2027-04-01T00:00:00'
const subjects = (body: Body) => body.value.map(({ subject }) => subject)

test('meetings of the window are listed in order, in UTC, with who called them', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', busy)

  const { status, body } = await graph(
    'GET',
    `/users/${at('busy')}/calendarView?${march}&$select=subject,organizer,start`,
  )

  expect(status).toBe(200)
  expect(body.value).toEqual([
    {
      subject: 'Sooner',
      organizer: { emailAddress: { name: at('alice'), address: at('alice') } },
      start: { dateTime: '2027-03-02T08:00:00.0000000', timeZone: 'UTC' },
    },
    expect.objectContaining({ subject: 'Later' }),
  ])
})

test('a meeting that only touches the window is not in it', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', busy)
  const window = 'startDateTime=2027-03-02T09:00:00Z&endDateTime=2027-03-03T08:00:00Z'

  const { body } = await graph('GET', `/users/${at('busy')}/calendarView?${window}`)

  expect(subjects(body)).toEqual([])
})

test('ten meetings come at once unless more or fewer are asked for, and a link leads to the rest', async () => {
  const { tenant, graph, control } = await rehearse()
  const meetings = Array.from({ length: 12 }, (_, position) => meeting(position + 1, `m${position}`))
  await control('POST', '/accounts', { ...busy, meetings })
  const ask = async (query: string) => (await graph('GET', `/users/${at('busy')}/calendarView?${query}`)).body

  const first = await ask(march)
  const rest = (await graph('GET', first['@odata.nextLink'].replace(`${tenant.url}/v1.0`, ''))).body
  const all = await ask(`${march}&$top=50`)

  expect([...subjects(first), ...subjects(rest)]).toEqual(subjects(all))
  expect([first, rest, all].map(({ value }) => value.length)).toEqual([10, 2, 12])
  expect([rest['@odata.nextLink'], all['@odata.nextLink']]).toEqual([undefined, undefined])
})

test.each([
  ['no window', '', 'ErrorInvalidParameter'],
  ['a window that ends before it starts', '?startDateTime=2027-03-02&endDateTime=2027-03-01', 'ErrorInvalidParameter'],
  ['a page of none', `?${march}&$top=0`, 'Request_BadRequest'],
])('%s is a bad request', async (_, query, code) => {
  const { graph } = await rehearse()

  const reply = await graph('GET', `/users/${at('board1')}/calendarView${query}`)

  expect(reply).toMatchObject({ status: 400, body: { error: { code } } })
})

test('an account without a mailbox has no calendar', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'account', address: at('ghost') })

  const reply = await graph('GET', `/users/${at('ghost')}/calendarView?${march}`)

  expect(reply).toMatchObject({ status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } })
})

test('calendars are read only with a permission for calendars', async () => {
  const { graph, control } = await rehearse()
  const statusWith = async (...held: string[]) => {
    await control('PUT', '/grants', { graph: held })
    return (await graph('GET', `/users/${at('board1')}/calendarView?${march}`)).status
  }

  const without = await statusWith('User.Read.All')
  const withIt = await statusWith('Calendars.ReadBasic.All')

  expect([without, withIt]).toEqual([403, 200])
})
