import { expect, test } from 'vitest'
import { at, pro, rehearse, waitFor } from './rehearsal.ts'
import type { Connection, Rehearsal } from './rehearsal.ts'

const skypePlan1 = 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7'
const proName = 'Microsoft_Teams_Rooms_Pro'

interface State {
  skuId: string
  assignedByGroup: string | null
  state: string
  error: string
}

async function rehearseWithGroups(): Promise<Rehearsal> {
  const rehearsal = await rehearse({ speed: 2000 })
  await rehearsal.control('PUT', '/grants', { graph: ['Directory.ReadWrite.All', 'LicenseAssignment.ReadWrite.All'] })
  return rehearsal
}

async function seedGroup({ control }: Connection, seed: object): Promise<string> {
  return String((await control('POST', '/groups', { displayName: 'Licensed', ...seed })).body['id'])
}

async function statesOf({ graph }: Connection, name: string): Promise<State[]> {
  const { body } = await graph('GET', `/users/${at(name)}?$select=licenseAssignmentStates`)
  return body['licenseAssignmentStates'] as State[]
}

const stateOf = (rehearsal: Connection, name: string, group: string) =>
  waitFor(
    async () => (await statesOf(rehearsal, name)).find(({ assignedByGroup }) => assignedByGroup === group),
    (state) => state !== undefined,
  )

async function consumed({ graph }: Connection, part = proName): Promise<unknown> {
  const { body } = await graph('GET', '/subscribedSkus')
  return body.value.find(({ skuPartNumber }) => skuPartNumber === part)?.['consumedUnits']
}

test('a licence that is given to a group reaches its members later, and takes a unit of each', async () => {
  const rehearsal = await rehearseWithGroups()
  const { graph } = rehearsal
  const group = await seedGroup(rehearsal, { members: [at('disabled1'), at('confrm1')] })

  const reply = await graph('POST', `/groups/${group}/assignLicense`, {
    addLicenses: [{ skuId: pro }],
    removeLicenses: [],
  })
  const before = await statesOf(rehearsal, 'disabled1')
  const state = await stateOf(rehearsal, 'disabled1', group)
  const withoutLocation = await stateOf(rehearsal, 'confrm1', group)

  expect(reply).toMatchObject({ status: 202, body: { id: group } })
  expect(before).toEqual([])
  expect(state).toMatchObject({ skuId: pro, state: 'Active', error: 'None' })
  expect(withoutLocation).toMatchObject({ state: 'Active' })
  expect(await consumed(rehearsal)).toBe(7)
  const details = await graph('GET', `/users/${at('disabled1')}/licenseDetails`)
  const user = await graph('GET', `/users/${at('disabled1')}?$select=assignedLicenses`)
  expect(details.body.value).toMatchObject([{ skuPartNumber: proName }])
  expect(user.body['assignedLicenses']).toMatchObject([{ skuId: pro }])
  expect((await graph('GET', `/groups/${group}?$select=assignedLicenses`)).body['assignedLicenses']).toHaveLength(1)
})

test('a licence that is held directly as well takes one unit, and either way can end alone', async () => {
  const rehearsal = await rehearseWithGroups()
  const group = await seedGroup(rehearsal, { members: [at('board1')], licences: [proName] })
  await stateOf(rehearsal, 'board1', group)

  const both = await consumed(rehearsal)
  await rehearsal.graph('POST', `/users/${at('board1')}/assignLicense`, { addLicenses: [], removeLicenses: [pro] })
  const byGroupAlone = await consumed(rehearsal)
  const again = await rehearsal.graph('POST', `/users/${at('board1')}/assignLicense`, {
    addLicenses: [],
    removeLicenses: [pro],
  })

  expect([both, byGroupAlone]).toEqual([5, 5])
  const message = 'User license is inherited from a group membership and it cannot be removed directly from the user.'
  expect(again).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } })
})

test('without a free unit a member is in error, until one is bought', async () => {
  const rehearsal = await rehearseWithGroups()
  await rehearsal.control('PUT', `/skus/${proName}`, { enabled: 6 })
  const group = await seedGroup(rehearsal, { members: [at('disabled1'), at('confrm1')], licences: [proName] })

  const states = [await stateOf(rehearsal, 'disabled1', group), await stateOf(rehearsal, 'confrm1', group)]
  const atFirst = await consumed(rehearsal)
  await rehearsal.control('PUT', `/skus/${proName}`, { enabled: 7 })
  const healed = await waitFor(
    async () => [await stateOf(rehearsal, 'disabled1', group), await stateOf(rehearsal, 'confrm1', group)],
    (shown) => shown.every((one) => one?.state === 'Active'),
  )

  expect(states.map((one) => `${one?.state} ${one?.error}`).toSorted()).toEqual(['Active None', 'Error CountViolation'])
  expect(atFirst).toBe(6)
  expect(healed).toHaveLength(2)
  expect(await consumed(rehearsal)).toBe(7)
})

test('a licence that excludes one that is held is an error, and takes no unit', async () => {
  const rehearsal = await rehearseWithGroups()
  await rehearsal.control('PUT', '/skus/MCOIMP', { enabled: 5 })
  const group = await seedGroup(rehearsal, { members: [at('board1')], licences: ['MCOIMP'] })

  const state = await stateOf(rehearsal, 'board1', group)

  expect(state).toMatchObject({ skuId: skypePlan1, state: 'Error', error: 'MutuallyExclusiveViolation' })
  expect(await consumed(rehearsal, 'MCOIMP')).toBe(0)
  const { body } = await rehearsal.graph('GET', `/users/${at('board1')}/licenseDetails`)
  expect(body.value).toHaveLength(1)
})

test('who is deleted, and who no longer meets the rule, gives the unit back', async () => {
  const rehearsal = await rehearseWithGroups()
  const membershipRule =
    'user.userPrincipalName -startsWith "disabled" -or user.userPrincipalName -startsWith "confrm1"'
  const group = await seedGroup(rehearsal, { membershipRule, licences: [proName] })
  await stateOf(rehearsal, 'confrm1', group)
  const before = await consumed(rehearsal)

  await rehearsal.control('DELETE', `/accounts/${at('disabled1')}`)
  const afterDeletion = await consumed(rehearsal)
  await rehearsal.graph('PATCH', `/groups/${group}`, { membershipRule: 'user.mail -eq "nobody"' })
  const afterChange = await waitFor(
    () => consumed(rehearsal),
    (units) => units === 5,
  )

  expect([before, afterDeletion, afterChange]).toEqual([7, 6, 5])
})

test('the truth names what is inherited, and that the service works by itself is no effect of a call', async () => {
  const rehearsal = await rehearseWithGroups()
  const group = await seedGroup(rehearsal, { members: [at('disabled1')], licences: [proName] })
  await stateOf(rehearsal, 'disabled1', group)

  const { body } = await rehearsal.control('GET', `/accounts/${at('disabled1')}`)

  expect(body).toMatchObject({
    licences: [],
    inherited: [{ skuPartNumber: proName, groupId: group, state: 'Active' }],
  })
  expect((await rehearsal.control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test.each([
  ['a SKU that the tenant has not', { addLicenses: [{ skuId: skypePlan1 }], removeLicenses: [] }],
  ['a removal of what it has not', { addLicenses: [], removeLicenses: [pro] }],
  ['one list alone', { addLicenses: [] }],
])('a group is refused %s', async (_, body) => {
  const rehearsal = await rehearseWithGroups()
  const group = await seedGroup(rehearsal, {})

  const { status } = await rehearsal.graph('POST', `/groups/${group}/assignLicense`, body)

  expect(status).toBe(400)
})
