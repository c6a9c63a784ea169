import { expect, test } from 'vitest'
import { drawGuid } from '../../../local/tenant/seededDraw.ts'
import { rehearse, waitFor } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'

const seed = 1
const usual = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All']
const path = "/applications(uniqueName='pages')"
const upsert = { prefer: 'create-if-missing' }

async function rehearseWith(graph: string[] = usual): Promise<Rehearsal> {
  const rehearsal = await rehearse({ speed: 2000, seed })
  await rehearsal.control('PUT', '/grants', { graph })
  return rehearsal
}

test('an application is made by its name only when that is preferred, and changed after that', async () => {
  const { graph } = await rehearseWith()

  const refused = await graph('PATCH', path, { displayName: 'Pages' })
  const made = await graph('PATCH', path, { displayName: 'Pages' }, upsert)
  await waitFor(
    () => graph('GET', path),
    ({ status }) => status === 200,
  )
  const changed = await graph('PATCH', path, { displayName: 'Other' }, upsert)

  expect([refused.status, made.status, changed.status]).toEqual([404, 201, 204])
  expect(made.body).toMatchObject({ uniqueName: 'pages', appId: expect.any(String) as string })
  await waitFor(
    () => graph('GET', path),
    ({ body }) => body['displayName'] === 'Other',
  )
})

test('its service principal waits until the application is seen, and there is one', async () => {
  const { graph } = await rehearseWith()
  const { body } = await graph('PATCH', path, { displayName: 'Pages' }, upsert)
  const { appId } = body

  const early = await graph('POST', '/servicePrincipals', { appId })
  const made = await waitFor(
    () => graph('POST', '/servicePrincipals', { appId, appRoleAssignmentRequired: true }),
    ({ status }) => status === 201,
  )
  const twice = await graph('POST', '/servicePrincipals', { appId })

  expect(early).toMatchObject({
    status: 400,
    body: { error: { code: 'Request_BadRequest', details: [{ code: 'NoBackingApplicationObject' }] } },
  })
  expect(made.body['appRoleAssignmentRequired']).toBe(true)
  expect(twice).toMatchObject({ status: 409, body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } } })
})

test('an app role is assigned once, held at once and taken away', async () => {
  const { graph, control } = await rehearseWith()
  const services = await graph('GET', "/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'")
  const [service] = services.body.value
  const roles = service?.['appRoles'] as { id: string; value: string }[]
  const { id: appRoleId = '' } = roles.find(({ value }) => value === 'Place.Read.All') ?? {}
  const principalId = drawGuid(seed, 'identity')
  const own = `/servicePrincipals/${principalId}/appRoleAssignments`
  const body = { principalId, resourceId: service?.['id'], appRoleId }

  const made = await graph('POST', own, body)
  const twice = await graph('POST', own, body)
  const after = await control('PUT', '/grants', {})
  const gone = await graph('DELETE', `${own}/${String(made.body['id'])}`)
  const again = await graph('DELETE', `${own}/${String(made.body['id'])}`)

  expect([made.status, twice.status, gone.status, again.status]).toEqual([201, 400, 204, 404])
  expect(twice.body.error.message).toBe('Permission being assigned already exists on the object')
  expect(after.body['graph']).toContain('Place.Read.All')
  expect((await control('PUT', '/grants', {})).body['graph']).not.toContain('Place.Read.All')
})

test.each([
  ['POST', '/servicePrincipals', { appId: '6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10' }, ['Application.Read.All']],
  ['PATCH', path, { displayName: 'Pages' }, ['Application.Read.All']],
  ['GET', path, undefined, ['User.Read.All']],
])('%s %s needs its permission', async (method, url, body, held) => {
  const { graph } = await rehearseWith(held)

  expect((await graph(method, url, body, method === 'PATCH' ? upsert : {})).status).toBe(403)
})
