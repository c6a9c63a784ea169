import { expect, test } from 'vitest'
import { refusedAddress as room, refusedCmdlets } from '../runbooks/refusedCmdlets.ts'
import { automate, keepSecret } from './onPremises.ts'
import { rehearse } from './rehearsal.ts'

const admin = 'root.admin@corp.contoso.com'

test.each(refusedCmdlets)('%s fails the job before anything is done', async (_, cmdlet, reason) => {
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
