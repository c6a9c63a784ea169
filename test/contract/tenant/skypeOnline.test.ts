import { expect, test } from 'vitest'
import { automate, jobOf, type Automation, type Cmdlet, type Result } from './onPremises.ts'
import { rehearse, type Rehearsal } from './rehearsal.ts'

const room = 'board1@contoso.onmicrosoft.com'
const pool = 'sippoolbl20a04.infra.lync.com'
const onRoom = (name: string, parameters = {}): Cmdlet => ({ name, parameters: { Identity: room, ...parameters } })
const enable = onRoom('Enable-CsMeetingRoom', { RegistrarPool: pool, SipAddressType: 'EmailAddress' })

async function begin(skypeOnline: 'alive' | 'retired'): Promise<Rehearsal & Automation> {
  const rehearsal = await rehearse()
  await rehearsal.control('PUT', '/switches', { skypeOnline })
  return { ...rehearsal, ...(await automate(rehearsal)) }
}

/** One job in a session with Skype for Business Online, from its start to its results. */
async function online({ arm, until }: Automation, ...cmdlets: Cmdlet[]): Promise<Result[]> {
  const name = crypto.randomUUID()
  await arm('PUT', `/jobs/${name}`, jobOf(JSON.stringify({ address: room, skype: 'online', cmdlets })))
  await until(name, 'Completed')
  const { body } = await arm('GET', `/jobs/${name}/output`)
  return (JSON.parse(String(body['text'])) as { results: Result[] }).results
}

test('a licensed account is a user of the tenant\u2019s pool, and a meeting room when it was enabled', async () => {
  const rehearsal = await begin('alive')

  const [before, , user, after] = await online(
    rehearsal,
    onRoom('Get-CsMeetingRoom'),
    enable,
    onRoom('Get-CsOnlineUser'),
    onRoom('Get-CsMeetingRoom'),
  )

  expect(before).toMatchObject({ kind: 'failed', class: 'ManagementObjectNotFoundException' })
  expect(user).toMatchObject({ value: [{ RegistrarPool: pool, UserPrincipalName: room }] })
  expect(after).toMatchObject({ value: [{ RegistrarPool: pool, SipAddress: `sip:${room}` }] })
})

test('an account without a licence is not there, and an unknown pool is refused', async () => {
  const rehearsal = await begin('alive')
  const unlicensed = { name: 'Get-CsOnlineUser', parameters: { Identity: 'confrm1@contoso.onmicrosoft.com' } }

  const [absent, refused] = await online(rehearsal, unlicensed, {
    ...enable,
    parameters: { ...enable.parameters, RegistrarPool: 'pool9.infra.lync.com' },
  })

  expect(absent).toMatchObject({ kind: 'failed', class: 'ManagementObjectNotFoundException' })
  expect(refused).toMatchObject({ kind: 'failed', text: expect.stringContaining('Cannot find Registrar pool') })
})

test.each([
  ['a retired service', 'retired', [enable], 'lyncdiscover'],
  ['a cmdlet of servers', 'alive', [onRoom('Get-CsUser')], 'not for Skype for Business Online'],
  ['a cmdlet of Exchange', 'alive', [onRoom('Get-Mailbox')], 'not for Skype for Business Online'],
] as const)('%s fails the job before anything is done', async (_, skypeOnline, cmdlets, reason) => {
  const { arm, until } = await begin(skypeOnline)
  const name = crypto.randomUUID()

  await arm('PUT', `/jobs/${name}`, jobOf(JSON.stringify({ address: room, skype: 'online', cmdlets })))

  expect((await until(name, 'Failed'))['exception']).toContain(reason)
})

test('what only Skype for Business Online has is refused for servers', async () => {
  const { put, until } = await begin('alive')
  const name = crypto.randomUUID()

  await put(name, room, [onRoom('Get-CsOnlineUser')])

  expect((await until(name, 'Failed'))['exception']).toContain('is for Skype for Business Online')
})
