import { expect, test } from 'vitest'
import { at, failureOf, rehearse, waitFor } from './rehearsal.ts'

const room = { Identity: at('confrm1') }
const notModified = "The command completed successfully but no settings of 'Conference Room 1' have been modified."

test('Set-CalendarProcessing changes what it is given and nothing else', async () => {
  const { exchange } = await rehearse()
  const [before] = (await exchange('Get-CalendarProcessing', room)).body.value

  const { status, body } = await exchange('Set-CalendarProcessing', {
    ...room,
    AutomateProcessing: 'autoaccept',
    BookingWindowInDays: 365,
  })

  const [after] = (await exchange('Get-CalendarProcessing', room)).body.value
  expect(status).toBe(200)
  expect(body.value).toBeUndefined()
  expect(after).toEqual({ ...before, AutomateProcessing: 'AutoAccept', BookingWindowInDays: 365 })
})

test.each([
  ['Set-CalendarProcessing', { DeleteComments: true }],
  ['Set-Place', { Building: null }],
  ['Set-Mailbox', { DisplayName: 'Conference Room 1' }],
  ['Set-MailboxRegionalConfiguration', { Language: null }],
])('%s that changes nothing says so in a warning and has no effect', async (cmdlet, parameters) => {
  const { exchange, control } = await rehearse()

  const { status, body } = await exchange(cmdlet, { ...room, ...parameters })

  expect(status).toBe(200)
  expect(body['@adminapi.warnings']).toEqual([notModified])
  expect((await control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test.each([
  ['Set-CalendarProcessing', { BookingWindowInDays: 1081 }, 'from 0 to 1080'],
  ['Set-CalendarProcessing', { AutomateProcessing: 'Always' }, 'None, AutoUpdate, AutoAccept'],
  ['Set-CalendarProcessing', { DeleteComments: 'false' }, "parameter 'DeleteComments'"],
  [
    'Set-CalendarProcessing',
    { ResourceDelegates: ['a'] },
    'not supported by the local tenant: parameter ResourceDelegates',
  ],
  ['Set-CalendarProcessing', { WorkHoursStartTime: '8' }, "matches parameter name 'WorkHoursStartTime'"],
  ['Set-Place', { CountryOrRegion: 'XX' }, "parameter 'CountryOrRegion'"],
  ['Set-Place', { GeoCoordinates: '59,10' }, "parameter 'GeoCoordinates'"],
  ['Set-Place', { Floor: '4' }, "parameter 'Floor'"],
  ['Set-Mailbox', { MailTip: 'a'.repeat(176) }, 'The maximum length is 175'],
  ['Set-Mailbox', { Alias: 'x' }, 'not supported by the local tenant: parameter Alias of Set-Mailbox'],
  ['Set-Mailbox', { EnableRoomMailboxAccount: true }, 'functional only in on-premises Exchange'],
  ['Set-MailboxRegionalConfiguration', { TimeZone: 'Europe/Oslo' }, "parameter 'TimeZone'"],
  ['Set-MailboxRegionalConfiguration', { Language: 'norsk' }, "parameter 'Language'"],
])('%s refuses %j', async (cmdlet, parameters, text) => {
  const { exchange } = await rehearse()

  const reply = await exchange(cmdlet, { ...room, ...parameters })

  expect(failureOf(reply)).toContain(text)
})

test.each([
  'Set-CalendarProcessing',
  'Set-Place',
  'Set-Mailbox',
  'Get-CalendarProcessing',
  'Get-MailboxRegionalConfiguration',
])('%s needs an identity', async (cmdlet) => {
  const { exchange } = await rehearse()

  const replies = [
    await exchange(cmdlet, {}),
    await exchange(cmdlet, { Identity: '' }),
    await exchange(cmdlet, { Identity: null }),
  ]

  for (const reply of replies) expect(failureOf(reply)).toContain('missing mandatory parameters: Identity')
})

test('a place has no properties until they are set, and shows the name of its country', async () => {
  const { exchange } = await rehearse()
  const [before] = (await exchange('Get-Place', room)).body.value

  await exchange('Set-Place', { ...room, CountryOrRegion: 'no', Floor: 4, Tags: ['hybrid'] })

  expect(before).toMatchObject({
    Identity: at('confrm1'),
    Building: null,
    CountryOrRegion: null,
    Floor: null,
    Tags: [],
  })
  await waitFor(
    () => exchange('Get-Place', room),
    ({ body: { value } }) =>
      JSON.stringify(value[0]) === JSON.stringify({ ...before, CountryOrRegion: 'Norway', Floor: 4, Tags: ['hybrid'] }),
  )
})

test('a synchronised room refuses the places properties that are mastered on-premises, and only those', async () => {
  const { exchange, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'room', address: at('synced'), mailbox: { isDirSynced: true } })

  const [mastered, own] = [
    await exchange('Set-Place', { Identity: at('synced'), City: 'Oslo' }),
    await exchange('Set-Place', { Identity: at('synced'), Building: 'B1' }),
  ]

  expect(failureOf(mastered)).toContain("The action 'Set-Place', 'City', can't be performed")
  expect(own.status).toBe(200)
})

test('a mail tip is read with HTML around it, and a display name reaches Graph later', async () => {
  const { exchange, graph } = await rehearse()

  await exchange('Set-Mailbox', {
    ...room,
    MailTip: 'Teams room',
    DisplayName: 'Møterom 1',
    HiddenFromAddressListsEnabled: true,
  })

  const mailbox = await waitFor(
    () => exchange('Get-Mailbox', room),
    ({ body }) => body.value[0]?.['MailTip'] !== null,
  )
  const user = await waitFor(
    () => graph('GET', `/users/${at('confrm1')}`),
    ({ body }) => body['displayName'] !== 'Conference Room 1',
  )
  expect(mailbox.body.value[0]).toMatchObject({
    MailTip: '<html><body>Teams room</body></html>',
    HiddenFromAddressListsEnabled: true,
  })
  expect(user.body['displayName']).toBe('Møterom 1')
})

test('another language is refused while the formats of the old one stand', async () => {
  const { exchange } = await rehearse()
  const set = (parameters: object) => exchange('Set-MailboxRegionalConfiguration', { ...room, ...parameters })
  await set({ Language: 'en-US', TimeZone: 'W. Europe Standard Time' })

  const [refused, taken] = [
    await set({ Language: 'nb-NO' }),
    await set({ Language: 'nb-NO', DateFormat: null, TimeFormat: null }),
  ]

  expect(failureOf(refused)).toContain("isn't valid for the language setting")
  expect(taken.status).toBe(200)
})

test("calendar processing of a person's mailbox is AutoUpdate and cannot be changed", async () => {
  const { exchange } = await rehearse()

  const { body } = await exchange('Get-CalendarProcessing', { Identity: at('alice') })
  const change = await exchange('Set-CalendarProcessing', { Identity: at('alice'), AutomateProcessing: 'AutoAccept' })

  expect(body.value[0]).toMatchObject({ AutomateProcessing: 'AutoUpdate' })
  expect(change.status).toBe(400)
})
