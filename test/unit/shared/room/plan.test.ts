import { assert, constantFrom, property, record, type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Facts, Made } from '../../../../shared/room/decisionTable.ts'
import { identify } from '../../../../shared/room/identify.ts'
import { decidePlan, decideWork } from '../../../../shared/room/plan.ts'
import type { Room } from '../../../../shared/room/request.ts'
import type { Snapshot, User } from '../../../../shared/room/snapshot.ts'
import { accountKey, proposeAddress } from '../../../../shared/room/naming.ts'
import { namePattern } from '../../../../shared/room/pattern.ts'
import { address, aRoom, place as home, type RoomInput } from '../../../kit/rooms.ts'
import {
  aHolder,
  aMailbox,
  aSku,
  aUser,
  basicSku,
  compliantRoom,
  newRoom,
  nothingThere,
  personsMailbox,
  proSku,
} from '../../../kit/snapshots.ts'

const aDeleted = { name: 'Board', userId: 'deleted-1' }
const nothingMade: Made = { mailbox: false, password: false }
const mailboxMade: Made = { mailbox: true, password: false }
const bothMade: Made = { mailbox: true, password: true }

const held = (type: string, isSynced = false) => compliantRoom({ holder: aHolder({ type, isSynced }) })
const facts = (room: Room, snapshot: Snapshot, made: Made): Facts => ({
  room,
  snapshot,
  made,
  topology: 'online',
  lookAlikes: [],
})
const workOf = (room: Partial<RoomInput>, snapshot: Snapshot, made = nothingMade) => {
  const work = decideWork(facts(aRoom(room), snapshot, made))
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
    ['somebody who was deleted', nothingThere({ deleted: aDeleted }), nothingMade, 'address-was-deleted'],
    ['a deleted one, after our own creation', nothingThere({ deleted: aDeleted }), mailboxMade, 'create'],
    ['a room', held('RoomMailbox'), nothingMade, 'reuse'],
    ['a room, beside a deleted namesake', { ...held('RoomMailbox'), deleted: aDeleted }, nothingMade, 'reuse'],
    ['the room that we made', held('RoomMailbox'), mailboxMade, 'reuse'],
    ['a room from the local directory', held('RoomMailbox', true), nothingMade, 'directory-synced'],
    ['a person', personsMailbox(), nothingMade, 'mailbox-belongs-to-a-person'],
    ['a person, whatever we made', personsMailbox(), bothMade, 'mailbox-belongs-to-a-person'],
    [
      'a person from the local directory',
      personsMailbox({ holder: aHolder({ type: 'UserMailbox', isSynced: true }) }),
      nothingMade,
      'mailbox-belongs-to-a-person',
    ],
    ['a person of another forest', held('LinkedMailbox'), nothingMade, 'mailbox-belongs-to-a-person'],
    ['a shared mailbox', held('SharedMailbox'), nothingMade, 'convert'],
    ['a user mailbox with nothing of a person', held('UserMailbox'), nothingMade, 'convert'],
    ['an equipment mailbox', held('EquipmentMailbox'), nothingMade, 'mailbox-of-another-kind'],
    ['a room on an Exchange server', held('RemoteRoomMailbox', true), nothingMade, 'directory-synced'],
    ['a mail user', held('MailUser'), nothingMade, 'address-in-use'],
    ['a contact', held('MailContact'), nothingMade, 'address-in-use'],
    ['a room list', held('RoomList'), nothingMade, 'address-in-use'],
    ['a group', held('MailUniversalDistributionGroup'), nothingMade, 'address-in-use'],
    ['something that Microsoft invents tomorrow', held('HologramRecipient'), nothingMade, 'address-in-use'],
  ]

  it.each(cases)('%s', (_, snapshot, made, decision) => {
    const found = identify(facts(aRoom(), snapshot, made))

    expect(found.kind === 'refuse' ? found.code : found.kind).toBe(decision)
  })

  it('and a refusal names the holder in words', () => {
    expect(identify(facts(aRoom(), held('MailUniversalSecurityGroup'), nothingMade))).toMatchObject({
      facts: { address, name: 'Board', what: 'a group' },
    })
  })

  it('and the mailbox of a person is never planned for, however compliant it looks', () => {
    expect(decidePlan(facts(aRoom(), personsMailbox(), nothingMade))).toMatchObject({
      kind: 'refuse',
      code: 'mailbox-belongs-to-a-person',
    })
  })
})

