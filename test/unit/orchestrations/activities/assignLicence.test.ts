import { describe, expect, it } from 'vitest'
import { assignLicence } from '../../../../orchestrations/activities/assignLicence.ts'
import { verifyRoom } from '../../../../orchestrations/activities/verifyRoom.ts'
import type { LicenceChange } from '../../../../shared/microsoft365/users.ts'
import { later, refused } from '../../../../shared/outcome.ts'
import { takeIn } from '../../../../shared/room/intake.ts'
import { licenceHold, type RequestRecord } from '../../../../shared/room/record.ts'
import type { Assignment } from '../../../../shared/room/snapshot.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aWork } from '../../../kit/plans.ts'
import { aClaim, aCommand, after, aRunningRecord, start } from '../../../kit/records.ts'
import { address, aRoom, place } from '../../../kit/rooms.ts'
import { aSku, aUser, basicSku, compliantRoom, proSku } from '../../../kit/snapshots.ts'

const work = aWork({ steps: ['assignLicence'] })
const parked = { ...later(600, 'licence-free'), isParking: true, facts: { licence: 'Teams Rooms Pro' } }

function aRun(changes: Partial<RequestRecord> = {}, licences: Assignment[] = []) {
  const performance = aPerformance(aRunningRecord({ account: address, ...changes }))
  performance.tenant.put(compliantRoom({ user: aUser({ licences }) }))
  return performance
}

const asksFor = (licence: 'pro' | 'basic'): Partial<RequestRecord> => {
  const { wanted } = aRunningRecord()
  const room = aRoom({ licence })
  return { wanted: { ...wanted, room }, run: { kind: 'running', since: start, planned: room } }
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
    await reservations.take(licenceHold(proSku, aRunningRecord({ id: 'f'.repeat(20), createdAt })), 'f'.repeat(20), 1)

    expect(await ask(assignLicence, work)).toMatchObject(expected)
  })

  it('of Basic, of which a tenant may use 25, is waited for although units are left', async () => {
    const { ask, tenant } = aRun(asksFor('basic'))
    const other = '50509a35-f0bd-4c5e-89ac-22f0e16a00f8'
    const variant = aSku({
      skuId: other,
      partNumber: 'Microsoft_Teams_Rooms_Basic_without_Audio_Conferencing',
      free: 5,
    })
    tenant.setSkus(aSku({ skuId: basicSku, free: 5, consumed: 20 }), { ...variant, consumed: 5 })

    expect(await ask(assignLicence, work)).toMatchObject({ facts: { licence: 'Teams Rooms Basic', limit: 25 } })
    expect(tenant.writes()).toEqual([])
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

  it('that was added although the other one could not be taken away stays in mind', async () => {
    const { ask, tenant, read } = aRun(asksFor('pro'), [{ skuId: basicSku, state: 'Active' }])
    tenant.fail('changeLicences', { kind: 'failed', reason: 'other', text: 'no', isAdded: true })

    expect(await ask(assignLicence, work)).toMatchObject({ code: 'refused-by-microsoft' })
    expect((await read()).claims).toEqual([aClaim('licence', proSku)])
  })

  it.each<[string, boolean, number]>([
    ['is forgotten when it was refused', false, 0],
    ['of an earlier run is not forgotten when it is refused now', true, 1],
  ])('that %s', async (_, wasBegun, kept) => {
    const claims = wasBegun ? [aClaim('licence', proSku, { attempt: 0 })] : []
    const { ask, tenant, read } = aRun({ claims })
    tenant.fail('changeLicences', { kind: 'failed', reason: 'other', text: 'no' })

    expect(await ask(assignLicence, work)).toMatchObject({ code: 'refused-by-microsoft' })
    expect((await read()).claims).toHaveLength(kept)
  })

  it('that a group gives is left as it is, and what stands beside it goes', async () => {
    const { ask, tenant } = aRun({}, [
      { skuId: basicSku, state: 'Active' },
      { skuId: proSku, state: 'Active', isFromGroup: true },
    ])
    tenant.setSkus(aSku({ free: 0 }))
    const changes: LicenceChange[] = []
    tenant.rooms.changeLicences = async (_, change) => {
      changes.push(change)
      return { kind: 'done' }
    }

    expect(await ask(assignLicence, work)).toEqual(later(60, 'licence-active'))
    expect(changes).toEqual([{ add: [], remove: [basicSku] }])
  })

  it.each([
    ['before ours', []],
    ['after ours was begun', [aClaim('licence', proSku, { attempt: 0 })]],
  ])('that a group gave %s and that does not fit needs a person', async (_, claims) => {
    const held: Assignment[] = [{ skuId: basicSku, state: 'Active', isFromGroup: true }]
    const { ask, tenant } = aRun({ ...asksFor('pro'), claims }, held)

    expect(await ask(assignLicence, work)).toEqual(refused('licence-from-a-group', { licence: 'Teams Rooms Basic' }))
    expect(tenant.writes()).toEqual([])
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

    expect(await ask(verifyRoom, place)).toMatchObject({
      kind: 'done',
      value: { licences: [proSku], steps: [] },
    })
  })

  it('does not wait for what only a person can put right, and names it', async () => {
    const enterprise = '6fd2c87f-b296-42f0-b197-1e91e994b900'
    const { ask } = aRun(
      {},
      [proSku, enterprise].map((skuId) => ({ skuId, state: 'Active' })),
    )

    expect(await ask(verifyRoom, place)).toMatchObject({
      kind: 'done',
      value: { notes: [expect.stringMatching(/^Office 365 E3 is a licence for people.*Take Office 365 E3 away/)] },
    })
  })

  it('that finds the licence not active yet waits for that', async () => {
    const { ask } = aRun({}, [{ skuId: proSku, state: 'Disabled' }])

    expect(await ask(verifyRoom, place)).toEqual(later(60, 'licence-active'))
    expect(await ask(verifyRoom, place, 1_800)).toMatchObject({ kind: 'refused', code: 'licence-not-active' })
  })

  it('that finds settings wrong gives them time, and names them in the end', async () => {
    const { ask, tenant } = aRun({}, [{ skuId: proSku, state: 'Active' }])
    const room = tenant.at(address)
    tenant.put({ ...room, place: { ...room.place, Capacity: 4, Floor: 9 } })

    expect(await ask(verifyRoom, place)).toEqual(later(5, 'settings-visible'))
    expect(await ask(verifyRoom, place, 1_800)).toEqual(refused('settings-not-visible', { settings: 'Floor, Seats' }))
  })
})
