import { expect, test } from 'vitest'
import { judgePreflight, type Demands } from '../../../shared/room/preflight.ts'
import { topologyNames } from '../../../shared/room/topology.ts'
import { makePreflightStore } from '../../../shared/store/preflight.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { after, start } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

async function theStore() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makePreflightStore({ connectionString })
}

const demands: Demands = {
  estate: { topologies: topologyNames, voice: true, groups: true, canary: true },
  domain: 'contoso.com',
}

test('what was found last is read; before that there is nothing', async () => {
  const store = await theStore()
  const before = await store.read()

  for (const readAt of [start, after(60)]) await store.keep({ readAt, demands, findings: [] })

  expect([before, await store.read()]).toEqual([undefined, { readAt: after(60), demands, findings: [] }])
})

test('the longest that can be found fits: nothing granted that is needed, and every role that is not', async () => {
  const store = await theStore()
  const idle = Array.from({ length: 700 }, (_, n) => `A.Role.With.A.Long.Name.${n}.ReadWrite.All`)
  const wide = ['Directory.ReadWrite.All', 'Organization.ReadWrite.All', 'Group.Read.All', 'Calendars.ReadWrite']
  const cmdlets = [
    'New-ManagementRoleAssignment',
    'New-TransportRule',
    'Set-OrganizationConfig',
    'New-ComplianceSearch',
  ]
  const findings = judgePreflight(
    {
      graphRoles: [...wide, ...idle],
      exchangeAppRoles: idle,
      cmdlets,
      domains: [],
      skus: [],
      permissions: [{ actions: ['*/runbooks/write'], notActions: [] }],
    },
    demands,
  )

  await store.keep({ readAt: start, demands, findings })

  expect((await store.read())?.findings).toEqual(findings)
})
