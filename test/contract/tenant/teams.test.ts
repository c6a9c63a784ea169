import { expect, test } from 'vitest'
import { at, pro, rehearse, waitFor } from './rehearsal.ts'
import type { Connection, Reply } from './rehearsal.ts'

const management = '/admin/teams/telephoneNumberManagement'
const numbers = `${management}/numberAssignments`
const free = '+4722000002'

async function idOf({ control }: Connection, name: string): Promise<string> {
  return ((await control('GET', `/accounts/${at(name)}`)).body['user'] as { id: string }).id
}

async function licensed(rehearsal: Connection, name = 'confrm1'): Promise<string> {
  const { graph } = rehearsal
  const id = await idOf(rehearsal, name)
  await graph('PATCH', `/users/${id}`, { usageLocation: 'NO' })
  await graph('POST', `/users/${id}/assignLicense`, { addLicenses: [{ skuId: pro }], removeLicenses: [] })
  await waitFor(
    () => graph('GET', `/users/${id}/licenseDetails`),
    ({ body }) => body.value.length === 1,
  )
  return id
}

/** Takes the way that an answer's Location names. */
async function ended({ graph }: Connection, order: Reply): Promise<Record<string, unknown>> {
  const { pathname } = new URL(String(order.headers.get('location')))
  const { body } = await waitFor(
    () => graph('GET', pathname.replace('/v1.0', '')),
    ({ body }) => ['succeeded', 'failed'].includes(String(body['status'])),
  )
  return body
}

const assign = (id: string, more: object = {}) => ({
  telephoneNumber: free,
  assignmentTargetId: id,
  numberType: 'directRouting',
  assignmentCategory: 'primary',
  ...more,
})

test('a number reaches a licensed room some time after its order was taken, and Enterprise Voice with it', async () => {
  const rehearsal = await rehearse()
  const { graph } = rehearsal
  const id = await licensed(rehearsal)

  const order = await graph('POST', `${numbers}/assignNumber`, assign(id))
  const atOnce = await graph('GET', `/admin/teams/userConfigurations/${id}`)
  const operation = await ended(rehearsal, order)

  expect(order.status).toBe(202)
  expect(atOnce.body).toMatchObject({ isEnterpriseVoiceEnabled: false, telephoneNumbers: [] })
  expect(operation).toMatchObject({ status: 'succeeded', numbers: [{ status: 'succeeded', statusDetail: null }] })
  const { body } = await waitFor(
    () => graph('GET', `/admin/teams/userConfigurations/${id}`),
    ({ body }) => body['isEnterpriseVoiceEnabled'] === true,
  )
  expect(body).toMatchObject({
    userPrincipalName: at('confrm1'),
    accountType: 'user',
    featureTypes: ['Teams', 'PhoneSystem', 'AudioConf'],
    telephoneNumbers: [{ telephoneNumber: free, assignmentCategory: 'primary' }],
  })
  const listed = await graph('GET', `${numbers}?$filter=assignmentTargetId eq '${id}'`)
  expect(listed.body.value).toMatchObject([{ telephoneNumber: free, assignmentStatus: 'userAssigned' }])
})

test('an order goes from not started over running to its end', async () => {
  const rehearsal = await rehearse({ speed: 50 })
  const id = await idOf(rehearsal, 'board1')
  const order = await rehearsal.graph('POST', `${numbers}/assignNumber`, assign(id))
  const { pathname } = new URL(String(order.headers.get('location')))
  const seen = new Set<string>()

  await waitFor(
    async () => {
      const { body } = await rehearsal.graph('GET', pathname.replace('/v1.0', ''))
      seen.add(String(body['status']))
      return seen
    },
    () => seen.has('succeeded'),
  )

  // A slow reader may miss a state, never meet one out of order.
  const states = ['notStarted', 'running', 'succeeded']
  expect([...seen]).toEqual(states.filter((state) => seen.has(state)))
  expect(seen.size).toBeGreaterThan(1)
})

