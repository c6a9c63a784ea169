import { describe, expect, it } from 'vitest'
import { undoChanges } from '../../../../orchestrations/activities/undoChanges.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import { stop } from '../../../../shared/room/intake.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aClaim, aRunningRecord, after } from '../../../kit/records.ts'
import { address } from '../../../kit/rooms.ts'
import { aSku, aUser, basicSku, compliantRoom, proSku } from '../../../kit/snapshots.ts'

const before = [
  { setting: 'mailbox.deleteComments', from: true, to: false },
  { setting: 'location.capacity', from: 4, to: 12 },
]
const written = [aClaim('settings', 'ensureCalendar'), aClaim('settings', 'ensurePlace')]
const accountBegun = aClaim('settings', 'ensureAccount', { isDone: false })

function aRun(changes: Partial<RequestRecord> = {}) {
  const performance = aPerformance(
    stop(aRunningRecord({ account: address, claims: written, before, ...changes }), after(60)),
  )
  performance.tenant.put(compliantRoom())
  /** Asked until it has ended. */
  const undo = async () => {
    for (;;) {
      const outcome = await performance.ask(undoChanges, null)
      if (outcome.kind !== 'later') return outcome
    }
  }
  return { ...performance, undo }
}
const valueOf = (outcome: { kind: string; value?: unknown }) => outcome.value

