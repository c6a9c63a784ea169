import { describe, expect, it } from 'vitest'
import { keepWork } from '../../../../shared/room/attempts.ts'
import { comesWithSync, detailsOf, placeNotes } from '../../../../shared/room/details.ts'
import { decidePlan, decideWork } from '../../../../shared/room/plan.ts'
import { canRestore } from '../../../../shared/room/restore.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import type { Snapshot } from '../../../../shared/room/snapshot.ts'
import { decideReturns, listLeft } from '../../../../shared/room/undo.ts'
import { aWork } from '../../../kit/plans.ts'
import { aRunningRecord } from '../../../kit/records.ts'
import { address, aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { aHolder, compliantRoom } from '../../../kit/snapshots.ts'

const factsOf = (room: Partial<RoomInput>, snapshot: Snapshot) => ({
  room: aRoom(room),
  snapshot,
  topology: 'online' as const,
  made: { mailbox: false, password: false },
  lookAlikes: [],
})
const list = { name: 'Oslo', isThere: true, isMember: false }

describe('a detail that was asked for', () => {
  it.each<[Partial<RoomInput>, Partial<Snapshot>]>([
    [{ workingHours: { start: '08:00', end: '17:00' } }, { workingHours: {} }],
    [{ calendarView: 'subjects' }, { calendarFolder: { id: 'f', shows: 'AvailabilityOnly' } }],
    [{ mobilePolicy: 'Rooms' }, { clientAccess: {} }],
    [{ roomList: 'Oslo' }, { roomList: list }],
  ])('%j is waited for until it shows, because what is not seen would not be written', (room, shown) => {
    expect(decideWork(factsOf(room, compliantRoom()))).toBeUndefined()
    expect(decideWork(factsOf(room, compliantRoom(shown)))).toMatchObject({ steps: ['ensurePlace'] })
  })

  it.each(['room-list-wrong', 'mobile-policy-wrong'] as const)('and is not to be had ends with %s', (exchangeFault) => {
    const facts = factsOf({ roomList: 'Staff', mobilePolicy: 'Phones' }, compliantRoom({ exchangeFault }))

    expect(decidePlan(facts)).toMatchObject({ kind: 'refuse', code: exchangeFault })
  })

  it('is written to the calendar that was read', () => {
    const snapshot = compliantRoom({ calendarFolder: { id: 'f', shows: 'AvailabilityOnly' } })

    expect(decideWork(factsOf({ calendarView: 'subjects' }, snapshot))).toMatchObject({ calendarFolder: 'f' })
  })
})

describe('a room list that a new room was put into', () => {
  const differences = [
    { setting: 'location.building', from: '', to: 'Fjordgata 1' },
    { setting: 'location.roomList', from: '', to: 'Oslo' },
    { setting: 'location.inRoomList', from: '', to: 'Oslo' },
  ]
  const made: RequestRecord = {
    ...aRunningRecord(),
    account: address,
    claims: [
      { kind: 'mailbox', name: address, attempt: 1, isDone: true },
      { kind: 'settings', name: 'ensurePlace', attempt: 1, isDone: true },
    ],
  }
  const record = keepWork(made, aWork({ differences }))

  it('loses it again on a cancel, and the list that was made is named', () => {
    const snapshot = compliantRoom({ roomList: { ...list, isMember: true } })

    expect(record.before).toEqual(differences.slice(1))
    expect(decideReturns(record, snapshot)).toMatchObject([
      {
        write: {
          kind: 'room',
          writes: [{ cmdlet: 'Remove-DistributionGroupMember', parameters: { Identity: 'Oslo' } }],
        },
        isBack: false,
      },
    ])
    expect(listLeft(record, snapshot)).toContain('the room list Oslo')
  })

  it('is no earlier setting that could be put back once it is ready', () => {
    expect(canRestore({ ...record, run: { kind: 'ended', at: 'now', end: 'ready' } })).toBe(false)
  })
})

describe('what the local directory masters', () => {
  it('is waited for as a synchronisation, only where there is one and only for that', () => {
    expect(comesWithSync(['mailbox.mailTip', 'location.city'], 'exchange-online-skype-server')).toBe(true)
    expect(comesWithSync(['location.city'], 'exchange-online-skype-server')).toBe(false)
    expect(comesWithSync(['mailbox.mailTip'], 'online')).toBe(false)
  })
})

describe('what is not written', () => {
  const asked = aRoom({ city: 'Oslo', tags: ['Window'] })

  it('is said, by where the room is', () => {
    expect(placeNotes(asked, compliantRoom(), 'online')).toEqual([])
    expect(placeNotes(asked, compliantRoom(), 'on-premises').join()).toContain('city, tags')
    expect(placeNotes(asked, compliantRoom({ holder: aHolder({ isSynced: true }) }), 'online').join()).toContain('city')
    expect(placeNotes(aRoom(), compliantRoom(), 'exchange-server-teams-online')).toEqual([])
  })
})

describe('an undo', () => {
  it('reads again what an earlier wording of the ticket had asked for', () => {
    const before = ['mailbox.workStart', 'mailbox.calendarView', 'location.building'].map((setting) => ({
      setting,
      to: 'x',
    }))

    expect(Object.keys(detailsOf(before))).toEqual(['workingHours', 'calendarView'])
    expect(detailsOf([{ setting: 'location.inRoomList', to: 'Oslo' }])).toEqual({ roomList: 'Oslo' })
    expect(detailsOf([{ setting: 'mailbox.mobilePolicy', to: 'Rooms' }])).toEqual({ mobilePolicy: 'Rooms' })
  })
})
