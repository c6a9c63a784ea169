import { describe, expect, it } from 'vitest'
import { decideMailbox, decidePlan, decideWork, type Made } from '../../../../shared/room/plan.ts'
import type { Snapshot, User } from '../../../../shared/room/snapshot.ts'
import { address, aRoom, type RoomInput } from '../../../kit/rooms.ts'
import {
  aHolder,
  aSku,
  aUser,
  basicSku,
  compliantRoom,
  newRoom,
  nothingThere,
  personsMailbox,
  proSku,
} from '../../../kit/snapshots.ts'

const nothingMade: Made = { mailbox: false, password: false }
const mailboxMade: Made = { mailbox: true, password: false }
const bothMade: Made = { mailbox: true, password: true }

const held = (type: string, isSynced = false) => compliantRoom({ holder: aHolder({ type, isSynced }) })
const workOf = (room: Partial<RoomInput>, snapshot: Snapshot, made = nothingMade) => {
  const work = decideWork(aRoom(room), snapshot, made)
  if (!work || 'kind' in work) throw new Error(`no work: ${JSON.stringify(work)}`)
  return work
}

describe('who holds the address decides', () => {
  const user = aUser()
  const cases: [name: string, snapshot: Snapshot, made: Made, decision: string][] = [
    ['nobody', nothingThere(), nothingMade, 'create'],
    ['nobody yet, after our own creation', nothingThere(), mailboxMade, 'create'],
    ['an account that our own creation made, before the mailbox shows', nothingThere({ user }), mailboxMade, 'create'],
    ['an account without a mailbox', nothingThere({ user }), nothingMade, 'account-without-mailbox'],
    ['somebody who was deleted', nothingThere({ isDeleted: true }), nothingMade, 'address-was-deleted'],
    ['a deleted one, after our own creation', nothingThere({ isDeleted: true }), mailboxMade, 'create'],
    ['a room', held('RoomMailbox'), nothingMade, 'reuse'],
    ['a room, beside a deleted namesake', { ...held('RoomMailbox'), isDeleted: true }, nothingMade, 'reuse'],
    ['the room that we made', held('RoomMailbox'), mailboxMade, 'reuse'],
    ['a room from the local directory', held('RoomMailbox', true), nothingMade, 'directory-synced'],
    ['a person', held('UserMailbox'), nothingMade, 'mailbox-belongs-to-a-person'],
    ['a person, whatever we made', held('UserMailbox'), bothMade, 'mailbox-belongs-to-a-person'],
    ['a person from the local directory', held('UserMailbox', true), nothingMade, 'mailbox-belongs-to-a-person'],
    ['a person of another forest', held('LinkedMailbox'), nothingMade, 'mailbox-belongs-to-a-person'],
    ['a shared mailbox', held('SharedMailbox'), nothingMade, 'mailbox-of-another-kind'],
    ['an equipment mailbox', held('EquipmentMailbox'), nothingMade, 'mailbox-of-another-kind'],
    ['a room on an Exchange server', held('RemoteRoomMailbox', true), nothingMade, 'directory-synced'],
    ['a mail user', held('MailUser'), nothingMade, 'address-in-use'],
    ['a contact', held('MailContact'), nothingMade, 'address-in-use'],
    ['a room list', held('RoomList'), nothingMade, 'address-in-use'],
    ['a group', held('MailUniversalDistributionGroup'), nothingMade, 'address-in-use'],
    ['something that Microsoft invents tomorrow', held('HologramRecipient'), nothingMade, 'address-in-use'],
  ]

  it.each(cases)('%s', (_, snapshot, made, decision) => {
    const found = decideMailbox(snapshot, made)

    expect(found.kind === 'refuse' ? found.code : found.kind).toBe(decision)
  })

  it('and a refusal names the holder in words', () => {
    expect(decideMailbox(held('MailUniversalSecurityGroup'), nothingMade)).toMatchObject({
      facts: { address, name: 'Board', what: 'a group' },
    })
  })

  it('and the mailbox of a person is never planned for, however compliant it looks', () => {
    expect(decidePlan(aRoom(), personsMailbox(), nothingMade)).toMatchObject({
      kind: 'refuse',
      code: 'mailbox-belongs-to-a-person',
    })
  })
})

