import { expect, test } from 'vitest'
import { automate, keepSecret } from './onPremises.ts'
import { rehearse } from './rehearsal.ts'

const room = 'confrm5@corp.contoso.com'
const eve = 'eve@corp.contoso.com'
const admin = 'root.admin@corp.contoso.com'
const id = `https://rooms.vault.azure.net/secrets/room/${'a'.repeat(32)}`

test.each([
  ['a cmdlet of no list', { name: 'Remove-ADUser', parameters: { Identity: room } }, 'Remove-ADUser'],
  ['a parameter of no list', { name: 'Set-ADUser', parameters: { Identity: room, Replace: {} } }, 'Replace'],
  ['the account of another', { name: 'Disable-ADAccount', parameters: { Identity: eve } }, 'not the address'],
  ['no account', { name: 'Disable-ADAccount', parameters: {} }, 'not the address'],
  ['a logon name for an address', { name: 'Disable-ADAccount', parameters: { Identity: 'confrm5' } }, 'not an address'],
  [
    'a new mailbox for another',
    { name: 'New-Mailbox', parameters: { Name: 'x', UserPrincipalName: eve } },
    'not the address',
  ],
  [
    'a new mailbox with the mail address of another',
    { name: 'New-Mailbox', parameters: { Name: 'x', UserPrincipalName: room, PrimarySmtpAddress: eve } },
    'PrimarySmtpAddress',
  ],
  [
    'a route to another mailbox',
    {
      name: 'Enable-RemoteMailbox',
      parameters: { Identity: room, RemoteRoutingAddress: 'eve@contoso.mail.onmicrosoft.com' },
    },
    'RemoteRoutingAddress',
  ],
  ['a reading of everything', { name: 'Get-ADUser', parameters: {} }, 'Identity or a Filter'],
  ['a reading of an empty identity', { name: 'Get-Mailbox', parameters: { Identity: ' ' } }, 'Identity or a Filter'],
  ['a reading by wildcard', { name: 'Get-CsUser', parameters: { Identity: '*' } }, 'not that of one object'],
  ['a user by logon name', { name: 'Get-ADUser', parameters: { Identity: 'eve' } }, 'not an address'],
  ['a filter that is a script', { name: 'Get-ADUser', parameters: { Filter: "Name -eq '$(whoami)'" } }, 'filter'],
  ['a wide filter', { name: 'Get-Mailbox', parameters: { Filter: "Alias -like '*'" } }, 'filter'],
  [
    'a password in clear',
    { name: 'New-Mailbox', parameters: { UserPrincipalName: room, RoomMailboxPassword: 'x' } },
    'RoomMailboxPassword',
  ],
  [
    'a secret for another parameter',
    { name: 'Set-ADUser', parameters: { Identity: room }, secrets: { Office: id } },
    'Office',
  ],
  [
    'a secret without its version',
    { name: 'Set-ADAccountPassword', parameters: { Identity: room }, secrets: { NewPassword: id.slice(0, -33) } },
    'version',
  ],
])('%s fails the job before anything is done', async (_, cmdlet, reason) => {
  const rehearsal = await rehearse()
  const { put, until } = await automate(rehearsal)

  await put('j1', room, [{ name: 'Get-CsPool' }, cmdlet])

  expect(await until('j1', 'Failed')).toMatchObject({ exception: expect.stringContaining(reason) })
  expect(rehearsal.journal().filter(({ surface }) => surface === 'worker')).toEqual([])
})

test('nothing is done to an account that is or was privileged, and it can still be read', async () => {
  const rehearsal = await rehearse()
  const { run } = await automate(rehearsal)
  const Password = await keepSecret(rehearsal, 'Fjord-4-Lamp!')

  const results = await run(
    admin,
    { name: 'Get-ADUser', parameters: { Identity: admin } },
    { name: 'Disable-ADAccount', parameters: { Identity: admin } },
    { name: 'Get-ADUser', parameters: { Identity: admin } },
  )
  const signIn = await run(admin, { name: 'Test-RoomSignIn', parameters: { Identity: admin }, secrets: { Password } })

  const refused = { kind: 'failed', class: 'Roomwright.PrivilegedAccount' }
  expect(results).toMatchObject([{ value: [{ adminCount: 1 }] }, refused, { kind: 'skipped' }])
  expect(signIn).toMatchObject([refused])
  expect((await rehearsal.control('GET', `/on-premises/${admin}`)).body).toMatchObject({ adUser: { enabled: true } })
})

test('an address that two accounts hold is nobody whom a cmdlet may change', async () => {
  const rehearsal = await rehearse()
  const { run } = await automate(rehearsal)
  const second = 'second@corp.contoso.com'
  const seed = (kind: string, address: string, userPrincipalName: string) =>
    rehearsal.control('POST', '/on-premises', { kind, address, account: { userPrincipalName } })
  await seed('user', second, 'first@corp.contoso.com')
  await seed('account', 'third@corp.contoso.com', second)

  const results = await run(second, { name: 'Disable-ADAccount', parameters: { Identity: second } })

  expect(results).toMatchObject([{ kind: 'failed', class: 'Roomwright.AmbiguousAddress' }])
})
