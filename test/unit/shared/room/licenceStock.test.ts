import { describe, expect, it } from 'vitest'
import { toStock, withReserved } from '../../../../shared/room/licenceStock.ts'
import type { Sku } from '../../../../shared/room/snapshot.ts'
import { aSku, basicSku } from '../../../kit/snapshots.ts'

const basic = (units: Partial<Sku>): Sku =>
  aSku({ skuId: basicSku, partNumber: 'Microsoft_Teams_Rooms_Basic', ...units })
const plan = aSku({ skuId: '0dab259f-bf13-4952-b7f8-7db8f131b28d', partNumber: 'MCOPSTN1', free: 2, consumed: 1 })
const forPeople = aSku({ skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', partNumber: 'ENTERPRISEPACK' })

describe('what the tenant owns for rooms', () => {
  it('are room licences and what stands beside them, with units bought, used and free', () => {
    expect(toStock([plan, forPeople, aSku({ free: 5, consumed: 20 })])).toEqual([
      {
        skuId: aSku().skuId,
        name: 'Teams Rooms Pro',
        family: 'room',
        kind: 'pro',
        bought: 25,
        used: 20,
        free: 5,
      },
      { skuId: plan.skuId, name: 'Domestic Calling Plan', family: 'add-on', bought: 3, used: 1, free: 2 },
    ])
  })

  it('is of Basic no more than an organisation may use', () => {
    expect(toStock([basic({ free: 30, consumed: 24 })])).toMatchObject([{ bought: 54, used: 24, free: 1 }])
  })

  it('is never less than nothing, also where more is used than was bought', () => {
    expect(toStock([aSku({ free: -2, consumed: 12 })])).toMatchObject([{ bought: 10, used: 12, free: 0 }])
  })

  it.each([
    [0, 5],
    [2, 3],
    [9, 0],
  ])('with %i units kept for requests that wait has %i left', (reserved, left) => {
    const [licence] = toStock([aSku({ free: 5, consumed: 20 })])

    expect(licence && withReserved(licence, reserved)).toMatchObject({ bought: 25, used: 20, reserved, left })
  })
})
