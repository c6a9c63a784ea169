import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { automate, keepSecret } from './onPremises.ts'
import type { Automation, Cmdlet } from './onPremises.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'

const room = 'confrm5@corp.contoso.com'
const strong = 'Fjord-4-Lamp!'

async function begin(): Promise<Rehearsal & Automation> {
  const rehearsal = await rehearse()
  return { ...rehearsal, ...(await automate(rehearsal)) }
}

const onRoom = (name: string, parameters = {}, secrets = {}): Cmdlet => ({
  name,
  parameters: { Identity: room, ...parameters },
  secrets,
})

async function truthOf({ control }: Rehearsal, address = room): Promise<Record<string, unknown>> {
  return (await control('GET', `/on-premises/${address}`)).body['adUser'] as Record<string, unknown>
}

test('a user is read by address and by filter, with what a room needs to know of it', async () => {
  const { run } = await begin()
  const Filter = `UserPrincipalName -eq '${room}' -or proxyAddresses -eq 'smtp:${room}'`

  const results = await run(room, onRoom('Get-ADUser'), { name: 'Get-ADUser', parameters: { Filter } })

  const user = {
    SamAccountName: 'confrm5',
    UserPrincipalName: room,
    DistinguishedName: 'CN=Conference Room 5,OU=Rooms,DC=contoso,DC=local',
    Enabled: false,
    PasswordNeverExpires: false,
    PasswordLastSet: null,
    adminCount: null,
    proxyAddresses: [`SMTP:${room}`],
  }
  expect(results).toMatchObject([
    { kind: 'ok', value: [user] },
    { kind: 'ok', value: [user] },
  ])
})

test('a user that is not there is a failure by identity, and nothing by filter', async () => {
  const { run } = await begin()
  const parameters = { Filter: "UserPrincipalName -eq 'nobody@corp.contoso.com'" }

  const results = await run(
    room,
    { name: 'Get-ADUser', parameters: { Identity: 'nobody@corp.contoso.com' } },
    { name: 'Get-ADUser', parameters },
  )

  expect(results).toMatchObject([
    { kind: 'failed', class: 'ADIdentityNotFoundException' },
    { kind: 'ok', value: [] },
  ])
})

test('an account without a password cannot be enabled, and what comes after the failure is skipped', async () => {
  const rehearsal = await begin()

  const results = await rehearsal.run(room, onRoom('Enable-ADAccount'), onRoom('Get-ADUser'))

  const text = 'The password does not meet the length, complexity, or history requirement of the domain.'
  expect(results).toEqual([{ kind: 'failed', class: 'ADPasswordComplexityException', text }, { kind: 'skipped' }])
  expect(await truthOf(rehearsal)).toMatchObject({ enabled: false })
})

test('a password from the vault is set, the account enabled, and a sign-in with it works', async () => {
  const rehearsal = await begin()
  const id = await keepSecret(rehearsal, strong)

  const results = await rehearsal.run(
    room,
    onRoom('Set-ADAccountPassword', { Reset: true }, { NewPassword: id }),
    onRoom('Set-ADUser', { PasswordNeverExpires: true, CannotChangePassword: true, Enabled: true }),
    onRoom('Test-RoomSignIn', {}, { Password: id }),
  )

  const nothing = { kind: 'ok', value: [] }
  expect(results).toEqual([nothing, nothing, { kind: 'ok', value: [{ isSignedIn: true, reason: null }] }])
  expect(await truthOf(rehearsal)).toMatchObject({
    enabled: true,
    passwordNeverExpires: true,
    cannotChangePassword: true,
  })
  const check = await rehearsal.control('POST', `/on-premises/${room}/check-password`, { password: strong })
  expect(check.body).toEqual({ matches: true })
})

test.each([
  ['too short', 'aB3!xy'],
  ['of one kind', 'only small letters here'],
  ['the name of the room', 'Conference-55!'],
])('a password is refused because it is %s', async (_, password) => {
  const rehearsal = await begin()
  const NewPassword = await keepSecret(rehearsal, password)

  const [result] = await rehearsal.run(room, onRoom('Set-ADAccountPassword', { Reset: true }, { NewPassword }))

  expect(result).toMatchObject({ kind: 'failed', class: 'ADPasswordComplexityException' })
  expect(await truthOf(rehearsal)).toMatchObject({ passwordLastSet: null, passwordSets: 0 })
})

test.each([
  ['disabled', { enabled: false }, 'disabled'],
  ['with an old password', { enabled: true, passwordLastSet: '2020-01-01T00:00:00Z' }, 'passwordExpired'],
  ['with another password', { enabled: true, passwordNeverExpires: true }, 'wrongPassword'],
])('a sign-in of an account %s is tried and tells why it does not work', async (_, account, reason) => {
  const rehearsal = await begin()
  const address = 'try@corp.contoso.com'
  await rehearsal.control('POST', '/on-premises', { kind: 'room', address, account, password: 'Known-9-word' })
  const Password = await keepSecret(rehearsal, strong)

  const results = await rehearsal.run(address, {
    name: 'Test-RoomSignIn',
    parameters: { Identity: address },
    secrets: { Password },
  })

  expect(results).toEqual([{ kind: 'ok', value: [{ isSignedIn: false, reason }] }])
})

test('a password is in no journal, state, output or stream', async () => {
  const rehearsal = await begin()
  const NewPassword = await keepSecret(rehearsal, strong)
  const set = onRoom('Set-ADAccountPassword', { Reset: true }, { NewPassword })

  await rehearsal.put('j1', room, [set, onRoom('Test-RoomSignIn', {}, { Password: NewPassword })])
  const job = await rehearsal.until('j1', 'Completed')

  const output = (await rehearsal.arm('GET', '/jobs/j1/output')).body['text']
  const streams = (await rehearsal.arm('GET', '/jobs/j1/streams')).body
  expect(JSON.stringify([job, output, streams, rehearsal.journal()])).not.toContain(strong)
  expect(JSON.stringify(rehearsal.journal())).toContain(NewPassword)
  for (const suffix of ['', '-wal']) expect(readFileSync(rehearsal.file + suffix).includes(strong)).toBe(false)
})

test('a secret that is not in the vault is a failure of its cmdlet', async () => {
  const rehearsal = await begin()
  const id = await keepSecret(rehearsal, strong)
  const NewPassword = id.replace(/\w{32}$/, '0'.repeat(32))

  const results = await rehearsal.run(room, onRoom('Set-ADAccountPassword', { Reset: true }, { NewPassword }))

  expect(results).toMatchObject([{ kind: 'failed', class: 'Roomwright.SecretNotRead' }])
})

test('a wrong type is refused as PowerShell does', async () => {
  const { run } = await begin()

  const results = await run(room, onRoom('Set-ADUser', { Enabled: 'yes' }))

  expect(results).toMatchObject([{ kind: 'failed', class: 'ParameterBindingArgumentTransformationException' }])
})
