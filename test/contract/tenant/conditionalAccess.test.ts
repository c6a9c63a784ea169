import { expect, test } from 'vitest'
import { at, rehearse, waitFor } from './rehearsal.ts'
import type { Connection, Rehearsal } from './rehearsal.ts'

const root = '/identity/conditionalAccess'
const teams = 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'
const azurePortal = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'

async function idOf({ control }: Connection, name = 'board1'): Promise<string> {
  return ((await control('GET', `/accounts/${at(name)}`)).body['user'] as { id: string }).id
}

const all = { applications: { includeApplications: ['All'] }, users: { includeUsers: ['All'] } }
const mfa = { operator: 'OR', builtInControls: ['mfa'] }
const policy = (conditions: object = {}, more: object = {}) => ({
  displayName: 'a policy',
  state: 'enabled',
  conditions: { ...all, ...conditions },
  grantControls: mfa,
  ...more,
})

/** Waits out the limit of one call a second. */
async function patiently(call: () => ReturnType<Rehearsal['graph']>) {
  return waitFor(call, ({ status }) => status !== 429)
}

async function evaluate(rehearsal: Connection, conditions: object = {}, more: object = {}) {
  const userId = await idOf(rehearsal)
  const body = {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId },
    signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: [teams] },
    signInConditions: conditions,
    ...more,
  }
  return patiently(() => rehearsal.graph('POST', `${root}/evaluate`, body))
}

/** Why a policy does not apply; `notSet` when it does. */
async function reasonFor(rehearsal: Connection, seeded: object, conditions: object = {}, more: object = {}) {
  await rehearsal.control('POST', '/conditional-access/policies', seeded)
  return (await evaluate(rehearsal, conditions, more)).body.value[0]?.['analysisReasons']
}

test('a tenant has no policies, until one that asks everybody for more than a password is put in', async () => {
  const rehearsal = await rehearse()
  const before = await evaluate(rehearsal)

  const { status } = await rehearsal.control('POST', '/conditional-access/policies', { example: 'mfa-for-all' })
  const after = await evaluate(rehearsal)

  expect(status).toBe(201)
  expect(before.body.value).toEqual([])
  expect(after.body.value).toMatchObject([
    { policyApplies: true, analysisReasons: 'notSet', state: 'enabled', grantControls: { builtInControls: ['mfa'] } },
  ])
})

test('a policy is made, seen later, changed in one condition, and keeps the others', async () => {
  const rehearsal = await rehearse()
  const { graph, control } = rehearsal
  const { graph: held } = (await control('PUT', '/grants', {})).body as unknown as { graph: string[] }
  await control('PUT', '/grants', { graph: [...held, 'Policy.ReadWrite.ConditionalAccess'] })

  const made = await graph('POST', `${root}/policies`, policy({ platforms: { includePlatforms: ['android'] } }))
  const list = () => patiently(() => graph('GET', `${root}/policies`))
  const atOnce = await list()
  await waitFor(list, ({ body }) => body.value.length === 1)
  const change = { state: 'enabledForReportingButNotEnforced', conditions: { clientAppTypes: ['browser'] } }
  const changed = await patiently(() => graph('PATCH', `${root}/policies/${String(made.body['id'])}`, change))

  expect([made.status, changed.status]).toEqual([201, 204])
  expect(atOnce.body.value).toEqual([])
  const { body } = await waitFor(list, ({ body }) => body.value[0]?.['modifiedDateTime'] !== null)
  expect(body.value).toMatchObject([
    { ...change, conditions: { clientAppTypes: ['browser'], platforms: { includePlatforms: ['android'] } } },
  ])
})

