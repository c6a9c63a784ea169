import { expect, test } from 'vitest'
import { automate, keepSecret } from './onPremises.ts'
import type { Automation } from './onPremises.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'

const room = 'confrm7@corp.contoso.com'
const strong = 'Fjord-4-Lamp!'
const calendarOf = (Identity: string) => ({ name: 'Get-CalendarProcessing', parameters: { Identity } })

async function begin(): Promise<Rehearsal & Automation> {
  const rehearsal = await rehearse()
  return { ...rehearsal, ...(await automate(rehearsal)) }
}

const newRoom = (more = {}, secrets = {}) => ({
  name: 'New-Mailbox',
  parameters: { Name: 'Conference Room 7', UserPrincipalName: room, Room: true, ...more },
  secrets,
})

const truthOf = async ({ control }: Rehearsal, address = room) => (await control('GET', `/on-premises/${address}`)).body

test('a new room has a disabled account without a password, and only updates its calendar', async () => {
  const rehearsal = await begin()

  const [made, calendar] = await rehearsal.run(room, newRoom({ ResourceCapacity: 9 }), calendarOf(room))

  const mailbox = { PrimarySmtpAddress: room, RecipientTypeDetails: 'RoomMailbox', AccountDisabled: true }
  expect(made).toMatchObject({
    kind: 'ok',
    value: [{ ...mailbox, ResourceCapacity: 9, RoomMailboxAccountEnabled: false }],
  })
  expect(calendar).toMatchObject({ kind: 'ok', value: [{ AutomateProcessing: 'AutoUpdate', DeleteComments: true }] })
  expect(await truthOf(rehearsal)).toMatchObject({ adUser: { enabled: false, passwordLastSet: null } })
})

test('a new room with EnableRoomMailboxAccount has an enabled account with the password of the vault', async () => {
  const rehearsal = await begin()
  const RoomMailboxPassword = await keepSecret(rehearsal, strong)

  const results = await rehearsal.run(room, newRoom({ EnableRoomMailboxAccount: true }, { RoomMailboxPassword }))

  expect(results).toMatchObject([{ kind: 'ok', value: [{ AccountDisabled: false }] }])
  const check = await rehearsal.control('POST', `/on-premises/${room}/check-password`, { password: strong })
  expect(check.body).toEqual({ matches: true })
})

test.each([
  ['EnableRoomMailboxAccount without a password', { EnableRoomMailboxAccount: true }, 'TaskArgumentException'],
  ['parameters of two sets', { EnableRoomMailboxAccount: false, ResourceCapacity: 3 }, 'ParameterBindingException'],
  ['a name that is taken', { Name: 'Conference Room 5' }, 'ADObjectAlreadyExistsException'],
  ['a name that is too long', { Name: 'x'.repeat(65) }, 'DataValidationException'],
  [
    'an unknown organisational unit',
    { OrganizationalUnit: 'contoso.local/Cellar' },
    'ManagementObjectNotFoundException',
  ],
])('a new room is refused for %s, and nothing is made', async (_, parameters, failure) => {
  const rehearsal = await begin()

  const results = await rehearsal.run(room, newRoom(parameters))

  expect(results).toMatchObject([{ kind: 'failed', class: failure }])
  expect(await rehearsal.control('GET', `/on-premises/${room}`)).toMatchObject({ status: 404 })
})

test.each(['contact', 'group', 'shared', 'equipment', 'linked', 'user'])(
  'an address that a %s holds is found and not taken away',
  async (kind) => {
    const { run, control } = await begin()
    await control('POST', '/on-premises', {
      kind,
      address: room,
      name: `A ${kind}`,
      account: { userPrincipalName: 'other@corp.contoso.com' },
    })
    const Filter = `EmailAddresses -eq 'smtp:${room}'`

    const [found, made] = await run(room, { name: 'Get-Recipient', parameters: { Filter } }, newRoom())

    expect(found).toMatchObject({ kind: 'ok', value: [{ PrimarySmtpAddress: room }] })
    expect(made).toMatchObject({ class: 'ProxyAddressExistsException', text: expect.stringContaining(`A ${kind}`) })
  },
)

test('an enabled account cannot get a room mailbox, a disabled one can', async () => {
  const rehearsal = await begin()
  await rehearsal.control('POST', '/on-premises', { kind: 'account', address: room })
  const enable = { name: 'Enable-Mailbox', parameters: { Identity: room, Room: true } }
  const disable = { name: 'Disable-ADAccount', parameters: { Identity: room } }

  const [refused] = await rehearsal.run(room, enable)
  const [, made] = await rehearsal.run(room, disable, enable)

  const text = "The user's Active Directory account must be logon-disabled for linked, shared, or resource mailbox."
  expect(refused).toMatchObject({ kind: 'failed', text })
  expect(made).toMatchObject({ kind: 'ok', value: [{ RecipientTypeDetails: 'RoomMailbox', PrimarySmtpAddress: room }] })
})

