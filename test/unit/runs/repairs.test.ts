import { describe, expect, it } from 'vitest'
import { changeEstate } from '../../../functions/runs/changeEstate.ts'
import { performJob } from '../../../functions/runs/performJob.ts'
import { listRepairs } from '../../../orchestrations/activities/listRepairs.ts'
import { proveRepairs } from '../../../orchestrations/activities/proveRepairs.ts'
import { repairPage } from '../../../orchestrations/activities/repairPage.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { aUser, calendarDefaults, compliantRoom } from '../../kit/snapshots.ts'
import { anEstate, aBareRoom, by, id, nameOf } from '../../kit/estate.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'

describe('a repair', () => {
  const scope = { accounts: [nameOf(0), nameOf(1)] }

  async function repaired(rest: object = { scope }) {
    const made = anEstate()
    await made.start('repair', rest)
    await made.run(listRepairs, null)
    await made.run(repairPage, { page: 0 })
    await made.run(proveRepairs, { page: 0 })
    return made
  }

  it('writes what differs, reads it back, and keeps before and after', async () => {
    const { world, tenant } = await repaired()

    const results = await world.jobs.readResults(id)
    const [entry] = await world.audit.ofAccount(nameOf(0))
    expect(results.map(({ end }) => end)).toEqual(['repaired', 'repaired'])
    expect(tenant.at(nameOf(0)).calendar?.['AutomateProcessing']).toBe('AutoAccept')
    expect(entry?.changes).toContainEqual({ setting: 'mailbox.deleteComments', from: true, to: false })
  })

  it('that is done twice writes once', async () => {
    const { run, tenant, world } = await repaired()
    const writes = tenant.writes().length
    await world.jobs.change({ id, kind: 'repair' }, (known) => known && { ...known, donePages: [] })

    await run(repairPage, { page: 0 })
    await run(proveRepairs, { page: 0 })

    expect(tenant.writes()).toHaveLength(writes)
  })

  it('touches nothing that belongs to a person or an administrator', async () => {
    const { start, run, tenant, world } = anEstate(1)
    tenant.put(compliantRoom({ address: nameOf(0), calendar: calendarDefaults, user: aUser({ isPrivileged: true }) }))
    await start('repair', { scope: { accounts: [nameOf(0)] } })
    await run(listRepairs, null)

    await run(repairPage, { page: 0 })

    expect(await world.jobs.readResults(id)).toMatchObject([{ end: 'refused', code: 'account-is-privileged' }])
    expect(tenant.writes()).toEqual([])
  })

  it('leaves an account to the request that works on it, and holds it while it writes', async () => {
    const { start, run, world, tenant, reservations } = anEstate(2)
    await reservations.take({ kind: 'address', key: nameOf(0) }, 'a request', 1)
    await start('repair', { scope })
    await run(listRepairs, null)

    await run(repairPage, { page: 0 })

    expect(await world.jobs.readResults(id)).toMatchObject([{ end: 'busy' }, { end: 'written' }])
    expect(tenant.at(nameOf(0)).calendar).toEqual(calendarDefaults)
    expect(await reservations.take({ kind: 'address', key: nameOf(1) }, 'another', 1)).toEqual({ isMine: true })
  })

  it('that nobody lets write says which permission is missing, account by account', async () => {
    const { start, run, world, tenant } = anEstate(2)
    await start('repair', { scope })
    await run(listRepairs, null)
    tenant.fail('configure', { kind: 'failed', reason: 'denied', text: 'no' })

    await run(repairPage, { page: 0 })

    expect(await world.jobs.readResults(id)).toMatchObject([
      { end: 'failed', code: 'permission-missing' },
      { end: 'written' },
    ])
  })

  it('goes on with the next account where it broke off', async () => {
    const { start, run, world, tenant } = anEstate(2)
    await start('repair', { scope })
    await run(listRepairs, null)
    tenant.fail('configure', { kind: 'failed', reason: 'denied', text: 'no' }, new Transient('busy'))

    expect(await run(repairPage, { page: 0 })).toMatchObject({ kind: 'later' })
    await run(repairPage, { page: 0 })

    expect(await world.jobs.readResults(id)).toMatchObject([{ end: 'failed' }, { end: 'written' }])
  })

  it('is not called done before it shows, and has failed when it never does', async () => {
    const { start, run, world, tenant } = anEstate(1)
    await start('repair', { scope: { accounts: [nameOf(0)] } })
    await run(listRepairs, null)
    await run(repairPage, { page: 0 })
    tenant.put(aBareRoom(nameOf(0)))

    const early = await run(proveRepairs, { page: 0 })
    const late = await performJob(world, proveRepairs, {
      run: { requestId: id, attempt: 1 },
      input: { page: 0 },
      waited: { 'settings-visible': 100_000 },
    })

    expect(early).toMatchObject({ kind: 'later', why: 'settings-visible' })
    expect(late).toMatchObject({ kind: 'done' })
    expect(await world.jobs.readResults(id)).toMatchObject([{ end: 'failed', code: 'settings-not-visible' }])
  })

  it('that was stopped does no further page, and what is done stays done', async () => {
    const { start, run, world, job } = anEstate()
    await start('repair', { scope })
    await run(listRepairs, null)

    await changeEstate(world, memoryEngine().engine, { kind: 'stop-job', jobId: id, at: '', by })

    expect(await run(repairPage, { page: 0 })).toMatchObject({ kind: 'refused', code: 'cancelled' })
    expect((await job())?.state).toBe('cancelled')
  })

  it('of all takes those that need action, or have one setting wrong', async () => {
    const made = anEstate(2)
    await made.scan()
    made.tenant.put(compliantRoom({ address: nameOf(1) }))
    await changeEstate(made.world, memoryEngine().engine, { kind: 'recheck', account: nameOf(1), at: '', by })
    const repairs = '00000000000000000009'
    await made.start('repair', { id: repairs, scope: { all: 'needs-action', settings: ['mailbox.deleteComments'] } })

    await performJob(made.world, listRepairs, { run: { requestId: repairs, attempt: 1 }, input: null, waited: {} })

    expect(await made.world.jobs.readPage(repairs, 0)).toEqual([nameOf(0)])
  })
})
