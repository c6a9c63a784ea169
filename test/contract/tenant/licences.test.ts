import { expect, test } from 'vitest'
import { at, makeRoom, pro, rehearse, waitFor } from './rehearsal.ts'
import type { Connection } from './rehearsal.ts'

const basic = '6af4b3d6-14bb-4a2a-960c-6c902aad34f3'
const skypePlan1 = 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7'

const assign = ({ graph }: Connection, name: string, add: string[], remove: string[] = []) =>
  graph('POST', `/users/${at(name)}/assignLicense`, {
    addLicenses: add.map((skuId) => ({ skuId })),
    removeLicenses: remove,
  })

async function unitsOf({ graph }: Connection, part: string): Promise<unknown> {
  const { body } = await graph('GET', '/subscribedSkus')
  return body.value.find(({ skuPartNumber }) => skuPartNumber === part)
}

test('a unit is consumed at once, long before the licence is seen', async () => {
  const rehearsal = await rehearse({ speed: 100 })
  await rehearsal.graph('PATCH', `/users/${at('confrm1')}`, { usageLocation: 'NO' })

  const { status } = await assign(rehearsal, 'confrm1', [pro])

  expect(status).toBe(200)
  expect(await unitsOf(rehearsal, 'Microsoft_Teams_Rooms_Pro')).toMatchObject({
    consumedUnits: 6,
    prepaidUnits: { enabled: 25 },
  })
  const { body } = await rehearsal.graph('GET', `/users/${at('confrm1')}?$select=assignedLicenses`)
  expect(body['assignedLicenses']).toEqual([])
})

test('the tenant starts with the units of the fixed cast', async () => {
  const rehearsal = await rehearse()

  const { body } = await rehearsal.graph('GET', '/subscribedSkus?$select=skuPartNumber,consumedUnits,prepaidUnits')

  const units = body.value.map(({ skuPartNumber, consumedUnits, prepaidUnits }) => [
    skuPartNumber,
    consumedUnits,
    (prepaidUnits as { enabled: number }).enabled,
  ])
  expect(units).toEqual([
    ['Microsoft_Teams_Rooms_Pro', 5, 25],
    ['Microsoft_Teams_Rooms_Basic', 0, 25],
    ['MEETING_ROOM', 0, 2],
    ['ENTERPRISEPACK', 61, 100],
  ])
})

test.each([
  [
    'no usage location',
    'confrm1',
    [pro],
    [],
    'License assignment cannot be done for user with invalid usage location.',
  ],
  [
    'an unknown SKU',
    'board1',
    [skypePlan1],
    [],
    `License ${skypePlan1} does not correspond to a valid company License.`,
  ],
  ['a licence to be removed that is not held', 'board1', [], [basic], 'User does not have a corresponding license.'],
])('assignLicense refuses %s', async (_, name, add, remove, message) => {
  const rehearsal = await rehearse()

  const reply = await assign(rehearsal, name, add, remove)

  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } })
})

test('assignLicense refuses when no unit is free, and works again when one is bought', async () => {
  const rehearsal = await rehearse()
  await rehearsal.control('PUT', '/skus/Microsoft_Teams_Rooms_Pro', { enabled: 5 })

  const refused = await assign(rehearsal, 'disabled1', [pro])
  await rehearsal.control('PUT', '/skus/Microsoft_Teams_Rooms_Pro', { enabled: 6 })
  const taken = await assign(rehearsal, 'disabled1', [pro])

  expect(refused.body.error.message).toBe(`Subscription with SKU ${pro} does not have any available licenses.`)
  expect(taken.status).toBe(200)
})

test('of many that ask for the last units at once, exactly so many get one', async () => {
  const rehearsal = await rehearse()
  const names = Array.from({ length: 8 }, (_, position) => `last${position}`)
  for (const name of names)
    await rehearsal.control('POST', '/accounts', { kind: 'room', address: at(name), user: { usageLocation: 'NO' } })
  await rehearsal.control('PUT', '/skus/Microsoft_Teams_Rooms_Pro', { enabled: 8 })

  const replies = await Promise.all(names.map((name) => assign(rehearsal, name, [pro])))

  expect(replies.filter(({ status }) => status === 200)).toHaveLength(3)
})

test('plans that exclude each other are refused, unless one of them is disabled', async () => {
  const rehearsal = await rehearse()
  await rehearsal.control('PUT', '/skus/MCOIMP', { enabled: 5 })

  const refused = await assign(rehearsal, 'board1', [skypePlan1])
  const disabled = await rehearsal.graph('POST', `/users/${at('board1')}/assignLicense`, {
    addLicenses: [{ skuId: skypePlan1, disabledPlans: ['afc06cb0-b4f4-4473-8286-d644f70d8faf'] }],
    removeLicenses: [],
  })

  expect(refused.body.error.message).toContain('are mutually exclusive')
  expect(disabled.status).toBe(200)
})

test('a licence that is held already takes no second unit', async () => {
  const rehearsal = await rehearse()

  const { status } = await assign(rehearsal, 'board1', [pro])

  expect(status).toBe(200)
  expect(await unitsOf(rehearsal, 'Microsoft_Teams_Rooms_Pro')).toMatchObject({ consumedUnits: 5 })
  expect((await rehearsal.control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test('a licence is exchanged in one call, and the unit of the old one is free again', async () => {
  const rehearsal = await rehearse()

  await assign(rehearsal, 'board1', [basic], [pro])

  expect((await rehearsal.control('GET', `/accounts/${at('board1')}`)).body['licences']).toEqual([
    'Microsoft_Teams_Rooms_Basic',
  ])
  expect(await unitsOf(rehearsal, 'Microsoft_Teams_Rooms_Pro')).toMatchObject({ consumedUnits: 4 })
})

test('deleting an account frees its licence', async () => {
  const rehearsal = await rehearse()

  await rehearsal.control('DELETE', `/accounts/${at('board1')}`)

  expect(await unitsOf(rehearsal, 'Microsoft_Teams_Rooms_Pro')).toMatchObject({ consumedUnits: 4 })
})

test('an active licence shows its state and the plans of its SKU', async () => {
  const rehearsal = await rehearse()
  const { id } = await makeRoom(rehearsal)
  await rehearsal.graph('PATCH', `/users/${id}`, { usageLocation: 'NO' })
  await rehearsal.graph('POST', `/users/${id}/assignLicense`, { addLicenses: [{ skuId: basic }], removeLicenses: [] })

  const { body } = await waitFor(
    () => rehearsal.graph('GET', `/users/${id}?$select=assignedLicenses,licenseAssignmentStates`),
    ({ body }) => (body['assignedLicenses'] as unknown[]).length > 0,
  )

  expect(body).toMatchObject({
    assignedLicenses: [{ skuId: basic, disabledPlans: [] }],
    licenseAssignmentStates: [{ skuId: basic, assignedByGroup: null, state: 'Active', error: 'None' }],
  })
})