describe('a plan', () => {
  it('for a room that is right has no step', () => {
    const plan = decidePlan(facts(aRoom(), compliantRoom(), nothingMade))

    expect(plan).toEqual({
      kind: 'reuse',
      row: 'room',
      ...home,
      reasons: [],
      work: {
        ...home,
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
    expect(decidePlan(facts(aRoom(), nothingThere(), nothingMade))).toEqual({
      kind: 'create',
      row: 'nothing',
      ...home,
      reasons: ['create'],
    })
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

    expect(decideWork(facts(aRoom(), rest, nothingMade))).toBe(undefined)
  })

  it('waits while the regional settings are not visible', () => {
    const { regional: _, ...rest } = compliantRoom()

    expect(decideWork(facts(aRoom(), rest, nothingMade))).toBe(undefined)
  })

  it.each<[Partial<RoomInput>, string]>([
    [{ services: 'skype' }, 'skype-online-retired'],
    [{ enterpriseVoice: true }, 'voice-needs-a-number'],
    [{ dialOut: 'domestic' }, 'licence-not-owned'],
  ])('refuses %j', (room, code) => {
    expect(decidePlan(facts(aRoom(room), nothingThere(), nothingMade))).toMatchObject({ kind: 'refuse', code })
  })

  it('refuses a room whose sign-in name is not its address', () => {
    const renamed = compliantRoom({ user: aUser({ upn: 'old-name@contoso.com' }) })

    expect(decidePlan(facts(aRoom(), renamed, nothingMade))).toMatchObject({ kind: 'refuse', code: 'addresses-differ' })
  })

  it('takes a sign-in name in other case for the same', () => {
    expect(workOf({}, compliantRoom({ user: aUser({ upn: address.toUpperCase() }) })).differences).toEqual([])
  })
})

describe('a mailbox at an address that nobody asked for', () => {
  const unasked = (changes: Partial<RoomInput> = {}) => aRoom({ address: undefined, ...changes })
  const named = (name: string, place: Snapshot['place'] = {}) =>
    compliantRoom({ mailbox: aMailbox({ DisplayName: name }), place: { ...compliantRoom().place, ...place } })
  const unplaced = { Building: null, Floor: null, FloorLabel: '' }

  it.each<[string, Partial<RoomInput>, Snapshot]>([
    ['has its name, building and floor', {}, compliantRoom()],
    ['has its name in another spelling', { name: 'BOARD  room', building: 'FJORDGATA 1' }, named('Board Room')],
    ['has its name, and no place is known', {}, named('Board', unplaced)],
    ['has its name, and no place was given', { building: undefined, floor: undefined }, compliantRoom()],
    ['has its floor as a label', { floor: 'Ground' }, named('Board', { Floor: 0, FloorLabel: 'Ground' })],
  ])('is that of the room if it %s', (_, room, snapshot) => {
    expect(decidePlan(facts(unasked(room), snapshot, nothingMade))).toMatchObject({ kind: 'reuse' })
  })

  it.each<[string, Partial<RoomInput>, Snapshot]>([
    ['another name', { name: 'Board', module: 2 }, named('Board 2')],
    ['another building', { building: 'Fjordgata 2' }, compliantRoom()],
    ['another floor', { floor: '5' }, compliantRoom()],
    ['a floor where the room has a label', { floor: '4-2' }, named('Board', { FloorLabel: null })],
  ])('is that of another room if it has %s', (_, room, snapshot) => {
    expect(decidePlan(facts(unasked(room), snapshot, nothingMade))).toMatchObject({ code: 'address-of-another-room' })
    expect(decidePlan(facts(aRoom(room), snapshot, nothingMade))).toMatchObject({ kind: 'reuse' })
  })

  it('is named with its place', () => {
    expect(decidePlan(facts(unasked({ floor: '5' }), compliantRoom(), nothingMade))).toMatchObject({
      facts: { address, other: '"Board" (Fjordgata 1, floor 4)' },
    })
    expect(decidePlan(facts(unasked({ name: 'X' }), named('Board', unplaced), nothingMade))).toMatchObject({
      facts: { other: '"Board"' },
    })
  })

  it.each<[string, Made]>([
    ['this request made', mailboxMade],
    ['this request works on already', { ...nothingMade, isFixed: true }],
  ])('that %s stays its own, whatever the room is called by now', (_, made) => {
    expect(decidePlan(facts(unasked({ name: 'Other', floor: '9' }), compliantRoom(), made))).toMatchObject({
      kind: 'reuse',
    })
  })

  it('is never shared by two rooms that say where they are', () => {
    const one = (...values: string[]): Arbitrary<string> => constantFrom(...values)
    const rooms = record({
      site: one('OSL', 'OSL 4', 'BGO'),
      building: one('Fjordgata 1', 'Fjordgata 2'),
      floor: one('4', '4-2', 'Ground'),
      name: one('Board', 'Board 2', '2 Board', '4 Board', 'board'),
      module: constantFrom(1, 2, 3),
    })
    const naming = { domain: 'contoso.com', pattern: namePattern.parse('mtr-{site}-{floor}-{room}') }
    let met = 0

    assert(
      property(rooms, rooms, (first, second) => {
        const [mine, other] = [unasked(first), unasked(second)]
        const at = proposeAddress(mine, naming)
        if (accountKey(mine) === accountKey(other) || at !== proposeAddress(other, naming)) return
        met++
        const { name, building = null, floor = null } = mine
        const place = { Building: building, ...(floor === '4' ? { Floor: 4 } : { FloorLabel: floor }) }
        const mailbox = aMailbox({ DisplayName: name, PrimarySmtpAddress: at })
        const ready = compliantRoom({ address: at, mailbox, user: aUser({ upn: at }), place })

        expect(decidePlan(facts(mine, ready, nothingMade))).toMatchObject({ kind: 'reuse' })
        expect(decidePlan(facts(other, ready, nothingMade))).toMatchObject({ code: 'address-of-another-room' })
      }),
      { numRuns: 2_000, seed: 20261121 },
    )
    expect(met).toBeGreaterThan(0)
  })
})

describe('another address of an account', () => {
  const primary = 'mtr-old@contoso.com'
  const aliased = compliantRoom({
    mailbox: aMailbox({ PrimarySmtpAddress: primary, DisplayName: 'Old' }),
    user: aUser({ upn: primary }),
  })

  it.each(['asked for', 'not asked for'])('is not that of the room, %s', (how) => {
    const room = aRoom(how === 'asked for' ? {} : { address: undefined })

    expect(decidePlan(facts(room, aliased, nothingMade))).toMatchObject({
      kind: 'refuse',
      code: 'address-is-an-alias',
      facts: { address, primary, other: '"Old" (Fjordgata 1, floor 4)' },
    })
  })
})

describe('a licence', () => {
  const without = compliantRoom({ user: aUser({ licences: [] }) })

  it.each<[string, Snapshot, string]>([
    ['is found missing from the tenant before anything is made', nothingThere({ skus: [] }), 'licence-not-owned'],
    ['is found missing from the tenant for a room without one', { ...without, skus: [] }, 'licence-not-owned'],
  ])('%s', (_, snapshot, code) => {
    expect(decidePlan(facts(aRoom(), snapshot, nothingMade))).toMatchObject({ kind: 'refuse', code })
  })

  it('that has run out is waited for later', () => {
    expect(decidePlan(facts(aRoom(), nothingThere({ skus: [aSku({ free: 0 })] }), nothingMade))).toMatchObject({
      kind: 'create',
    })
  })

  it('is not looked for when the room has one', () => {
    expect(decidePlan(facts(aRoom(), compliantRoom({ skus: [] }), nothingMade))).toMatchObject({ kind: 'reuse' })
  })

  it('that comes directly and from a group is one', () => {
    const licences = [
      { skuId: proSku, state: 'Active' },
      { skuId: proSku, state: 'Active', isFromGroup: true as const },
    ]

    expect(workOf({}, compliantRoom({ user: aUser({ licences }) })).differences).toEqual([])
  })

  it('of another kind that a group gives needs a person before anything is written', () => {
    const licences = [{ skuId: basicSku, state: 'Active', isFromGroup: true as const }]

    expect(
      decidePlan(facts(aRoom({ licence: 'pro' }), compliantRoom({ user: aUser({ licences }) }), nothingMade)),
    ).toEqual({
      kind: 'refuse',
      code: 'licence-from-a-group',
      facts: { licence: 'Teams Rooms Basic' },
    })
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
