import { planOfANewRoom } from '../../../kit/plans.ts'
import { describe, expect, it } from 'vitest'
import { awaitRoom } from '../../../../orchestrations/activities/awaitRoom.ts'
import { ensureMailbox } from '../../../../orchestrations/activities/ensureMailbox.ts'
import { identifyAndPlan } from '../../../../orchestrations/activities/identifyAndPlan.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import type { Failed } from '../../../../shared/microsoft365/effect.ts'
import { later, refused } from '../../../../shared/outcome.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aClaim, aRunningRecord } from '../../../kit/records.ts'
import { address, aRoom, place } from '../../../kit/rooms.ts'
import { aHolder, aUser, compliantRoom, newRoom, nothingThere, personsMailbox, proSku } from '../../../kit/snapshots.ts'

const taken = (text: string): Failed => ({ kind: 'failed', reason: 'taken', text })
const proxyTaken = taken('The proxy address "SMTP:x" is already being used by "NAME". Choose another name.')
const nameTaken = taken('The name "mtr-oslo-4-board" is already being used. Please try another name.')
const begun = aRunningRecord({ account: address, claims: [aClaim('mailbox', address, { isDone: false })] })

describe('a mailbox', () => {
  it('is claimed before it is made, and then noted as made', async () => {
    const { ask, read, tenant } = aPerformance(aRunningRecord())
    tenant.fail('create', new Transient('the answer was lost'))

    expect(await ask(ensureMailbox, planOfANewRoom)).toMatchObject({ kind: 'later' })
    expect((await read()).claims).toEqual([aClaim('mailbox', address, { isDone: false })])
    expect(await ask(ensureMailbox, planOfANewRoom)).toMatchObject({ kind: 'done', value: null })
    expect((await read()).claims).toEqual([aClaim('mailbox', address)])
  })

  it('whose answer was lost is looked for before another one is made', async () => {
    const { ask, tenant } = aPerformance(begun)
    tenant.put(newRoom())

    expect(await ask(ensureMailbox, planOfANewRoom)).toMatchObject({ kind: 'done' })
    expect(tenant.calls).toEqual(['read'])
  })

  describe('that only the local Exchange shows', () => {
    const topology = 'exchange-online-skype-server'
    const plan = { ...planOfANewRoom, topology, row: 'remote' } as const
    const inside = nothingThere({ elsewhere: aHolder({ type: 'RemoteRoomMailbox' }) })

    it('is not made, and not claimed by who did not make it', async () => {
      const { ask, read, tenant } = aPerformance(aRunningRecord({ topology }))
      tenant.put(inside)

      expect(await ask(ensureMailbox, plan)).toMatchObject({ kind: 'done' })
      expect((await read()).claims).toEqual([])
      expect(tenant.calls).toEqual([])
    })

    it('is that of this request if it has begun to make one', async () => {
      const { ask, read, tenant } = aPerformance({ ...begun, topology })
      tenant.put(inside)

      expect(await ask(ensureMailbox, plan)).toMatchObject({ kind: 'done' })
      expect((await read()).claims).toEqual([aClaim('mailbox', address)])
      expect(tenant.calls).toEqual(['read'])
    })
  })

  it('that was begun and is not there is made', async () => {
    const { ask, tenant } = aPerformance(begun)

    expect(await ask(ensureMailbox, planOfANewRoom)).toMatchObject({ kind: 'done' })
    expect(tenant.calls).toEqual(['read', 'create'])
  })

  it('that is there and cannot be read yet is waited for', async () => {
    const { ask, tenant } = aPerformance(begun)
    tenant.fail('create', proxyTaken)

    expect(await ask(ensureMailbox, planOfANewRoom)).toEqual(later(15, 'mailbox-visible'))
    expect(await ask(ensureMailbox, planOfANewRoom, 1_800)).toMatchObject({ kind: 'done' })
  })

  it('that never shows is given up when patience is over', async () => {
    const { ask, tenant } = aPerformance(begun)
    tenant.fail('create', proxyTaken)

    expect(await ask(ensureMailbox, planOfANewRoom, 1_800)).toEqual(refused('mailbox-not-visible'))
  })

  it('whose name is taken in the organisation gets another name, and keeps its address', async () => {
    const { ask, tenant } = aPerformance(aRunningRecord())
    tenant.fail('create', nameTaken)

    expect(await ask(ensureMailbox, planOfANewRoom)).toMatchObject({ kind: 'done' })
    expect(tenant.calls).toEqual(['create', 'create'])
  })

  it('of a person who came first is not touched', async () => {
    const { ask, tenant } = aPerformance(aRunningRecord())
    tenant.put(personsMailbox())

    expect(await ask(ensureMailbox, planOfANewRoom)).toMatchObject({
      kind: 'refused',
      code: 'mailbox-belongs-to-a-person',
    })
  })

  it('that we may not make is refused with what is missing', async () => {
    const { ask, tenant } = aPerformance(aRunningRecord())
    tenant.fail('create', { kind: 'failed', reason: 'denied', text: "isn't recognized" })

    expect(await ask(ensureMailbox, planOfANewRoom)).toEqual(
      refused('permission-missing', { what: 'creating room mailboxes' }),
    )
  })

  it('that was refused is not claimed as ours', async () => {
    const { ask, tenant, read } = aPerformance(aRunningRecord())
    tenant.fail('create', { kind: 'failed', reason: 'other', text: 'no' })

    await ask(ensureMailbox, planOfANewRoom)

    expect((await read()).claims).toEqual([])
  })
})

