import { expect, test } from 'vitest'
import { at, rehearse } from './rehearsal.ts'

const bob = {
  kind: 'user',
  address: at('bob'),
  user: {
    givenName: 'Bob',
    surname: 'Berg',
    jobTitle: 'Carpenter',
    department: 'Workshop',
    employeeId: 'E-17',
    mobilePhone: '+47 900 00 000',
  },
}

test('a person is told by name, job, department, number and telephone; a room has none of them', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', bob)
  const select = '$select=givenName,surname,jobTitle,department,employeeId,mobilePhone'

  const [person, room] = [
    await graph('GET', `/users/${at('bob')}?${select}`),
    await graph('GET', `/users/${at('board1')}?${select}`),
  ]

  expect(person.body).toMatchObject(bob.user)
  const values = Object.keys(bob.user).map((name) => room.body[name])
  expect(new Set(values)).toEqual(new Set([null]))
})

test('the manager of an account is found by it, and gone once the manager is deleted', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', { ...bob, manager: at('alice') })
  const ask = () => graph('GET', `/users/${at('bob')}/manager?$select=userPrincipalName`)

  const before = await ask()
  await control('DELETE', `/accounts/${at('alice')}`)
  const after = await ask()

  expect(before).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.user', userPrincipalName: at('alice') },
  })
  expect(after).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
})

test('who has no manager is answered 404', async () => {
  const { graph } = await rehearse()

  const { status, body } = await graph('GET', `/users/${at('board1')}/manager`)

  expect(status).toBe(404)
  expect(body.error.message).toMatch(/^Resource 'manager' does not exist/)
})

test('a manager who is not there is refused', async () => {
  const { control } = await rehearse()

  const { status } = await control('POST', '/accounts', { ...bob, manager: at('nobody') })

  expect(status).toBe(400)
  expect((await control('GET', `/accounts/${at('bob')}`)).status).toBe(404)
})

test('an attendant is a blocked account without a mailbox, known by its department and its licence', async () => {
  const { graph, exchange, control } = await rehearse()
  await control('PUT', '/skus/PHONESYSTEM_VIRTUALUSER', { enabled: 5 })
  await control('POST', '/accounts', { kind: 'attendant', address: at('switchboard') })

  const { body } = await graph('GET', `/users/${at('switchboard')}?$select=accountEnabled,department,assignedLicenses`)

  expect(body).toMatchObject({
    accountEnabled: false,
    department: 'Microsoft Communication Application Instance',
    assignedLicenses: [{ skuId: '440eaaa8-b3e0-484b-a8be-62870b9ba70a' }],
  })
  expect((await exchange('Get-Mailbox', { Identity: at('switchboard') })).status).toBe(404)
})
