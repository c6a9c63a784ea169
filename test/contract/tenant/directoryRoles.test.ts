import { expect, test } from 'vitest'
import { at, rehearse } from './rehearsal.ts'

const roles = `/users/${at('carol')}/transitiveMemberOf/microsoft.graph.directoryRole`
const eventual = { consistencylevel: 'eventual' }
const carol = {
  kind: 'user',
  address: at('carol'),
  user: { directoryRoles: ['User Administrator', 'Teams Devices Administrator'] },
}
const passwordProfile = { password: 'Str0ng-enough!', forceChangePasswordNextSignIn: false }

test('the roles of an account are counted, and named for who may read roles', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', carol)
  await control('PUT', '/grants', { graph: ['User.Read.All', 'RoleManagement.Read.Directory'] })

  const { status, body } = await graph(
    'GET',
    `${roles}?$count=true&$select=displayName,roleTemplateId`,
    undefined,
    eventual,
  )

  expect(status).toBe(200)
  expect(body).toMatchObject({
    '@odata.count': 2,
    value: [
      { displayName: 'User Administrator', roleTemplateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1' },
      { displayName: 'Teams Devices Administrator' },
    ],
  })
})

test('who may not read roles sees that there are some, not which', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', carol)

  const { body } = await graph('GET', `${roles}?$count=true&$select=id,displayName`, undefined, eventual)

  expect(body.value).toMatchObject([{ displayName: null }, { displayName: null }])
  expect(body.value[0]?.['id']).toMatch(/^[\da-f-]{36}$/)
})

test('an account without a role has an empty list', async () => {
  const { graph } = await rehearse()
  const path = roles.replace(at('carol'), at('board1'))

  const { body } = await graph('GET', `${path}?$count=true`, undefined, eventual)

  expect(body).toMatchObject({ '@odata.count': 0, value: [] })
})

test.each([
  ['the header', '?$count=true', {}],
  ['the count', '', eventual],
])('roles are refused without %s', async (_, query, headers) => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', carol)

  const reply = await graph('GET', roles + query, undefined, headers)

  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } })
})

test.each([[{ passwordProfile }], [{ accountEnabled: false }]])(
  'an account in a role is protected from %j',
  async (change) => {
    const { graph, control } = await rehearse()
    await control('POST', '/accounts', carol)

    const reply = await graph('PATCH', `/users/${at('carol')}`, change)

    expect(reply).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })
    expect((await control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
  },
)

test('what is not sensitive can be changed on an account in a role', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', carol)

  expect((await graph('PATCH', `/users/${at('carol')}`, { usageLocation: 'NO' })).status).toBe(204)
})

test.each([
  ['User Administrator', ['User Administrator'], 204],
  ['User Administrator', ['Global Administrator'], 403],
  ['User Administrator', ['User Administrator', 'Teams Administrator'], 403],
  ['Privileged Authentication Administrator', ['Global Administrator'], 204],
])('an app that is %s may change an account in %j: %i', async (appRole, directoryRoles, status) => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', { ...carol, user: { directoryRoles } })
  await control('PUT', '/grants', { directoryRoles: [appRole] })

  expect((await graph('PATCH', `/users/${at('carol')}`, { passwordProfile })).status).toBe(status)
})

test('a role that does not exist is refused', async () => {
  const { control } = await rehearse()

  expect((await control('POST', '/accounts', { ...carol, user: { directoryRoles: ['Sofa'] } })).status).toBe(400)
})
