import { expect, test } from 'vitest'
import { at, rehearse, waitFor } from './rehearsal.ts'
import type { Connection, Rehearsal } from './rehearsal.ts'

const rule = '(user.userPrincipalName -startsWith "mtr-") -and (user.accountEnabled -eq true)'
const rooms = {
  displayName: 'MTR rooms',
  mailEnabled: false,
  mailNickname: 'mtr-rooms',
  securityEnabled: true,
  groupTypes: ['DynamicMembership'],
  membershipRule: rule,
  membershipRuleProcessingState: 'On',
}
const plain = { displayName: 'Plain', mailEnabled: false, mailNickname: 'plain', securityEnabled: true }

/** So fast that an hour of the service is two seconds, and so slow that its least lag is longer than a few calls. */
async function rehearseWithGroups(): Promise<Rehearsal> {
  const rehearsal = await rehearse({ speed: 2000 })
  await rehearsal.control('PUT', '/grants', { graph: ['Directory.ReadWrite.All', 'User.EnableDisableAccount.All'] })
  return rehearsal
}

async function makeGroup({ graph }: Connection, body: object): Promise<string> {
  const made = await graph('POST', '/groups', body)
  const id = String(made.body['id'])
  await waitFor(
    () => graph('GET', `/groups/${id}`),
    ({ status }) => status === 200,
  )
  return id
}

const members = async ({ graph }: Connection, id: string) =>
  (await graph('GET', `/groups/${id}/members?$select=userPrincipalName`)).body.value.map(
    ({ userPrincipalName }) => userPrincipalName,
  )

