import { expect, test } from 'vitest'
import { skus } from '../../../local/tenant/skuData.ts'
import { at, pro, rehearse } from './rehearsal.ts'
import type { Connection } from './rehearsal.ts'

const assign = ({ graph }: Connection, name: string, skuId: string) =>
  graph('POST', `/users/${at(name)}/assignLicense`, { addLicenses: [{ skuId }], removeLicenses: [] })

test('every SKU can be bought and shows its plans', async () => {
  const { graph, control } = await rehearse()
  for (const { skuPartNumber } of skus) await control('PUT', `/skus/${skuPartNumber}`, { enabled: 7 })

  const { body } = await graph('GET', '/subscribedSkus')

  expect(body.value.map(({ skuPartNumber }) => skuPartNumber)).toEqual(skus.map(({ skuPartNumber }) => skuPartNumber))
  expect(body.value.every(({ servicePlans }) => (servicePlans as unknown[]).length > 0)).toBe(true)
  expect(body.value.every(({ appliesTo }) => appliesTo === 'User')).toBe(true)
})

test.each([
  ['Enabled', { enabled: 30, warning: 0, suspended: 0, lockedOut: 0 }, 200],
  ['Warning', { enabled: 0, warning: 30, suspended: 0, lockedOut: 0 }, 200],
  ['Suspended', { enabled: 0, warning: 0, suspended: 30, lockedOut: 0 }, 400],
  ['LockedOut', { enabled: 0, warning: 0, suspended: 0, lockedOut: 30 }, 400],
])(
  'a subscription that is %s shows its units so, and gives none once it has stopped',
  async (capabilityStatus, units, status) => {
    const rehearsal = await rehearse()
    await rehearsal.control('PUT', '/skus/Microsoft_Teams_Rooms_Pro', { enabled: 30, capabilityStatus })

    const { body } = await rehearsal.graph('GET', '/subscribedSkus')
    const reply = await assign(rehearsal, 'disabled1', pro)

    expect(body.value[0]).toMatchObject({ capabilityStatus, prepaidUnits: units, consumedUnits: 5 })
    expect(reply.status).toBe(status)
  },
)

test('no tenant can buy more than 25 Basic licences', async () => {
  const { control } = await rehearse()

  const [most, more] = [
    await control('PUT', '/skus/Microsoft_Teams_Rooms_Basic', { enabled: 25 }),
    await control('PUT', '/skus/Microsoft_Teams_Rooms_Basic', { enabled: 26 }),
  ]

  expect([most.status, more.status]).toEqual([204, 400])
})
