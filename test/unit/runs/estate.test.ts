import { describe, expect, it } from 'vitest'
import { changeEstate } from '../../../functions/runs/changeEstate.ts'
import { listEstate } from '../../../orchestrations/activities/listEstate.ts'
import { scanPage } from '../../../orchestrations/activities/scanPage.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { compliantRoom } from '../../kit/snapshots.ts'
import { anEstate, aBareRoom, by, id, nameOf } from '../../kit/estate.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { after } from '../../kit/records.ts'

describe('a scan', () => {
  it('keeps each account, ends, and sets when the next begins: soon after the first', async () => {
    const { scan, world, job } = anEstate()

    await scan()

    expect((await world.accounts.list()).map(({ address }) => address).toSorted()).toEqual([0, 1, 2].map(nameOf))
    expect(await job()).toMatchObject({ state: 'done', accounts: 3, donePages: [0], again: after(900) })
  })

  it('that comes a second time follows by the setting', async () => {
    const { scan, job, world } = anEstate()
    await scan()
    await world.jobs.change({ id, kind: 'scan' }, (known) => known && { ...known, id: 'an earlier one' })

    await scan()

    expect((await job())?.again).toBe(after(24 * 3_600))
  })

  it('is joined by who asks while it runs', async () => {
    const { start, job, started } = anEstate()
    await start('scan')

    await start('scan', { id: 'ffffffffffffffffffff' })

    expect((await job())?.id).toBe(id)
    expect(started).toEqual([{ workflow: 'scanEstate', instance: `${id}-1`, input: { requestId: id, attempt: 1 } }])
  })

  it('reads a page that was read already not again', async () => {
    const { scan, run, tenant } = anEstate()
    await scan()
    tenant.calls.length = 0

    await run(scanPage, { page: 0 })

    expect(tenant.calls).toEqual([])
  })

  it('never overwrites a look that began later', async () => {
    const { start, run, world, clock, tenant } = anEstate(1)
    await start('scan')
    await run(listEstate, null)
    clock.advance(60)
    tenant.put(compliantRoom({ address: nameOf(0) }))
    await changeEstate(world, memoryEngine().engine, { kind: 'recheck', account: nameOf(0), at: '', by })
    clock.advance(-30)
    tenant.put(aBareRoom(nameOf(0)))

    await run(scanPage, { page: 0 })

    expect((await world.accounts.read(nameOf(0)))?.at).toBe(after(60))
  })

  it('marks an account that is not listed any more, and one that goes while it is read', async () => {
    const { scan, world, clock, tenant, start, run } = anEstate(2)
    await scan()
    await world.jobs.change({ id, kind: 'scan' }, (known) => known && { ...known, id: 'an earlier one' })
    clock.advance(60)
    await start('scan')
    await run(listEstate, null)
    tenant.take(nameOf(1))

    await run(scanPage, { page: 0 })

    expect((await world.accounts.read(nameOf(0)))?.goneSince).toBeUndefined()
    expect((await world.accounts.read(nameOf(1)))?.goneSince).toBe(after(60))
  })

  it('waits for a busy tenant, and says what it lacks when it is refused', async () => {
    const { start, run, tenant } = anEstate()
    await start('scan')
    tenant.fail('listEstate', new Transient('busy', 30), { kind: 'failed', reason: 'denied', text: 'no' })

    expect(await run(listEstate, null)).toMatchObject({ kind: 'later', seconds: 30 })
    expect(await run(listEstate, null)).toMatchObject({ kind: 'refused', code: 'permission-missing' })
  })
})

describe('work that broke off', () => {
  it('is begun again under a new instance, and after three times it has failed', async () => {
    const { start, look, clock, states, started, job } = anEstate()
    await start('scan')

    for (const attempt of [2, 3, 4]) {
      states.set(`${id}-${attempt - 1}`, 'broken')
      clock.advance(400)
      await look()
    }

    expect(started.map(({ instance }) => instance)).toEqual([`${id}-1`, `${id}-2`, `${id}-3`])
    expect(await job()).toMatchObject({ state: 'failed', code: 'internal' })
  })

  it('is left alone while its instance is at work', async () => {
    const { start, look, clock, job } = anEstate()
    await start('scan')
    clock.advance(400)

    await look()

    expect((await job())?.attempts).toBe(1)
  })

  it('of an earlier run changes nothing any more', async () => {
    const { start, look, run, clock, states } = anEstate()
    await start('scan')
    states.set(`${id}-1`, 'broken')
    clock.advance(400)
    await look()

    expect(await run(listEstate, null, 1)).toMatchObject({ kind: 'refused', code: 'stale' })
    expect(await run(listEstate, null, 2)).toMatchObject({ kind: 'done' })
  })
})

it('the next scan begins by itself when it is due', async () => {
  const { scan, look, clock, started } = anEstate()
  await scan()
  clock.advance(901)

  await look()

  expect(started.at(-1)).toMatchObject({ workflow: 'scanEstate', instance: '00000000000000000002-1' })
})

it('an account whose mailbox is on a server is not called gone because the cloud has no room of it', async () => {
  const { scan, world, clock, tenant } = anEstate(1)
  await scan()
  clock.advance(60)
  tenant.take(nameOf(0))
  world.topologies = { 'contoso.com': 'exchange-server-teams-online' }

  await changeEstate(world, memoryEngine().engine, { kind: 'recheck', account: nameOf(0), at: '', by })

  expect((await world.accounts.read(nameOf(0)))?.goneSince).toBeUndefined()
})
