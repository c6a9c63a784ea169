import { describe, expect, it } from 'vitest'
import { listLicences } from '../../../functions/back/listLicences.ts'
import { listRooms } from '../../../functions/back/listRooms.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { start } from '../../kit/records.ts'
import { aWorld } from '../../kit/world.ts'

describe('licences', () => {
  it('are kept with the time of the reading', async () => {
    const { world } = aWorld()

    await listLicences(world)()

    expect(await world.licenceStocks.read()).toMatchObject({
      observedAt: start,
      licences: [{ name: 'Teams Rooms Pro', family: 'room' }],
    })
  })

  it.each([
    ['is busy', new Transient('busy')],
    ['refuses', { kind: 'failed', reason: 'denied', text: 'no' } as const],
  ])('that are known stay, with their age, when Microsoft 365 %s', async (_, failure) => {
    const { world, tenant, clock } = aWorld()
    await listLicences(world)()
    clock.advance(300)
    tenant.fail('listLicences', failure)

    await listLicences(world)()

    expect((await world.licenceStocks.read())?.observedAt).toBe(start)
  })

  it('are nobody’s business where there is no cloud', async () => {
    const { world, tenant } = aWorld()

    await listLicences({ ...world, topologies: { '*': 'on-premises' } })()

    expect(tenant.calls).toEqual([])
  })
})

describe('how rooms are named', () => {
  it('is kept for proposals, also where no rooms can be listed', async () => {
    const { world } = aWorld()

    await listRooms({ ...world, topologies: { '*': 'on-premises' } })()

    expect(await world.conventions.read()).toEqual({
      domain: 'contoso.com',
      pattern: 'mtr-{site}-{floor}-{room}',
      displayName: '{room}',
    })
  })

  it('says when the names of rooms were listed', async () => {
    const { world } = aWorld()

    await listRooms(world)()

    expect(await world.conventions.read()).toMatchObject({ observedAt: start })
  })
})
