import { describe, expect, it, vi } from 'vitest'
import { ensureAccount } from '../../../../orchestrations/activities/ensureAccount.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import { later, refused } from '../../../../shared/outcome.ts'
import { RestError } from '@azure/data-tables'
import type { Denied, Passwords } from '../../../../shared/vault/passwords.ts'
import { allowed } from '../../../kit/memoryVault.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aWork } from '../../../kit/plans.ts'
import { aClaim, aRunningRecord, requestId } from '../../../kit/records.ts'
import { address } from '../../../kit/rooms.ts'
import { aUser, compliantRoom, userId } from '../../../kit/snapshots.ts'

const work = aWork({
  password: 'new',
  steps: ['ensureAccount'],
  account: { usageLocation: 'SE', passwordPolicies: 'DisablePasswordExpiration' },
  differences: [
    { setting: 'account.usageLocation', from: 'NO', to: 'SE' },
    { setting: 'account.passwordNeverExpires', from: false, to: true },
    { setting: 'account.enabled', from: false, to: true },
  ],
})

function aRun(user = aUser({ isEnabled: false, passwordPolicies: 'None' })) {
  const performance = aPerformance(aRunningRecord({ account: address }))
  performance.tenant.put(compliantRoom({ user }))
  return performance
}

const mayNot: Denied = { kind: 'failed', reason: 'denied', text: 'Caller is not authorized' }

describe('an account', () => {
  it('gets location, policy and password, and is enabled last', async () => {
    const { ask, tenant } = aRun()

    expect(await ask(ensureAccount, work)).toMatchObject({ kind: 'done' })
    expect(tenant.calls).toEqual(['prepareAccount', 'setEnabled'])
    expect(tenant.at(address).user).toMatchObject({
      isEnabled: true,
      usageLocation: 'SE',
      passwordPolicies: 'DisablePasswordExpiration',
    })
  })

  it('signs in with the version of the vault that the record names', async () => {
    const { ask, tenant, kept, read } = aRun()

    await ask(ensureAccount, work)

    expect(tenant.passwords.get(userId)).toBe(kept[0]?.value)
    expect((await read()).claims).toContainEqual(aClaim('password', kept[0]?.version ?? ''))
  })

  describe('for which another try of this run has claimed a password already', () => {
    const makeBoth = async (attempt: number) => {
      const run = aRun()
      const tags = { request: requestId, attempt: String(attempt) }
      const claimed = allowed(await run.world.passwords.make(address, tags))
      // The other try asks the vault before it shows the first version, so it makes a second one.
      const passwords = { ...run.world.passwords }
      run.world.passwords.make = (account) => passwords.make(account, { request: requestId, attempt: 'unseen' })
      await run.requests.change(requestId, (known) => ({
        ...(known ?? aRunningRecord()),
        claims: [aClaim('password', claimed, { attempt, isDone: false })],
      }))
      return { ...run, claimed }
    }

    it('gets that one, and nobody takes its own for the password', async () => {
      const { ask, tenant, kept, read, claimed } = await makeBoth(1)

      await ask(ensureAccount, work)

      expect(tenant.passwords.get(userId)).toBe(kept[0]?.value)
      expect(kept.map(({ isEnabled }) => isEnabled)).toEqual([true, false])
      expect((await read()).claims.filter(({ kind }) => kind === 'password')).toEqual([aClaim('password', claimed)])
    })

    it('gets its own where that was another run, whose password may never have been set', async () => {
      const { ask, tenant, kept, read } = await makeBoth(0)
      tenant.fail('prepareAccount', new Transient('the answer was lost'))

      await ask(ensureAccount, work)
      expect((await read()).claims).toContainEqual(aClaim('password', kept[1]?.version ?? '', { isDone: false }))

      await ask(ensureAccount, work)
      expect((await read()).claims).toContainEqual(aClaim('password', kept[1]?.version ?? ''))
      expect(tenant.passwords.get(userId)).toBe(kept[1]?.value)
    })
  })

  it('whose password is kept gets none', async () => {
    const { ask, tenant, kept } = aRun()

    await ask(ensureAccount, { ...work, password: 'keep' })

    expect([tenant.passwords.size, kept.length]).toEqual([0, 0])
  })

  it('is not enabled before the tenant shows that its password never expires', async () => {
    const { ask, tenant } = aRun()

    const outcome = await ask(ensureAccount, { ...work, account: { usageLocation: 'SE' } })

    expect(outcome).toEqual(later(5, 'settings-visible'))
    expect(tenant.at(address).user?.isEnabled).toBe(false)
  })

  it('that does not show what was written is read again, not written again', async () => {
    const { ask, tenant } = aRun()
    const stale = { ...work, account: { usageLocation: 'SE' } }
    const prepareAccount = vi.spyOn(tenant.rooms, 'prepareAccount')
    await ask(ensureAccount, stale)

    await ask(ensureAccount, stale, 5)

    expect(prepareAccount.mock.calls.map(([, changes]) => Object.keys(changes))).toEqual([
      ['usageLocation', 'password'],
      [],
    ])
    expect(await ask(ensureAccount, stale, 1_800)).toEqual(
      refused('settings-not-visible', { settings: 'Password never expires, Usage location' }),
    )
  })

  it('that is not there yet is waited for', async () => {
    const { ask, tenant } = aRun()
    tenant.fail('prepareAccount', { kind: 'failed', reason: 'absent', text: 'no such user' })

    expect(await ask(ensureAccount, work)).toEqual(later(5, 'settings-visible'))
  })

  it.each(['prepareAccount', 'setEnabled'] as const)('that we may not change is refused: %s', async (call) => {
    const { ask, tenant } = aRun()
    tenant.fail(call, { kind: 'failed', reason: 'denied', text: 'Insufficient privileges' })

    expect(await ask(ensureAccount, work)).toMatchObject({ kind: 'refused', code: 'permission-missing' })
  })

  it('is audited with every setting, and with no password', async () => {
    const { ask, world, kept } = aRun()

    await ask(ensureAccount, work)

    const [entry] = await world.audit.ofRequest(requestId)
    expect(entry?.changes.map(({ setting }) => setting)).toEqual([
      'account.usageLocation',
      'account.passwordNeverExpires',
      'account.enabled',
      'account.hasPassword',
    ])
    expect(JSON.stringify(entry)).not.toContain(kept[0]?.value)
  })

  it.each<[string, Partial<Passwords>]>([
    ['made', { make: async () => mayNot }],
    ['read', { read: async () => mayNot }],
  ])(
    'cannot be %s where the vault does not let us: the role is named, and nothing is written',
    async (_, passwords) => {
      const { ask, tenant, world } = aRun()
      Object.assign(world.passwords, passwords)

      expect(await ask(ensureAccount, work)).toEqual(
        refused('permission-missing', { what: 'keeping passwords in the vault: the role Key Vault Secrets Officer' }),
      )
      expect(tenant.writes()).toEqual([])
    },
  )

  it('whose vault is busy is done later', async () => {
    const { ask, world } = aRun()
    world.passwords.make = () => Promise.reject(new RestError('Too many requests', { statusCode: 429 }))

    expect(await ask(ensureAccount, work)).toMatchObject({ kind: 'later' })
  })
})