describe('a plan', () => {
  it('holds the account and its address, and touches nothing', async () => {
    const { ask, tenant, reservations, read } = aPerformance(aRunningRecord())

    expect(await ask(identifyAndPlan, null)).toMatchObject({ kind: 'done', value: { kind: 'create', address } })
    expect(await reservations.list()).toEqual([`account:${address}`, `address:${address}`])
    expect(tenant.writes()).toEqual([])
    expect(await read()).toMatchObject({ account: address, run: { planned: aRoom() } })
  })

  it('waits for another request that holds the account, and gives up after five days with its name', async () => {
    const { ask, reservations, clock, read, requests } = aPerformance(aRunningRecord())
    await reservations.take({ kind: 'address', key: address }, 'another', 1)

    expect(await ask(identifyAndPlan, null)).toMatchObject({ ...later(600, 'account-free'), isParking: true })
    await requests.put({ ...(await read()), parkedSince: { 'account-free': clock.now().toISOString() } })
    clock.advance(5 * 86_400)
    expect(await ask(identifyAndPlan, null)).toEqual(refused('account-busy', { holder: 'another' }))
  })

  it('says what was found once, in whatever number of runs', async () => {
    const { ask, read, tenant } = aPerformance(aRunningRecord())
    tenant.put(compliantRoom())

    await ask(identifyAndPlan, null)
    await ask(identifyAndPlan, null)

    expect((await read()).answers.filter(({ kind }) => kind === 'planned')).toHaveLength(1)
  })

  it('is made again later when the tenant is busy', async () => {
    const { ask, tenant } = aPerformance(aRunningRecord())
    tenant.fail('read', new Transient('busy', 42))

    expect(await ask(identifyAndPlan, null)).toEqual(later(42, 'microsoft'))
  })
})

describe('a room that is waited for', () => {
  it('is planned in detail when every store shows it', async () => {
    const { ask, tenant } = aPerformance(begun)
    tenant.put(newRoom())

    const outcome = await ask(awaitRoom, place)

    expect(outcome).toMatchObject({
      kind: 'done',
      value: { password: 'new', steps: expect.arrayContaining(['ensureAccount']) },
    })
  })

  it('gets more time while a store does not show it', async () => {
    const { ask, tenant } = aPerformance(begun)
    const { place: _, ...rest } = newRoom()
    tenant.put(rest)

    expect(await ask(awaitRoom, place)).toEqual(later(15, 'mailbox-visible'))
    expect(await ask(awaitRoom, place, 1_800)).toEqual(refused('mailbox-not-visible'))
  })

  it('that exists already has its settings remembered, before anything is written', async () => {
    const { ask, tenant, read } = aPerformance(aRunningRecord({ account: address }))
    tenant.put(compliantRoom({ user: aUser({ usageLocation: 'SE' }) }))

    await ask(awaitRoom, place)

    expect(await read()).toMatchObject({
      before: [{ setting: 'account.usageLocation', from: 'SE', to: 'NO' }],
      licencesBefore: [proSku],
    })
  })
})
