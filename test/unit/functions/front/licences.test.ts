import { describe, expect, it } from 'vitest'
import { readClientLicences } from '../../../../functions/front/clientLicences.ts'
import { readLicences } from '../../../../functions/front/licences.ts'
import type { Person } from '../../../../shared/http/signIn.ts'
import type { StockedLicence } from '../../../../shared/room/licenceStock.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, signedIn } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'
import { proSku } from '../../../kit/snapshots.ts'

const as = (...roles: Person['roles']): Person => ({ ...rita, roles })
const pro: StockedLicence = {
  skuId: proSku,
  name: 'Teams Rooms Pro',
  family: 'room',
  kind: 'pro',
  bought: 25,
  used: 22,
  free: 3,
}

describe('licences for rooms', () => {
  it.each([adam, as('Reader'), as('Approver')])(
    'are shown to $roles, less what requests that wait have reserved',
    async (person) => {
      const { world, call } = aFront(person)
      await world.licenceStocks.keep({ observedAt: start, licences: [pro] })
      for (const id of ['a', 'b'])
        await world.reservations.take({ kind: 'licence-unit', key: `${proSku}/${start}-${id}` }, id, 1)

      const answer = await call(readLicences)(aDoorRequest({ headers: signedIn }))

      const { free: _, ...shown } = pro
      expect(jsonOf(answer)).toEqual({ observedAt: start, licences: [{ ...shown, reserved: 2, left: 1 }] })
    },
  )

  it('are none, and no error, before anybody has read them', async () => {
    const answer = await aFront(adam).call(readLicences)(aDoorRequest({ headers: signedIn }))

    expect([answer.status, jsonOf(answer)]).toEqual([200, { licences: [] }])
  })

  it('are not shown to requesters', async () => {
    expect((await aFront(rita).call(readLicences)(aDoorRequest({ headers: signedIn }))).status).toBe(403)
  })
})

describe('client access licences', () => {
  it.each([adam, as('Reader')])('are counted for $roles, an account once', async (person) => {
    const { world, call } = aFront(person)
    await world.skypeRooms.keep({ account: 'a@contoso.com', hasEnterpriseVoice: true })
    await world.skypeRooms.keep({ account: 'a@contoso.com', hasEnterpriseVoice: false })
    await world.skypeRooms.keep({ account: 'b@contoso.com', hasEnterpriseVoice: false })

    const answer = await call(readClientLicences)(aDoorRequest({ headers: signedIn }))

    const note = 'paper licence, not readable'
    expect(jsonOf(answer)).toMatchObject({
      licences: [
        { name: 'Skype for Business Server Enterprise CAL', count: 2, note },
        { name: 'Skype for Business Server Plus CAL', count: 1, note },
      ],
    })
  })

  it.each([rita, as('Approver')])('are not shown to $roles', async (person) => {
    expect((await aFront(person).call(readClientLicences)(aDoorRequest({ headers: signedIn }))).status).toBe(403)
  })
})