test.each([
  ['a state that Graph has not', { state: 'on' }, 400],
  ['a property that Graph has not', { colour: 'red' }, 400],
  ['a grant control that Graph has not', { grantControls: { operator: 'OR', builtInControls: ['retina'] } }, 400],
  [
    'a location that is not there',
    { conditions: { ...all, locations: { includeLocations: ['11111111-1111-4111-8111-111111111111'] } } },
    400,
  ],
  ['a session control that Graph has not', { sessionControls: { tea: { isEnabled: true } } }, 400],
  ['a condition that is not played', { conditions: { ...all, devices: null } }, 501],
])('a policy with %s is refused', async (_, more, status) => {
  const { graph, control } = await rehearse()
  await control('PUT', '/grants', { graph: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'] })

  const reply = await graph('POST', `${root}/policies`, policy({}, more))

  expect(reply.status).toBe(status)
})

test.each([
  ['everybody', {}, {}, 'notSet'],
  ['everybody but this room', { users: { includeUsers: ['All'], excludeUsers: ['ROOM'] } }, {}, 'users'],
  ['somebody else', { users: { includeUsers: ['11111111-1111-4111-8111-111111111111'] } }, {}, 'users'],
  ['this room alone', { users: { includeUsers: ['ROOM'] } }, {}, 'notSet'],
  ['a group that the room is in', { users: { includeGroups: ['GROUP'] } }, {}, 'notSet'],
  ['all but a group that it is in', { users: { includeUsers: ['All'], excludeGroups: ['GROUP'] } }, {}, 'users'],
  ['another application', { applications: { includeApplications: [azurePortal] } }, {}, 'application'],
  ['Office 365', { applications: { includeApplications: ['Office365'] } }, {}, 'notSet'],
  [
    'all applications but Office 365',
    { applications: { includeApplications: ['All'], excludeApplications: ['Office365'] } },
    {},
    'application',
  ],
  ['Android on Android', { platforms: { includePlatforms: ['android'] } }, { devicePlatform: 'android' }, 'notSet'],
  [
    'Android on Windows',
    { platforms: { includePlatforms: ['android'] } },
    { devicePlatform: 'windows' },
    'devicePlatform',
  ],
  [
    'all platforms but Windows on Windows',
    { platforms: { includePlatforms: ['all'], excludePlatforms: ['windows'] } },
    { devicePlatform: 'windows' },
    'devicePlatform',
  ],
  ['Android on who knows what', { platforms: { includePlatforms: ['android'] } }, {}, 'notEnoughInformation'],
  ['browsers in a browser', { clientAppTypes: ['browser'] }, { clientAppType: 'browser' }, 'notSet'],
  [
    'browsers in an app',
    { clientAppTypes: ['browser'] },
    { clientAppType: 'mobileAppsAndDesktopClients' },
    'clientApps',
  ],
  ['a high risk without a risk', { signInRiskLevels: ['high'] }, { signInRiskLevel: 'none' }, 'signInRisk'],
  [
    'device code flow by device code flow',
    { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    { authenticationFlow: { transferMethod: 'deviceCodeFlow' } },
    'notSet',
  ],
  [
    'two conditions that are not met',
    { clientAppTypes: ['browser'], platforms: { includePlatforms: ['android'] } },
    { clientAppType: 'other', devicePlatform: 'windows' },
    'devicePlatform,clientApps',
  ],
])('what a policy for %s says of a sign-in', async (_, conditions, signIn, reason) => {
  const rehearsal = await rehearse()
  const userId = await idOf(rehearsal)
  const group = await rehearsal.control('POST', '/groups', { displayName: 'rooms', members: [at('board1')] })
  const named = JSON.stringify(policy(conditions))
    .replaceAll('ROOM', userId)
    .replaceAll('"GROUP"', JSON.stringify(group.body['id']))
  const seeded = JSON.parse(named) as object

  expect(await reasonFor(rehearsal, seeded, signIn)).toBe(reason)
})

test('a policy for a role means its holders and nobody else', async () => {
  const rehearsal = await rehearse()
  const users = { includeRoles: ['fe930be7-5e62-47db-91af-98c3a49a38b1'] }
  const address = at('admin')
  await rehearsal.control('POST', '/accounts', {
    kind: 'user',
    address,
    user: { directoryRoles: ['User Administrator'] },
  })
  const signInIdentity = { '@odata.type': '#microsoft.graph.userSignIn', userId: await idOf(rehearsal, 'admin') }

  const reasons = [
    await reasonFor(rehearsal, policy({ users })),
    (await evaluate(rehearsal, {}, { signInIdentity })).body.value[0]?.['analysisReasons'],
  ]

  expect(reasons).toEqual(['users', 'notSet'])
})

test.each([
  ['disabled', 'policyNotEnabled'],
  ['enabledForReportingButNotEnforced', 'notSet'],
])('a policy that is %s is said to be', async (state, reason) => {
  expect(await reasonFor(await rehearse(), policy({}, { state }))).toBe(reason)
})

test.each([
  ['block', { operator: 'OR', builtInControls: ['block'] }],
  ['compliantDevice', { operator: 'OR', builtInControls: ['compliantDevice'] }],
  [
    'Phishing-resistant MFA',
    { operator: 'OR', authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' } },
  ],
])('the answer shows that a policy asks for %s', async (asked, grantControls) => {
  const rehearsal = await rehearse()
  await rehearsal.control('POST', '/conditional-access/policies', policy({}, { grantControls }))

  const { body } = await evaluate(rehearsal)

  expect(JSON.stringify(body.value[0]?.['grantControls'])).toContain(asked)
})

test('a named location decides by the address that a sign-in comes from', async () => {
  const rehearsal = await rehearse()
  const { graph, control } = rehearsal
  await control('PUT', '/grants', {
    graph: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess', 'User.Read.All'],
  })
  const made = await graph('POST', `${root}/namedLocations`, {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    displayName: 'Aker Brygge',
    isTrusted: true,
    ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '203.0.113.0/24' }],
  })
  await waitFor(
    () => patiently(() => graph('GET', `${root}/namedLocations`)),
    ({ body }) => body.value.length === 1,
  )
  const outside = policy({ locations: { includeLocations: ['All'], excludeLocations: [made.body['id']] } })
  await control('POST', '/conditional-access/policies', outside)
  const reason = async (conditions: object) =>
    (await evaluate(rehearsal, conditions)).body.value[0]?.['analysisReasons']

  const reasons = [
    await reason({ ipAddress: '203.0.113.7' }),
    await reason({ ipAddress: '198.51.100.7' }),
    await reason({}),
  ]

  expect(made.status).toBe(201)
  expect(reasons).toEqual(['location', 'notSet', 'notEnoughInformation'])
})

test('a location keeps its kind, and its ranges must be ranges', async () => {
  const { graph, control } = await rehearse()
  await control('PUT', '/grants', { graph: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'] })
  const country = {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    displayName: 'Norway',
    countriesAndRegions: ['NO'],
  }
  const made = await graph('POST', `${root}/namedLocations`, country)
  const change = (body: object) =>
    patiently(() => graph('PATCH', `${root}/namedLocations/${String(made.body['id'])}`, body))

  const [renamed, otherKind] = [
    await change({ '@odata.type': country['@odata.type'], displayName: 'Norge' }),
    await change({ '@odata.type': '#microsoft.graph.ipNamedLocation', displayName: 'Norge' }),
  ]
  const noRange = await patiently(() =>
    graph('POST', `${root}/namedLocations`, {
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      displayName: 'x',
      ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '203.0.113.0/240' }],
    }),
  )

  expect([renamed.status, otherKind.status, noRange.status]).toEqual([204, 400, 400])
})

test('a policy with nothing but a session control applies, and one with no control at all is empty', async () => {
  const frequency = { signInFrequency: { isEnabled: true, type: 'days', value: 1 } }
  const controls = [{ grantControls: null, sessionControls: frequency }, { grantControls: null }]

  const reasons = await Promise.all(controls.map(async (more) => reasonFor(await rehearse(), policy({}, more))))

  expect(reasons).toEqual(['notSet', 'emptyPolicy'])
})

test('policies that do not apply are left out when only those that apply are asked for', async () => {
  const rehearsal = await rehearse()
  await rehearsal.control('POST', '/conditional-access/policies', policy({}, { state: 'disabled' }))

  const { body } = await evaluate(rehearsal, {}, { appliedPoliciesOnly: true })

  expect(body.value).toEqual([])
})

test.each([
  ['a user who is not there', { userId: '11111111-1111-4111-8111-111111111111' }, 404],
  ['a user by address', { userId: at('board1') }, 400],
])('%s cannot be evaluated', async (_, identity, status) => {
  const rehearsal = await rehearse()
  const signInIdentity = { '@odata.type': '#microsoft.graph.userSignIn', ...identity }

  expect((await evaluate(rehearsal, {}, { signInIdentity })).status).toBe(status)
})

test('a sign-in to an authentication context is not played', async () => {
  const signInContext = { '@odata.type': '#microsoft.graph.authContext', authenticationContextValue: 'c1' }

  expect((await evaluate(await rehearse(), {}, { signInContext })).status).toBe(501)
})

test('conditional access takes one call a second from the whole tenant and does not say when the next', async () => {
  const { graph } = await rehearse({ speed: 2 })

  const replies = await Promise.all([1, 2, 3].map(() => graph('GET', `${root}/policies`)))

  const refused = replies.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(2)
  expect(refused[0]?.headers.get('retry-after')).toBeNull()
})

test('the usual grants read policies and ask what if, and change none', async () => {
  const rehearsal = await rehearse()
  const { graph } = rehearsal

  const replies = [
    await graph('GET', `${root}/policies`),
    await evaluate(rehearsal),
    await patiently(() => graph('POST', `${root}/policies`, policy())),
    await patiently(() => graph('POST', `${root}/namedLocations`, {})),
  ]

  expect(replies.map(({ status }) => status)).toEqual([200, 200, 403, 403])
})

test('what if is a question: it changes nothing and counts as no write', async () => {
  const rehearsal = await rehearse()

  await evaluate(rehearsal, {}, { signInContext: undefined })
  await evaluate(rehearsal)

  const { body } = await rehearsal.control('GET', '/counts')
  expect(body).toMatchObject({ writesWithEffect: 0 })
})