test('a mailbox of a person becomes a room with an account of its own password', async () => {
  const rehearsal = await begin()
  await rehearsal.control('POST', '/on-premises', { kind: 'user', address: room, password: 'Known-9-word' })
  const RoomMailboxPassword = await keepSecret(rehearsal, strong)
  const parameters = { Identity: room, Type: 'Room', EnableRoomMailboxAccount: true }

  const results = await rehearsal.run(room, { name: 'Set-Mailbox', parameters, secrets: { RoomMailboxPassword } })

  expect(results).toMatchObject([{ kind: 'ok' }])
  expect(await truthOf(rehearsal)).toMatchObject({
    adUser: { enabled: true, passwordSets: 1 },
    recipient: { type: 'RoomMailbox' },
  })
})

test('a new remote room is a user of Active Directory and a route to the cloud', async () => {
  const rehearsal = await begin()
  const parameters = { Name: 'Conference Room 7', UserPrincipalName: room, Room: true }

  const results = await rehearsal.run(
    room,
    { name: 'New-RemoteMailbox', parameters },
    { name: 'Get-RemoteMailbox', parameters: { Identity: room } },
    { name: 'Get-Mailbox', parameters: { Identity: room } },
  )

  const remote = {
    RecipientTypeDetails: 'RemoteRoomMailbox',
    RemoteRoutingAddress: 'confrm7@contoso.mail.onmicrosoft.com',
  }
  expect(results).toMatchObject([
    { value: [remote] },
    { value: [remote] },
    { kind: 'failed', class: 'ManagementObjectNotFoundException' },
  ])
  expect(await truthOf(rehearsal)).toMatchObject({ adUser: { userPrincipalName: room, enabled: false } })
})

test('an enabled account can get a remote room mailbox', async () => {
  const { run, control } = await begin()
  await control('POST', '/on-premises', { kind: 'account', address: room })

  const results = await run(room, { name: 'Enable-RemoteMailbox', parameters: { Identity: room, Room: true } })

  expect(results).toMatchObject([{ value: [{ RecipientTypeDetails: 'RemoteRoomMailbox', AccountDisabled: false }] }])
})

test('settings of mailbox, calendar, language and remote mailbox are read back as they were set', async () => {
  const { run } = await begin()
  const Identity = 'confrm5@corp.contoso.com'
  const remote = 'confrm6@contoso.com'
  const region = { Language: 'nb-NO', TimeZone: 'W. Europe Standard Time', DateFormat: null, TimeFormat: null }

  const own = await run(
    Identity,
    { name: 'Set-Mailbox', parameters: { Identity, MailTip: 'Teams', HiddenFromAddressListsEnabled: true } },
    {
      name: 'Set-CalendarProcessing',
      parameters: { Identity, AutomateProcessing: 'AutoAccept', DeleteComments: false },
    },
    { name: 'Set-MailboxRegionalConfiguration', parameters: { Identity, ...region } },
    { name: 'Get-Mailbox', parameters: { Identity } },
    calendarOf(Identity),
    { name: 'Get-MailboxRegionalConfiguration', parameters: { Identity } },
  )
  const routed = await run(
    remote,
    { name: 'Set-RemoteMailbox', parameters: { Identity: remote, DisplayName: 'Six' } },
    { name: 'Get-RemoteMailbox', parameters: { Identity: remote } },
  )

  expect(own.slice(3)).toMatchObject([
    { value: [{ MailTip: '<html><body>Teams</body></html>', HiddenFromAddressListsEnabled: true }] },
    { value: [{ AutomateProcessing: 'AutoAccept', DeleteComments: false }] },
    { value: [region] },
  ])
  expect(routed[1]).toMatchObject({ value: [{ DisplayName: 'Six' }] })
})

test("the server's version is as it was told", async () => {
  const { run, control } = await begin()
  const read = { name: 'Get-ExchangeServer' }

  const before = await run(room, read)
  await control('PUT', '/exchange-server', { adminDisplayVersion: '15.0 (Build 620.29)' })

  const after = await run(room, read)
  const versions = [before, after].map(([result]) => result?.value?.[0]?.['AdminDisplayVersion'])
  expect(versions).toEqual(['Version 15.2 (Build 1544.4)', 'Version 15.0 (Build 620.29)'])
})

test('calendar settings of the cloud alone are not allowed', async () => {
  const { arm, put, until } = await begin()
  const parameters = { Identity: room, BookingType: 'Standard' }

  await put('j1', room, [{ name: 'Set-CalendarProcessing', parameters }])

  expect(await until('j1', 'Failed')).toMatchObject({ exception: expect.stringContaining('BookingType') })
  expect((await arm('GET', '/jobs/j1/output')).body['text']).toBe('')
})