describe('taking back', () => {
  it('writes what was before, and tells it by title', async () => {
    const { undo, tenant } = aRun()

    const outcome = await undo()

    expect(valueOf(outcome)).toEqual({ undone: 'Deletes the body of invitations, Seats', left: 'nothing' })
    expect(tenant.at(address).calendar).toMatchObject({ DeleteComments: true })
    expect(tenant.at(address).place).toMatchObject({ Capacity: 4 })
  })

  it('writes nothing where nothing was changed', async () => {
    const { undo, tenant } = aRun({ claims: [], before: [] })

    expect(valueOf(await undo())).toEqual({ undone: 'nothing was changed', left: 'nothing' })
    expect(tenant.calls).toEqual([])
  })

  it('gives back the licence that was assigned', async () => {
    const { undo, tenant } = aRun({ before: [], claims: [aClaim('licence', proSku)] })

    expect(valueOf(await undo())).toMatchObject({ undone: 'Teams Rooms licence' })
    expect(tenant.at(address).user?.licences).toEqual([])
  })

  it('never removes the mailbox, but says that it is left', async () => {
    const { undo, tenant } = aRun({ before: [], claims: [aClaim('mailbox', address)] })

    expect(valueOf(await undo())).toEqual({
      undone: 'nothing was changed',
      left: `the room mailbox ${address}`,
    })
    expect(tenant.writes()).toEqual([])
  })

  it('blocks the sign-in that it was asked to allow, before it touches the policy', async () => {
    const { undo, tenant } = aRun({
      claims: [accountBegun],
      before: [
        { setting: 'account.enabled', from: false, to: true },
        { setting: 'account.passwordNeverExpires', from: false, to: true },
      ],
    })

    await undo()

    expect(tenant.writes()).toEqual(['setEnabled', 'prepareAccount'])
    expect(tenant.at(address).user).toMatchObject({ isEnabled: false, passwordPolicies: 'None' })
  })

  it('leaves a policy that was set by somebody else', async () => {
    const { undo, tenant } = aRun({
      claims: [accountBegun],
      before: [{ setting: 'account.passwordNeverExpires', from: false, to: true }],
    })
    tenant.put(compliantRoom({ user: aUser({ passwordPolicies: 'DisablePasswordExpiration, DisableStrongPassword' }) }))

    await undo()

    expect(tenant.at(address).user?.passwordPolicies).toBe('DisableStrongPassword')
  })

  it('goes on later where the tenant is busy', async () => {
    const { ask, undo, tenant } = aRun()
    tenant.fail('configure', new Transient('busy', 20))

    expect(await ask(undoChanges, null)).toMatchObject({ kind: 'later', seconds: 20 })
    expect(await undo()).toMatchObject({ kind: 'done' })
  })

  it('is over when Microsoft 365 shows it: who asks next is not misled by an old reading', async () => {
    const { ask, tenant } = aRun({ before: [], claims: [aClaim('licence', proSku)] })
    const stale = tenant.at(address)
    const { rooms } = tenant
    const fresh = { ...rooms }
    rooms.read = async () => structuredClone(stale)

    expect(await ask(undoChanges, null)).toMatchObject({ kind: 'later', why: 'settings-visible' })
    expect(await ask(undoChanges, null, 60)).toMatchObject({ kind: 'later', why: 'settings-visible' })
    Object.assign(rooms, fresh)
    expect(await ask(undoChanges, null, 120)).toMatchObject({ kind: 'done' })
    expect(tenant.writes()).toEqual(['changeLicences'])
  })

  it('cannot be done where the room may not be read', async () => {
    const { undo, tenant } = aRun()
    tenant.fail('read', { kind: 'failed', reason: 'denied', text: 'no' })

    expect(await undo()).toMatchObject({ kind: 'refused', code: 'permission-missing' })
  })

  it('leaves alone what no step has begun to write', async () => {
    const { undo, tenant } = aRun({ claims: [aClaim('settings', 'ensurePlace')] })

    expect(valueOf(await undo())).toEqual({ undone: 'Seats', left: 'nothing' })
    expect(tenant.at(address).calendar).toMatchObject({ DeleteComments: false })
  })

  it('in two rounds tells what both of them wrote', async () => {
    const { undo, tenant } = aRun({ claims: [...written, aClaim('licence', proSku)] })
    tenant.fail('changeLicences', new Transient('busy', 20))
    await undo()

    expect(valueOf(await undo())).toMatchObject({
      undone: 'Deletes the body of invitations, Seats, Teams Rooms licence',
    })
  })

  it.each<[string, Partial<RequestRecord>]>([
    ['a new password', { before: [], claims: [aClaim('password', 'room-x/v1')] }],
    [
      'a time zone where there was none',
      { before: [{ setting: 'location.timeZone', from: '', to: 'W. Europe Standard Time' }] },
    ],
    [
      'a usage location where there was none',
      { claims: [accountBegun], before: [{ setting: 'account.usageLocation', from: '', to: 'NO' }] },
    ],
  ])('says that %s is left', async (_, changes) => {
    const { undo, tenant } = aRun(changes)

    expect(valueOf(await undo())).not.toMatchObject({ left: 'nothing' })
    expect(tenant.writes()).toEqual([])
  })

  it('goes on where one part is refused, and says what is left', async () => {
    const { undo, tenant } = aRun({ claims: [...written, aClaim('licence', proSku)] })
    tenant.fail('configure', { kind: 'failed', reason: 'other', text: 'no' })

    expect(valueOf(await undo())).toEqual({
      undone: 'Teams Rooms licence',
      left: 'Deletes the body of invitations, Seats',
    })
    expect(tenant.at(address).user?.licences).toEqual([])
  })

  describe('of a licence', () => {
    const basic = { skuId: basicSku, state: 'Active' }
    const instead = { before: [], claims: [aClaim('licence', proSku, { isDone: false })], licencesBefore: [basicSku] }

    it('gives the one back that it took the place of', async () => {
      const { undo, tenant } = aRun(instead)
      tenant.setSkus(aSku(), aSku({ skuId: basicSku }))

      expect(valueOf(await undo())).toEqual({ undone: 'Teams Rooms licence', left: 'nothing' })
      expect(tenant.at(address).user?.licences).toEqual([basic])
    })

    it('leaves the one that the room had before, although it was assigned again', async () => {
      const licences = [{ skuId: proSku, state: 'Active' }]
      const { undo, tenant } = aRun({ before: [], claims: [aClaim('licence', proSku)], licencesBefore: [proSku] })
      tenant.put(compliantRoom({ user: aUser({ licences }) }))

      expect(valueOf(await undo())).toEqual({ undone: 'nothing was changed', left: 'nothing' })
      expect(tenant.at(address).user?.licences).toEqual(licences)
    })

    it.each([
      ['one that was begun and never came', [basic]],
      ['one that was taken away already, and whose answer was lost', []],
    ])('leaves none behind: %s', async (_, licences) => {
      const { undo, tenant } = aRun(instead)
      tenant.setSkus(aSku(), aSku({ skuId: basicSku }))
      tenant.put(compliantRoom({ user: aUser({ licences }) }))

      expect(valueOf(await undo())).toMatchObject({ left: 'nothing' })
      expect(tenant.at(address).user?.licences).toEqual([basic])
    })

    it('that is not shown yet takes it away all the same', async () => {
      const { undo, tenant } = aRun({ before: [], claims: [aClaim('licence', proSku)] })
      tenant.rooms.read = async ({ address }) => ({ ...tenant.at(address), user: aUser({ licences: [] }) })

      await undo()

      expect(tenant.at(address).user?.licences).toEqual([])
    })
  })
})
