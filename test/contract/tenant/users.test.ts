import { expect, test } from 'vitest'
import { at, makeRoom, rehearse, waitFor } from './rehearsal.ts'

const confrm1 = `/users/${at('confrm1')}`
const unsupported = expect.stringContaining('not supported by the local tenant')

test('the usual properties are those of Graph; the others come only when they are selected', async () => {
  const { graph } = await rehearse()

  const [usual, selected] = [
    await graph('GET', confrm1),
    await graph('GET', `${confrm1}?$select=id,accountEnabled,PasswordPolicies`),
  ]

  expect(Object.keys(usual.body).toSorted()).toEqual(
    [
      '@odata.context',
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
    ].concat(['preferredLanguage', 'surname', 'userPrincipalName']),
  )
  expect(selected.body).toMatchObject({ accountEnabled: true, passwordPolicies: null })
  expect(selected.body).not.toHaveProperty('displayName')
})

test('a path that cannot be decoded is a user that does not exist', async () => {
  const { graph } = await rehearse()

  expect((await graph('GET', '/users/%E0%A4%A')).status).toBe(404)
})

test('a user is read by id as by principal name', async () => {
  const { graph } = await rehearse()
  const { body } = await graph('GET', confrm1)

  const again = await graph('GET', `/users/${String(body['id'])}`)

  expect(again.body['userPrincipalName']).toBe(at('confrm1'))
})

test('a property that Graph has not is told apart from one that only the local tenant has not', async () => {
  const { graph } = await rehearse()

  const [nowhere, elsewhere] = [
    await graph('GET', `${confrm1}?$select=sofa`),
    await graph('GET', `${confrm1}?$select=companyName`),
  ]

  const message =
    "Parsing OData Select and Expand failed: Could not find a property named 'sofa' on type 'microsoft.graph.user'."
  expect(nowhere).toMatchObject({ status: 400, body: { error: { code: 'BadRequest', message } } })
  expect(elsewhere).toMatchObject({ status: 501, body: { error: { message: unsupported } } })
})

test.each([
  ['GET', '/me', undefined, {}],
  ['DELETE', '/groups/g', undefined, {}],
  ['GET', '/users?$orderby=displayName', undefined, {}],
  ['GET', `${confrm1}?$expand=manager`, undefined, {}],
  ['GET', "/users?$filter=startswith(displayName,'a')", undefined, {}],
  ['GET', `/users?$filter=userPrincipalName eq '${at('a')}'&$count=true`, undefined, {}],
  ['GET', confrm1, undefined, { consistencylevel: 'eventual' }],
  ['PATCH', confrm1, { displayName: 'x' }, {}],
  [
    'PATCH',
    confrm1,
    { passwordProfile: { password: 'Str0ng-enough!', forceChangePasswordNextSignInWithMfa: true } },
    {},
  ],
])('%s %s %j is refused, never ignored', async (method, path, body, headers) => {
  const { graph } = await rehearse()

  const reply = await graph(method, path, body, headers)

  expect(reply).toMatchObject({ status: 501, body: { error: { message: unsupported } } })
})

test('a list is filtered by principal name, by mail address and by proxy address, joined by or', async () => {
  const { graphClient } = await rehearse()
  const names = async (filter: string) => {
    const { value } = (await graphClient.api('/users').filter(filter).get()) as {
      value: { userPrincipalName: string }[]
    }
    return value.map(({ userPrincipalName }) => userPrincipalName).toSorted()
  }

  const found = [
    await names(`userPrincipalName eq '${at('Alice')}' or proxyAddresses/any(p:p eq 'smtp:${at('board1')}')`),
    await names(`mail eq '${at('alice')}'`),
    await names(`userPrincipalName eq '${at('nobody')}'`),
  ]

  expect(found).toEqual([[at('alice'), at('board1')], [at('alice')], []])
})

test('a deleted user has its id before its principal name, so it is found by its mail address, not by its old name', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'deleted', address: at('old') })
  const find = async (filter: string) =>
    (
      await graph(
        'GET',
        `/directory/deletedItems/microsoft.graph.user?$filter=${filter}&$select=id,userPrincipalName,deletedDateTime`,
      )
    ).body.value

  const [byName, byMail] = [await find(`userPrincipalName eq '${at('old')}'`), await find(`mail eq '${at('old')}'`)]

  expect(byName).toEqual([])
  const id = String(byMail[0]?.['id']).replaceAll('-', '')
  expect(byMail).toMatchObject([{ userPrincipalName: id + at('old'), deletedDateTime: expect.any(String) }])
  expect((await graph('GET', `/users/${at('old')}`)).status).toBe(404)
})