const reference = (id: unknown) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${String(id)}` })

test('a group is made at once and found later, by its name or its nickname', async () => {
  const rehearsal = await rehearseWithGroups()
  const { graph } = rehearsal

  const made = await graph('POST', '/groups', rooms)
  const early = await graph('GET', `/groups/${String(made.body['id'])}`)
  const found = await waitFor(
    () =>
      graph('GET', "/groups?$filter=displayName eq 'mtr ROOMS'&$select=id,membershipRule,groupTypes,securityEnabled"),
    ({ body }) => body.value.length > 0,
  )

  expect(made).toMatchObject({ status: 201, body: { displayName: 'MTR rooms', membershipRuleProcessingState: 'On' } })
  expect(early.status).toBe(404)
  const { id, membershipRule, groupTypes, securityEnabled } = made.body
  expect(found.body.value).toEqual([{ id, membershipRule, groupTypes, securityEnabled }])
  expect((await graph('GET', "/groups?$filter=mailNickname eq 'mtr-rooms'")).body.value).toHaveLength(1)
})

test('asking twice for a group makes two', async () => {
  const rehearsal = await rehearseWithGroups()

  const ids = [await makeGroup(rehearsal, plain), await makeGroup(rehearsal, plain)]

  expect(new Set(ids).size).toBe(2)
})

test('membership by rule follows who comes, is blocked and leaves, each time later', async () => {
  const rehearsal = await rehearseWithGroups()
  const { graph, control } = rehearsal
  await control('POST', '/accounts', { kind: 'room', address: at('mtr-1') })
  await control('POST', '/accounts', { kind: 'room', address: at('mtr-2') })
  const id = await makeGroup(rehearsal, rooms)
  const become = (...names: string[]) =>
    waitFor(
      () => members(rehearsal, id),
      (shown) => shown.length === names.length && names.every((name) => shown.includes(at(name))),
    )

  await become('mtr-1', 'mtr-2')
  await graph('PATCH', `/users/${at('mtr-1')}`, { accountEnabled: false })
  const before = await members(rehearsal, id)
  await become('mtr-2')
  await control('DELETE', `/accounts/${at('mtr-2')}`)

  expect(before).toHaveLength(2)
  expect(await become()).toEqual([])
})

test('a changed rule counts later; the truth has it at once', async () => {
  const rehearsal = await rehearseWithGroups()
  const id = await makeGroup(rehearsal, rooms)

  await rehearsal.graph('PATCH', `/groups/${id}`, { membershipRule: 'user.mail -contains "board"' })
  const before = await members(rehearsal, id)
  const truth = await rehearsal.control('GET', `/groups/${id}`)

  expect(before).toEqual([])
  expect(truth.body['members']).toMatchObject([{ userPrincipalName: at('board1') }])
  expect(
    await waitFor(
      () => members(rehearsal, id),
      ({ length }) => length > 0,
    ),
  ).toEqual([at('board1')])
})

test('a group whose rule is paused keeps its members', async () => {
  const rehearsal = await rehearseWithGroups()
  const { graph, control } = rehearsal
  const made = await control('POST', '/groups', {
    displayName: 'Boards',
    membershipRule: 'user.mail -startsWith "board"',
  })
  const id = String(made.body['id'])

  await graph('PATCH', `/groups/${id}`, { membershipRuleProcessingState: 'Paused' })
  await control('POST', '/accounts', { kind: 'room', address: at('board2') })
  const { body } = await waitFor(
    () => graph('GET', `/groups/${id}`),
    ({ body }) => body['membershipRuleProcessingState'] === 'Paused',
  )

  expect(body['membershipRule']).toBe('user.mail -startsWith "board"')
  expect(await members(rehearsal, id)).toEqual([at('board1')])
})

test('members are paged by id and each is shown once', async () => {
  const rehearsal = await rehearseWithGroups()
  const names = ['alice', 'board1', 'confrm1']
  const made = await rehearsal.control('POST', '/groups', { displayName: 'Three', members: names.map(at) })
  const path = `/groups/${String(made.body['id'])}/members`

  const first = await rehearsal.graph('GET', `${path}?$top=2`)
  const rest = await rehearsal.graph('GET', first.body['@odata.nextLink'].replace(`${rehearsal.tenant.url}/v1.0`, ''))

  const shown = [...first.body.value, ...rest.body.value]
  expect(new Set(shown.map(({ userPrincipalName }) => userPrincipalName))).toEqual(new Set(names.map(at)))
  expect(shown).toHaveLength(3)
  expect(first.body.value).toHaveLength(2)
  expect(rest.body['@odata.nextLink']).toBeUndefined()
})

test('a member is added once; the second time it is there already', async () => {
  const rehearsal = await rehearseWithGroups()
  const { graph } = rehearsal
  const id = await makeGroup(rehearsal, plain)
  const user = await graph('GET', `/users/${at('board1')}`)
  const add = () => graph('POST', `/groups/${id}/members/$ref`, reference(user.body['id']))

  const replies = [await add(), await add()]

  expect(replies[0]?.status).toBe(204)
  const message = "One or more added object references already exist for the following modified properties: 'members'."
  expect(replies[1]).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } })
})

test('a dynamic group takes no member by hand, and no group one that does not exist', async () => {
  const rehearsal = await rehearseWithGroups()
  const { graph } = rehearsal
  const [dynamic, assigned] = [await makeGroup(rehearsal, rooms), await makeGroup(rehearsal, plain)]
  const user = await graph('GET', `/users/${at('board1')}`)

  const byHand = await graph('POST', `/groups/${dynamic}/members/$ref`, reference(user.body['id']))
  const nobody = await graph(
    'POST',
    `/groups/${assigned}/members/$ref`,
    reference('2f5c0f42-0000-4000-8000-000000000000'),
  )

  expect([byHand.status, nobody.status]).toEqual([403, 404])
})

test.each([
  [{ ...plain, displayName: undefined }, 400],
  [{ ...plain, sofa: 1 }, 400],
  [{ ...plain, groupTypes: ['DynamicMembership'] }, 400],
  [{ ...plain, membershipRule: rule }, 400],
  [{ ...rooms, membershipRule: 'user.mail -startsWith' }, 400],
  [{ ...rooms, membershipRule: '(user.mail -eq "a"' }, 400],
  [{ ...rooms, membershipRule: 'user.mail -match "("' }, 400],
  [{ ...rooms, membershipRule: 'user.city -eq "Oslo"' }, 501],
  [{ ...plain, visibility: 'Private' }, 501],
  [{ ...plain, groupTypes: ['Unified'] }, 501],
  [{ ...plain, mailEnabled: true }, 501],
])('the group %j is refused', async (body, status) => {
  const { graph, control } = await rehearseWithGroups()

  expect((await graph('POST', '/groups', body)).status).toBe(status)
  expect((await control('GET', '/counts')).body).toMatchObject({ writesWithEffect: 0 })
})

test.each([
  ['GET', '/groups', undefined, 501],
  ['GET', "/groups?$filter=startswith(displayName,'a')", undefined, 501],
  ['GET', '/groups/2f5c0f42-0000-4000-8000-000000000000', undefined, 404],
  ['PATCH', '/groups/2f5c0f42-0000-4000-8000-000000000000', { displayName: 'x' }, 404],
])('%s %s is answered %i', async (method, path, body, status) => {
  const { graph } = await rehearseWithGroups()

  expect((await graph(method, path, body)).status).toBe(status)
})

test.each([
  ['GET', "/groups?$filter=displayName eq 'x'", 'Group.Read.All', undefined],
  ['POST', '/groups', 'Group.Create', plain],
])('%s %s needs a permission for groups', async (method, path, permission, body) => {
  const { graph, control } = await rehearse()

  const without = await graph(method, path, body)
  await control('PUT', '/grants', { graph: [permission] })
  const withIt = await graph(method, path, body)

  expect(without.status).toBe(403)
  expect(withIt.status).toBeLessThan(300)
})