test.each([
  ['a number that the tenant has not', { telephoneNumber: '+4799999999' }, 'was not found in the tenant'],
  ['a number of another type', { numberType: 'callingPlan' }, 'is not of type callingPlan'],
  ['a number that alice has', { telephoneNumber: '+4722000001' }, 'is already assigned to another user'],
  ['nobody', { assignmentTargetId: '11111111-1111-4111-8111-111111111111' }, 'was not found'],
])('an order fails with its reason and changes nothing: %s', async (_, more, reason) => {
  const rehearsal = await rehearse()
  const id = await licensed(rehearsal)

  const order = await rehearsal.graph('POST', `${numbers}/assignNumber`, assign(id, more))

  expect(order.status).toBe(202)
  const operation = await ended(rehearsal, order)
  expect(operation).toMatchObject({
    status: 'failed',
    numbers: [{ status: 'failed', statusDetail: expect.stringContaining(reason) }],
  })
  expect((await rehearsal.control('GET', `/teams/${at('confrm1')}`)).body['telephoneNumbers']).toEqual([])
})

test('an order fails for an account without an active Phone System, whatever licences it has', async () => {
  const rehearsal = await rehearse()
  const [bare, e3] = [await idOf(rehearsal, 'confrm1'), await idOf(rehearsal, 'alice')]

  const orders = [
    await rehearsal.graph('POST', `${numbers}/assignNumber`, assign(bare)),
    await rehearsal.graph('POST', `${numbers}/assignNumber`, assign(e3)),
  ]

  for (const order of orders) {
    expect(await ended(rehearsal, order)).toMatchObject({
      numbers: [{ statusDetail: expect.stringContaining('does not have an active Phone System') }],
    })
  }
})

test('an order inside a batch says where its operation is, too', async () => {
  const rehearsal = await rehearse()
  const id = await idOf(rehearsal, 'board1')
  const item = { id: '1', method: 'POST', url: `${numbers}/assignNumber`, body: assign(id) }

  const { body } = await rehearsal.graph('POST', '/$batch', {
    requests: [{ ...item, headers: { 'Content-Type': 'application/json' } }],
  })

  const [order] = body.responses
  expect(order?.status).toBe(202)
  expect(order?.headers['Location']?.startsWith(`${rehearsal.tenant.url}/v1.0${management}/operations('`)).toBe(true)
})

test('of two orders for one number one fails', async () => {
  const rehearsal = await rehearse()
  const ids = [await licensed(rehearsal), await idOf(rehearsal, 'board1')]
  const orders = await Promise.all(ids.map((id) => rehearsal.graph('POST', `${numbers}/assignNumber`, assign(id))))

  const ends = await Promise.all(orders.map((order) => ended(rehearsal, order)))

  expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['failed', 'succeeded']))
})

test('a number that is taken back is free again and Enterprise Voice is off', async () => {
  const rehearsal = await rehearse()
  const { graph } = rehearsal
  const id = await licensed(rehearsal)
  await graph('POST', `${numbers}/assignNumber`, assign(id))

  const order = await graph('POST', `${numbers}/unassignNumber`, {
    telephoneNumber: free.slice(1),
    numberType: 'directRouting',
  })

  expect(await ended(rehearsal, order)).toMatchObject({ status: 'succeeded' })
  const { body } = await waitFor(
    () => graph('GET', `/admin/teams/userConfigurations/${id}`),
    ({ body }) => body['isEnterpriseVoiceEnabled'] === false,
  )
  expect(body['telephoneNumbers']).toEqual([])
})