test('all users are listed page by page, each once, and no deleted one', async () => {
  const { tenant, graph, control } = await rehearse({ rooms: 20 })
  await control('POST', '/accounts', { kind: 'deleted', address: at('old') })

  const pages = [await graph('GET', '/users?$top=10&$select=id,mail')]
  for (let next = pages[0]?.body['@odata.nextLink']; next; next = pages.at(-1)?.body['@odata.nextLink']) {
    pages.push(await graph('GET', next.replace(`${tenant.url}/v1.0`, '')))
  }

  const mails = pages.flatMap(({ body }) => body.value.map(({ mail }) => mail))
  expect(pages.map(({ body }) => body.value.length)).toEqual([10, 10, 8])
  expect(new Set(mails).size).toBe(28)
  expect(mails).not.toContain(at('old'))
})

test.each(['$top=0', '$top=1000', '$top=x', '$skiptoken=sofa'])(
  'a list of users with %s is a bad request',
  async (option) => {
    const { graph } = await rehearse()

    expect((await graph('GET', `/users?${option}`)).status).toBe(400)
  },
)

test('a password is set but never shown, and counts each time', async () => {
  const rehearsal = await rehearse()
  const { id, address } = await makeRoom(rehearsal)
  const passwordProfile = { password: 'Str0ng-enough!', forceChangePasswordNextSignIn: false }
  const check = async (password: string) =>
    (await rehearsal.control('POST', `/accounts/${address}/check-password`, { password })).body

  await rehearsal.graph('PATCH', `/users/${id}`, { passwordProfile })
  await rehearsal.graph('PATCH', `/users/${id}`, { passwordProfile })

  const { body } = await rehearsal.control('GET', `/accounts/${address}`)
  expect(body).toMatchObject({
    passwordSets: 2,
    user: { hasKnownPassword: true, forceChangePasswordNextSignIn: false },
  })
  expect(JSON.stringify(body)).not.toContain('hash')
  expect([await check('Str0ng-enough!'), await check('pass@word1')]).toEqual([{ matches: true }, { matches: false }])
})

test.each([
  [{ passwordProfile: { password: 'short1!' } }, 'password complexity'],
  [{ passwordProfile: { password: 'onlyletters' } }, 'password complexity'],
  [{ passwordProfile: {} }, "property 'passwordProfile'"],
  [{ accountEnabled: 'true' }, "property 'accountEnabled'"],
  [{ usageLocation: 'XX' }, "property 'usageLocation'"],
  [{ usageLocation: 'UK' }, "property 'usageLocation'"],
  [{ passwordPolicies: 'Never' }, "property 'passwordPolicies'"],
  [{ sofa: 1 }, "Property 'sofa' does not exist as a declared property or extension property."],
  [{}, 'at least one property'],
])('PATCH %j is a bad request and changes nothing', async (body, text) => {
  const { graph, control } = await rehearse()

  const reply = await graph('PATCH', confrm1, body)

  expect(reply).toMatchObject({
    status: 400,
    body: { error: { code: 'Request_BadRequest', message: expect.stringContaining(text) } },
  })
  expect((await control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test('both policies can be held at once', async () => {
  const { graph } = await rehearse()

  const { status } = await graph('PATCH', confrm1, {
    passwordPolicies: 'DisablePasswordExpiration, DisableStrongPassword',
  })

  expect(status).toBe(204)
})

test('an account that is synchronised refuses what is mastered on-premises, and takes the rest', async () => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'room', address: at('synced'), user: { onPremisesSyncEnabled: true } })
  const change = async (body: object) => (await graph('PATCH', `/users/${at('synced')}`, body)).status

  const statuses = [
    await change({ accountEnabled: false }),
    await change({ passwordProfile: { password: 'Str0ng-enough!' } }),
    await change({ usageLocation: 'NO' }),
  ]

  expect(statuses).toEqual([400, 400, 204])
})

test('blocking sign-in is seen by Exchange later', async () => {
  const { exchange, graph } = await rehearse()

  await graph('PATCH', confrm1, { accountEnabled: false })

  const { body } = await waitFor(
    () => exchange('Get-Mailbox', { Identity: at('confrm1') }),
    ({ body }) => body.value[0]?.['AccountDisabled'] === true,
  )
  expect(body.value).toHaveLength(1)
})

test('the organisation is read with User.Read.All, its domains only with a permission of its own', async () => {
  const { graph, control } = await rehearse()
  const before = [await graph('GET', '/organization'), await graph('GET', '/domains')]
  await control('PUT', '/grants', { graph: ['Domain.Read.All'] })

  const after = [await graph('GET', '/organization'), await graph('GET', '/domains')]

  expect([...before, ...after].map(({ status }) => status)).toEqual([200, 403, 403, 200])
})