describe('a plan', () => {
  it('for a room that is right has no step', () => {
    const plan = decidePlan(aRoom(), compliantRoom(), nothingMade)

    expect(plan).toEqual({
      kind: 'reuse',
      address,
      work: {
        address,
        userId: aUser().id,
        password: 'keep',
        differences: [],
        account: {},
        steps: [],
        licences: [proSku],
      },
    })
  })

  it('for an address that nobody holds is a creation, planned in detail later', () => {
    expect(decidePlan(aRoom(), nothingThere(), nothingMade)).toEqual({ kind: 'create', address })
  })

  it('for a room with defaults has every step', () => {
    expect(workOf({}, newRoom()).steps.toSorted()).toEqual([
      'assignLicence',
      'ensureAccount',
      'ensureCalendar',
      'ensurePlace',
    ])
  })

  it.each(['mailbox', 'calendar', 'place', 'user'] as const)('waits while the %s is not visible', (part) => {
    const { [part]: _, ...rest } = compliantRoom()

    expect(decideWork(aRoom(), rest, nothingMade)).toBe(undefined)
  })

  it('waits while the regional settings are not visible', () => {
    const { regional: _, ...rest } = compliantRoom()

    expect(decideWork(aRoom(), rest, nothingMade)).toBe(undefined)
  })

  it.each<[Partial<RoomInput>, string]>([
    [{ services: 'skype' }, 'skype-not-available'],
    [{ services: 'both' }, 'skype-not-available'],
    [{ phoneNumber: '+4722334455' }, 'voice-not-available'],
    [{ enterpriseVoice: true }, 'voice-not-available'],
    [{ dialOut: 'domestic' }, 'voice-not-available'],
  ])('refuses %j', (room, code) => {
    expect(decidePlan(aRoom(room), nothingThere(), nothingMade)).toMatchObject({ kind: 'refuse', code })
  })

  it('refuses a room whose sign-in name is not its address', () => {
    const renamed = compliantRoom({ user: aUser({ upn: 'old-name@contoso.com' }) })

    expect(decidePlan(aRoom(), renamed, nothingMade)).toMatchObject({ kind: 'refuse', code: 'addresses-differ' })
  })

  it('takes a sign-in name in other case for the same', () => {
    expect(workOf({}, compliantRoom({ user: aUser({ upn: address.toUpperCase() }) })).differences).toEqual([])
  })
})

describe('a licence', () => {
  const without = compliantRoom({ user: aUser({ licences: [] }) })

  it.each<[string, Snapshot, string]>([
    ['is found missing from the tenant before anything is made', nothingThere({ skus: [] }), 'licence-not-owned'],
    ['is found missing from the tenant for a room without one', { ...without, skus: [] }, 'licence-not-owned'],
  ])('%s', (_, snapshot, code) => {
    expect(decidePlan(aRoom(), snapshot, nothingMade)).toMatchObject({ kind: 'refuse', code })
  })

  it('that has run out is waited for later', () => {
    expect(decidePlan(aRoom(), nothingThere({ skus: [aSku({ free: 0 })] }), nothingMade)).toMatchObject({
      kind: 'create',
    })
  })

  it('is not looked for when the room has one', () => {
    expect(decidePlan(aRoom(), compliantRoom({ skus: [] }), nothingMade)).toMatchObject({ kind: 'reuse' })
  })

  it('beside another one for rooms is a difference, because the two exclude each other', () => {
    const licences = [
      { skuId: proSku, state: 'Active' },
      { skuId: basicSku, state: 'Active' },
    ]

    expect(workOf({ licence: 'pro' }, compliantRoom({ user: aUser({ licences }) })).differences).toEqual([
      { setting: 'licence.room', from: ['pro', 'basic'], to: 'pro' },
    ])
  })
})

describe('the password', () => {
  const { passwordChangedAt: _, ...neverSet } = aUser()
  const cases: [name: string, asked: RoomInput['password'], user: User, made: Made, expected: 'keep' | 'new'][] = [
    ['of a working room is kept', undefined, aUser(), nothingMade, 'keep'],
    ['of a blocked account is new', undefined, aUser({ isEnabled: false }), nothingMade, 'new'],
    ['that was never set is new', undefined, neverSet, nothingMade, 'new'],
    ['of a working room is new when asked', 'new', aUser(), nothingMade, 'new'],
    ['of a blocked account is kept when asked', 'keep', aUser({ isEnabled: false }), nothingMade, 'keep'],
    ['of an account that we made is new', undefined, aUser(), mailboxMade, 'new'],
    ['of an account that we made is new, whatever was asked', 'keep', aUser(), mailboxMade, 'new'],
    ['that we set already is kept', 'new', aUser({ isEnabled: false }), bothMade, 'keep'],
  ]

  it.each(cases)('%s', (_, password, user, made, expected) => {
    expect(workOf(password ? { password } : {}, compliantRoom({ user }), made).password).toBe(expected)
  })

  it('that is new makes the account step necessary, although every setting is right', () => {
    expect(workOf({ password: 'new' }, compliantRoom()).steps).toEqual(['ensureAccount'])
  })

  it('that was never set cannot be kept', () => {
    expect(workOf({ password: 'keep' }, compliantRoom({ user: neverSet })).password).toBe('new')
  })
})

describe('what is written to the account', () => {
  it('keeps a policy that somebody else set', () => {
    const user = aUser({ passwordPolicies: 'DisableStrongPassword' })

    expect(workOf({}, compliantRoom({ user })).account).toEqual({
      passwordPolicies: 'DisableStrongPassword, DisablePasswordExpiration',
    })
  })

  it('is the location that was asked for', () => {
    expect(workOf({ usageLocation: 'SE' }, compliantRoom()).account).toEqual({ usageLocation: 'SE' })
  })
})
