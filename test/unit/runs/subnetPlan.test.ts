import { describe, expect, it } from 'vitest'
import { setSubnetPlan } from '../../../functions/runs/setSubnetPlan.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { nameOfPlan } from '../../../shared/room/subnetPlan.ts'
import { after, requestId as planId, start } from '../../kit/records.ts'
import { aWorld } from '../../kit/world.ts'

const plan = {
  name: 'Oslo',
  ranges: ['203.0.113.0/24'],
  group: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d',
  demand: 'block' as const,
}
const command = { kind: 'subnet-plan' as const, planId, at: start, by: 'adam@contoso.com', plan }

const theirWork = { id: planId, name: plan.name, state: 'working' as const, by: 'else@contoso.com', lines: [] }

function aTenant() {
  const made = aWorld()
  return { ...made, set: () => setSubnetPlan(made.world, command, 0), read: () => made.world.subnetPlans.read(planId) }
}

describe('a subnet plan', () => {
  it('makes a named location and a policy that is only watched, and says how to switch it on', async () => {
    const { set, read, access } = aTenant()

    await set()

    expect(access.seen.policies).toMatchObject([{ state: 'enabledForReportingButNotEnforced', demands: ['block'] }])
    expect(access.seen.locations).toMatchObject([{ ranges: ['203.0.113.0/24'] }])
    expect((await read())?.state).toBe('done')
    expect((await read())?.lines.join(' ')).toContain('then switch the policy on')
  })

  it('sent twice is made once', async () => {
    const { set, read, access } = aTenant()

    await set()
    await set()

    expect(access.made).toEqual({ locations: 1, policies: 1 })
    expect((await read())?.lines.join(' ')).toContain('was there already')
  })

  it('sent twice is made once, also while the tenant does not show what was made', async () => {
    const { set, access } = aTenant()
    access.hideNew()

    await set()
    await set()

    expect(access.made).toEqual({ locations: 1, policies: 1 })
  })

  it('sent twice at once is worked on once, and the other comes back', async () => {
    const { set, access } = aTenant()

    const ends = await Promise.allSettled([set(), set()])

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(access.made).toEqual({ locations: 1, policies: 1 })
  })

  it('that somebody else works on is left to him, until his time is over', async () => {
    const { set, access, world, clock } = aTenant()
    await world.subnetPlans.claim({ ...theirWork, at: start, until: after(120) })

    await expect(set()).rejects.toThrow('somebody else')
    clock.advance(121)
    await set()

    expect(access.made).toEqual({ locations: 1, policies: 1 })
  })

  it('that was removed from the tenant is made again later', async () => {
    const { set, access, clock } = aTenant()
    await set()
    access.seen.locations = []
    access.seen.policies = []
    clock.advance(3_600)

    await set()

    expect(access.made).toEqual({ locations: 2, policies: 2 })
  })

  it('without the permission names it', async () => {
    const { set, read, access } = aTenant()
    access.faults.writing = { kind: 'failed', reason: 'denied', text: 'no' }

    await set()

    expect(await read()).toMatchObject({ state: 'refused' })
    expect((await read())?.lines.join(' ')).toContain('Policy.ReadWrite.ConditionalAccess')
  })

  it('goes on where it was after Microsoft 365 was busy', async () => {
    const { set, access } = aTenant()
    access.faults.writing = new Transient('busy')
    await expect(set()).rejects.toThrow('busy')
    delete access.faults.writing

    await set()

    expect(access.made).toEqual({ locations: 1, policies: 1 })
  })

  it('does not touch a policy of the same name that does something else', async () => {
    const { set, read, access } = aTenant()
    const theirs = { id: 'p', name: nameOfPlan(plan), state: 'enabled', groups: [], locations: [], demands: ['mfa'] }
    access.seen.policies.push(theirs)

    await set()

    expect(access.made.policies).toBe(0)
    expect((await read())?.state).toBe('refused')
  })
})
