import { describe, expect, it } from 'vitest'
import { checkSignIn } from '../../../../orchestrations/activities/checkSignIn.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import type { AccessPolicy } from '../../../../shared/room/signIn.ts'
import type { AccountRef } from '../../../../shared/room/plan.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aClaim, aRunningRecord, start } from '../../../kit/records.ts'
import { address, place } from '../../../kit/rooms.ts'
import { userId } from '../../../kit/snapshots.ts'

const online: AccountRef = { ...place, userId }
const onServer: AccountRef = { address, topology: 'on-premises' }

const mfa: AccessPolicy = {
  id: 'p',
  name: 'MFA for all',
  isReportOnly: false,
  isUnsure: false,
  demands: ['mfa'],
  isAll: false,
  isRepeated: false,
}

const aCheck = (claims = [aClaim('password', 'v1')]) => aPerformance(aRunningRecord({ claims }))

describe('a room in the cloud', () => {
  it('with nothing in the way is done, and the record says when it was checked', async () => {
    const { ask, read, tenant } = aCheck()

    const outcome = await ask(checkSignIn, online)

    expect(outcome).toEqual({ kind: 'done', value: null })
    expect((await read()).signIn).toEqual({ findings: [], notChecked: [], attempt: 1, at: start })
    expect(tenant.calls).toEqual(['readSignIn'])
  })

  it('that a policy would stop is refused with the name of the policy, and the record keeps it', async () => {
    const { ask, read, tenant } = aCheck()
    tenant.signIn.access.windows = { policies: { value: [mfa] }, isByPlatform: false }

    const outcome = await ask(checkSignIn, online)

    expect(outcome).toMatchObject({ kind: 'refused', code: 'sign-in-would-be-blocked' })
    expect(JSON.stringify(outcome)).toContain('MFA for all')
    expect((await read()).signIn?.findings).toHaveLength(1)
  })

  it('of which the policies ask for the platform is asked about the other one a little later', async () => {
    const { ask, read, tenant } = aCheck()
    tenant.signIn.access.windows = { policies: { value: [mfa] }, isByPlatform: true }

    const first = await ask(checkSignIn, online)
    const second = await ask(checkSignIn, online)

    expect(first).toEqual({ kind: 'later', seconds: 2, why: 'sign-in-check' })
    expect(second).toEqual({ kind: 'done', value: null })
    expect((await read()).signIn?.findings).toMatchObject([{ severity: 'warns', policy: 'MFA for all' }])
    expect(tenant.calls).toEqual(['readSignIn', 'readAccess'])
  })

  it('is asked again when the tenant is busy and does not say for how long', async () => {
    const { ask, tenant } = aCheck()
    tenant.fail('readSignIn', new Transient('busy'))

    expect(await ask(checkSignIn, online)).toEqual({ kind: 'later', seconds: 2, why: 'sign-in-check' })
  })

  it('is ready all the same when the tenant is busy for too long', async () => {
    const { ask, read, tenant } = aCheck()
    tenant.fail('readSignIn', new Transient('busy'))

    const outcome = await ask(checkSignIn, online, 3_600)

    expect(outcome.kind).toBe('done')
    expect((await read()).signIn?.notChecked).toEqual([
      { what: 'conditional access', missing: 'Microsoft 365 did not answer in time' },
    ])
  })

  it('is never signed in to', async () => {
    const { ask, tenant } = aCheck()

    await ask(checkSignIn, online)

    expect(tenant.calls).not.toContain('readInside')
  })
})

describe('a room that is synchronised', () => {
  const synchronised: AccountRef = { address, topology: 'exchange-server-teams-online', userId }

  it('is waited for while the cloud does not show yet that it may sign in', async () => {
    const { ask, tenant } = aCheck()
    tenant.signIn.readings = { isEnabled: { value: false } }

    const outcome = await ask(checkSignIn, synchronised)

    expect(outcome).toMatchObject({ kind: 'later', why: 'sync' })
  })

  it('is done when the cloud shows it', async () => {
    const { ask, tenant } = aCheck()
    tenant.signIn.readings = { isEnabled: { value: true } }

    expect((await ask(checkSignIn, synchronised)).kind).toBe('done')
    expect(tenant.calls).toEqual(['readSignIn', 'readInside'])
  })
})

describe('a room on premises', () => {
  it('is really signed in to, with the password that this request set', async () => {
    const { ask, tenant } = aCheck()

    const outcome = await ask(checkSignIn, onServer)

    expect(outcome.kind).toBe('done')
    expect(tenant.calls).toEqual(['readInside'])
  })

  it('that the directory refuses is not ready', async () => {
    const { ask, tenant } = aCheck()
    tenant.signIn.trial = { value: { isSignedIn: false, reason: 'disabled' } }

    const outcome = await ask(checkSignIn, onServer)

    expect(outcome).toMatchObject({ kind: 'refused', facts: { reasons: 'Sign-in of the account is blocked.' } })
  })

  it('keeps a password that nobody here knows to itself', async () => {
    const { ask, read, tenant } = aCheck([])
    tenant.signIn.trial = { value: { isSignedIn: false, reason: 'wrongPassword' } }

    await ask(checkSignIn, onServer)

    expect(tenant.calls).toEqual(['readInside'])
    expect((await read()).signIn?.findings).toEqual([])
  })
})
