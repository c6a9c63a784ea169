import { describe, expect, it } from 'vitest'
import { assignLicence } from '../../../../orchestrations/activities/assignLicence.ts'
import { verifyRoom } from '../../../../orchestrations/activities/verifyRoom.ts'
import { later, refused } from '../../../../shared/outcome.ts'
import { licenceHold, takeIn, type RequestRecord } from '../../../../shared/room/record.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aWork } from '../../../kit/plans.ts'
import { aClaim, aCommand, after, aRunningRecord, start } from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'
import { aSku, aUser, basicSku, compliantRoom, proSku } from '../../../kit/snapshots.ts'

const work = aWork({ steps: ['assignLicence'] })
const parked = { ...later(600, 'licence-free'), isParking: true }

function aRun(changes: Partial<RequestRecord> = {}, licences: { skuId: string; state: string }[] = []) {
  const performance = aPerformance(aRunningRecord({ account: address, ...changes }))
  performance.tenant.put(compliantRoom({ user: aUser({ licences }) }))
  return performance
}

describe('a licence', () => {
  it('that is free is assigned, the place in the queue is given back, and its activation is waited for', async () => {
    const { ask, tenant, reservations, read } = aRun()

    expect(await ask(assignLicence, work)).toEqual(later(60, 'licence-active'))
    expect(await ask(assignLicence, work, 60)).toMatchObject({ kind: 'done' })
    expect(tenant.writes()).toEqual(['changeLicences'])
    expect(tenant.at(address).user?.licences).toEqual([{ skuId: proSku, state: 'Active' }])
    expect(await reservations.list()).toEqual([])
    expect((await read()).claims).toEqual([aClaim('licence', proSku)])
  })

  it('that has run out is waited for, with a place in the queue', async () => {
    const { ask, tenant, reservations } = aRun()
    tenant.setSkus(aSku({ free: 0 }))

    expect(await ask(assignLicence, work)).toEqual(parked)
    expect(tenant.writes()).toEqual([])
    expect(await reservations.list()).toHaveLength(1)
  })

  it.each([
    ['who came earlier', after(-1), parked],
    ['who came later', after(1), later(60, 'licence-active')],
  ])('goes to the first in the queue: another one %s', async (_, createdAt, expected) => {
    const { ask, tenant, reservations } = aRun()
    tenant.setSkus(aSku({ free: 1 }))
    await reservations.take(licenceHold(proSku, aRunningRecord({ id: 'f'.repeat(20), createdAt })), 'f'.repeat(20))

    expect(await ask(assignLicence, work)).toMatchObject(expected)
  })

  it('that somebody took in the last moment is waited for', async () => {
    const { ask, tenant, read } = aRun()
    tenant.fail('changeLicences', { kind: 'failed', reason: 'no-unit-free', text: 'no available licenses' })

    expect(await ask(assignLicence, work)).toEqual(parked)
    expect((await read()).claims).toEqual([])
  })

  it('that was assigned without an answer is not assigned again', async () => {
    const { ask, tenant } = aRun({ claims: [aClaim('licence', proSku, { isDone: false })] }, [
      { skuId: proSku, state: 'Active' },
    ])

    expect(await ask(assignLicence, work)).toMatchObject({ kind: 'done' })
    expect(tenant.writes()).toEqual([])
  })

  it('that does not show yet is waited for, and not assigned again', async () => {
    const { ask, tenant } = aRun()
    const user = aUser({ licences: [] })
    tenant.rooms.readLicences = async () => ({ user, skus: [aSku({ free: 4 })] })
    await ask(assignLicence, work)

    expect(await ask(assignLicence, work, 60)).toEqual(later(60, 'licence-active'))
    expect(await ask(assignLicence, work, 1_800)).toEqual(refused('licence-not-active'))
    expect(tenant.writes()).toEqual(['changeLicences'])
  })

  it('is waited for thirty days, then a person must buy it', async () => {
    const { ask, tenant, clock } = aRun({ parkedSince: { 'licence-free': start } })
    tenant.setSkus(aSku({ free: 0 }))
    clock.advance(30 * 86_400)

    expect(await ask(assignLicence, work)).toEqual(refused('no-licence-left', { licence: 'Teams Rooms Pro' }))
  })

  it('that the tenant does not own is refused', async () => {
    const { ask, tenant } = aRun()
    tenant.setSkus()

    expect(await ask(assignLicence, work)).toEqual(refused('licence-not-owned', { licence: 'pro' }))
  })

  it('cannot be assigned where we may not', async () => {
    const { ask, tenant } = aRun()
    tenant.fail('changeLicences', { kind: 'failed', reason: 'denied', text: 'Insufficient privileges' })

    expect(await ask(assignLicence, work)).toEqual(refused('permission-missing', { what: 'assigning licences' }))
  })

  it('is the one that this run was planned for, whatever the ticket says meanwhile', async () => {
    const planned = aRunningRecord({
      run: { kind: 'running', since: start, planned: aRoom() },
      claims: [aClaim('settings', 'x')],
    })
    const { ask, tenant } = aRun(takeIn(planned, aCommand({ revision: 2, room: aRoom({ licence: 'basic' }) })))
    tenant.setSkus(aSku(), aSku({ skuId: basicSku }))

    await ask(assignLicence, work)

    expect(tenant.at(address).user?.licences).toMatchObject([{ skuId: proSku }])
  })
})

describe('a verification', () => {
  it('of a room that is right is done, with its licence', async () => {
    const { ask } = aRun({}, [{ skuId: proSku, state: 'Active' }])

    expect(await ask(verifyRoom, { address })).toMatchObject({
      kind: 'done',
      value: { licences: [proSku], steps: [] },
    })
  })

  it('that finds the licence not active yet waits for that', async () => {
    const { ask } = aRun({}, [{ skuId: proSku, state: 'Disabled' }])

    expect(await ask(verifyRoom, { address })).toEqual(later(60, 'licence-active'))
    expect(await ask(verifyRoom, { address }, 1_800)).toMatchObject({ kind: 'refused', code: 'licence-not-active' })
  })

  it('that finds settings wrong gives them time, and names them in the end', async () => {
    const { ask, tenant } = aRun({}, [{ skuId: proSku, state: 'Active' }])
    const room = tenant.at(address)
    tenant.put({ ...room, place: { ...room.place, Capacity: 4, Floor: 9 } })

    expect(await ask(verifyRoom, { address })).toEqual(later(5, 'settings-visible'))
    expect(await ask(verifyRoom, { address }, 1_800)).toEqual(
      refused('settings-not-visible', { settings: 'Floor, Seats' }),
    )
  })
})
