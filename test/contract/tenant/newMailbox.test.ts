import { expect, test } from 'vitest'
import { at, failureOf, makeRoom, rehearse } from './rehearsal.ts'

test('a new room is an enabled account with a password that nobody knows, whose principal name is its address', async () => {
  const rehearsal = await rehearse()

  const { address } = await makeRoom(rehearsal)

  const { body } = await rehearsal.control('GET', `/accounts/${address}`)
  expect(body).toMatchObject({
    user: {
      userPrincipalName: address,
      accountEnabled: true,
      hasKnownPassword: false,
      passwordPolicies: null,
      usageLocation: null,
    },
    passwordSets: 0,
    mailbox: { recipientTypeDetails: 'RoomMailbox', primarySmtpAddress: address },
    licences: [],
  })
})

test('New-Mailbox answers the mailbox, with the id of its account', async () => {
  const { exchange } = await rehearse()

  const { status, body } = await exchange('New-Mailbox', {
    Name: 'confrm2',
    DisplayName: 'Konferanserom på øya',
    Room: true,
    PrimarySmtpAddress: at('confrm2'),
    ResourceCapacity: 12,
  })

  expect(status).toBe(200)
  expect(body.value).toMatchObject([
    {
      DisplayName: 'Konferanserom på øya',
      PrimarySmtpAddress: at('confrm2'),
      EmailAddresses: [`SMTP:${at('confrm2')}`],
      ExternalDirectoryObjectId: expect.stringMatching(/^[\da-f-]{36}$/),
      RecipientTypeDetails: 'RoomMailbox',
      ResourceCapacity: 12,
      AccountDisabled: false,
    },
  ])
})

test('without an address the room gets its name at the initial domain', async () => {
  const { exchange } = await rehearse()

  const { body } = await exchange('New-Mailbox', { Name: 'Conf Room 2', Room: true })

  expect(body.value[0]).toMatchObject({ Alias: 'ConfRoom2', PrimarySmtpAddress: 'ConfRoom2@contoso.onmicrosoft.com' })
})

test.each([
  ['a name of 65 characters', { Name: 'a'.repeat(65) }, 'The maximum length is 64'],
  ['a name with an umlaut', { Name: 'Büro' }, 'letters without accents'],
  ['no name', { Name: undefined }, 'missing mandatory parameters: Name'],
  ['EnableRoomMailboxAccount', { EnableRoomMailboxAccount: true }, 'functional only in on-premises Exchange'],
  ['RoomMailboxPassword', { RoomMailboxPassword: 'pass@word1' }, 'functional only in on-premises Exchange'],
  ['a password', { Password: 'pass@word1' }, 'SecureString'],
  [
    'a parameter of on-premises alone',
    { Database: 'DB1' },
    "A parameter cannot be found that matches parameter name 'Database'.",
  ],
  ['a parameter that nobody knows', { Sofa: 1 }, "A parameter cannot be found that matches parameter name 'Sofa'."],
  [
    'a parameter of the cloud that is not here',
    { MailboxRegion: 'NOR' },
    'not supported by the local tenant: parameter MailboxRegion',
  ],
  [
    'another kind of mailbox',
    { Room: undefined, Name: 'x' },
    'not supported by the local tenant: New-Mailbox without Room',
  ],
  ['a domain of others', { PrimarySmtpAddress: 'a@fabrikam.com' }, "it's not an accepted domain"],
  ['an address that is none', { PrimarySmtpAddress: 'here' }, 'Cannot process argument transformation'],
])('New-Mailbox refuses %s', async (_, parameters, text) => {
  const { exchange, control } = await rehearse()

  const reply = await exchange('New-Mailbox', { Name: 'confrm2', Room: true, ...parameters })

  expect(failureOf(reply)).toContain(text)
  expect((await control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test.each([
  ['a room', 'confrm1'],
  ['a person', 'alice'],
  ['a shared mailbox', 'reception'],
])('New-Mailbox refuses the address of %s and names the holder', async (_, name) => {
  const { exchange } = await rehearse()

  const reply = await exchange('New-Mailbox', { Name: 'other', Room: true, PrimarySmtpAddress: at(name) })

  expect(reply.status).toBe(400)
  expect(failureOf(reply)).toMatch(
    new RegExp(`^\\|\\|The proxy address "SMTP:${at(name)}" is already being used by the proxy addresses .* of ".+"`),
  )
})

test.each(['contact', 'group', 'equipment', 'deleted', 'account'])(
  'the address of a %s cannot be taken',
  async (kind) => {
    const { exchange, control } = await rehearse()
    await control('POST', '/accounts', { kind, address: at('held') })

    const reply = await exchange('New-Mailbox', { Name: 'held2', Room: true, PrimarySmtpAddress: at('held') })

    expect(failureOf(reply)).toMatch(/already being used|already exists/)
  },
)

test('New-Mailbox refuses a name that is taken', async () => {
  const { exchange } = await rehearse()

  const reply = await exchange('New-Mailbox', { Name: 'conference room 1', Room: true, PrimarySmtpAddress: at('new') })

  expect(failureOf(reply)).toContain('The name "conference room 1" is already being used. Please choose another name.')
})

test('a mailbox made twice at once is made once', async () => {
  const { exchange } = await rehearse()
  const make = () => exchange('New-Mailbox', { Name: 'confrm2', Room: true, PrimarySmtpAddress: at('confrm2') })

  const replies = await Promise.all([make(), make()])

  expect(replies.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400]))
})

test('the same seed makes the same ids', async () => {
  const [one, other] = [await rehearse({ seed: 7 }), await rehearse({ seed: 7 })]

  const [first, second] = [await makeRoom(one), await makeRoom(other)]

  expect(first.id).toBe(second.id)
})