test.each([
  ['without a target', { assignmentTargetId: undefined }, 400],
  ['with a type that Graph has not', { numberType: 'landline' }, 400],
  ['with a property that Graph has not', { priority: 1 }, 400],
  ['with a category that is not played', { assignmentCategory: 'private' }, 501],
])('an order %s is not taken', async (_, more, status) => {
  const rehearsal = await rehearse()
  const id = await idOf(rehearsal, 'board1')

  const reply = await rehearsal.graph('POST', `${numbers}/assignNumber`, assign(id, more))

  expect(reply.status).toBe(status)
  expect((await rehearsal.control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test('numbers are listed by number, by holder and so many at a time', async () => {
  const rehearsal = await rehearse()
  const alice = await idOf(rehearsal, 'alice')
  const list = async (query: string) =>
    (await rehearsal.graph('GET', `${numbers}?${query}`)).body.value.map((one) => one['telephoneNumber'])

  const [byNumber, byHolder, second, all] = [
    await list("$filter=telephoneNumber eq '%2B4722000003'"),
    await list(`$filter=assignmentTargetId eq '${alice}'`),
    await list('$top=1&$skip=1'),
    await list(''),
  ]

  expect(byNumber).toEqual(['+4722000003'])
  expect(byHolder).toEqual(['+4721000001', '+4722000001'])
  expect(second).toEqual([all[1]])
  expect(all).toHaveLength(7)
})

async function policyId({ graph }: Connection, type: string, name: string): Promise<string> {
  const { body } = await graph('GET', `/admin/teams/policy/getPolicyId(type='${type}',name='${name}')`)
  return String(body.value[0]?.['policyId'])
}

test('a policy is assigned by its id, seen later, and taken back', async () => {
  const rehearsal = await rehearse()
  const { graph } = rehearsal
  const userId = await idOf(rehearsal, 'confrm1')
  const policy = {
    userId,
    policyType: 'TeamsMeetingPolicy',
    policyId: await policyId(rehearsal, 'teamsMeetingPolicy', 'MTR'),
  }
  const read = () => graph('GET', `/admin/teams/userConfigurations/${userId}?$select=effectivePolicyAssignments`)
  const assigned = ({ body }: Reply) => (body['effectivePolicyAssignments'] as object[]).length

  const { status } = await graph('POST', '/admin/teams/policy/userAssignments/assign', { value: [policy] })
  const atOnce = await read()
  const later = await waitFor(read, (reply) => assigned(reply) === 1)
  await graph('POST', '/admin/teams/policy/userAssignments/unassign', { value: [policy] })
  await waitFor(read, (reply) => assigned(reply) === 0)

  expect(status).toBe(204)
  expect(assigned(atOnce)).toBe(0)
  expect(later.body['effectivePolicyAssignments']).toEqual([
    {
      policyType: 'TeamsMeetingPolicy',
      policyAssignment: { displayName: 'MTR', assignmentType: 'direct', policyId: policy.policyId, groupId: null },
    },
  ])
})

test('a policy that does not exist is an error, by its name and by its id, and nothing of the list is assigned', async () => {
  const rehearsal = await rehearse()
  const userId = await idOf(rehearsal, 'confrm1')
  const right = { userId, policyType: 'TeamsCallingPolicy', policyId: '' }
  right.policyId = await policyId(rehearsal, 'TeamsCallingPolicy', 'MTR-NoVoicemail')

  const byName = await rehearsal.graph('GET', "/admin/teams/policy/getPolicyId(type='TeamsMeetingPolicy',name='MTX')")
  const byId = await rehearsal.graph('POST', '/admin/teams/policy/userAssignments/assign', {
    value: [right, { ...right, policyType: 'TeamsMeetingPolicy' }],
  })

  expect([byName.status, byId.status]).toEqual([404, 404])
  expect((await rehearsal.control('GET', `/teams/${at('confrm1')}`)).body['policies']).toEqual({})
})

test.each([
  ['TeamsUserConfiguration.Read.All', 'GET', '/admin/teams/userConfigurations/x'],
  ['TeamsTelephoneNumber.ReadWrite.All', 'GET', numbers],
  ['TeamsTelephoneNumber.ReadWrite.All', 'POST', `${numbers}/assignNumber`],
  ['TeamsPolicyUserAssign.ReadWrite.All', 'GET', "/admin/teams/policy/getPolicyId(type='a',name='b')"],
])('without %s %s %s is refused', async (role, method, path) => {
  const { graph, control } = await rehearse()
  const { graph: held } = (await control('PUT', '/grants', {})).body as unknown as { graph: string[] }
  await control('PUT', '/grants', { graph: held.filter((one) => one !== role) })

  const { status } = await graph(method, path, method === 'POST' ? {} : undefined)

  expect(status).toBe(403)
})
