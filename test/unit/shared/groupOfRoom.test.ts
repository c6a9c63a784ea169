import { describe, expect, it } from 'vitest'
import { findGroupProblem } from '../../../shared/groupOfRoom.ts'
import type { Group } from '../../../shared/microsoft365/groups.ts'
import type { Failed } from '../../../shared/microsoft365/effect.ts'
import { displayNamePattern } from '../../../shared/room/pattern.ts'
import { refused } from '../../../shared/outcome.ts'
import { address, aRoom, type RoomInput } from '../../kit/rooms.ts'
import { aPlan, planOfANewRoom } from '../../kit/plans.ts'
import { aMailbox, nothingThere } from '../../kit/snapshots.ts'
import { aWorld } from '../../kit/world.ts'

const find = (
  group: Group | Failed,
  room: Partial<RoomInput> = {},
  plan = planOfANewRoom,
  snapshot = nothingThere(),
) => {
  const { world } = aWorld()
  const rooms = { ...world.rooms, readGroup: async () => group }
  const displayName = displayNamePattern.parse('Room {room} ({capacity} seats)')
  const needs = { rooms, licenceGroups: { pro: 'pro-group' }, naming: { ...world.naming, displayName } }
  return findGroupProblem(needs, { room: aRoom(room), snapshot }, plan)
}
const others: Group = { name: 'Others', rule: '(user.userPrincipalName -startsWith "others-")' }
const excluded = refused('group-rule-excludes', { group: 'Others', address, would: `, such as others-${address}` })

describe('the group that gives the licence', () => {
  it.each<[string, Group | Failed, Partial<RoomInput>, object | undefined]>([
    ['is no problem when members are added to it', { name: 'Rooms' }, {}, undefined],
    ['leaves the room out by its rule, and the address that would do is named', others, {}, excluded],
    ['is that of the licence which stands in for the one asked for', others, { licence: 'premium' }, excluded],
    ['does not matter to a room for Skype alone', others, { services: 'skype' }, undefined],
    ['does not exist', { kind: 'failed', reason: 'absent', text: 'no' }, {}, refused('licence-group-unknown')],
    [
      'may not be read',
      { kind: 'failed', reason: 'denied', text: 'no' },
      {},
      refused('permission-missing', { what: 'reading groups' }),
    ],
  ])('%s', async (_, group, room, expected) => {
    expect(await find(group, room)).toEqual(expected)
  })

  it('is asked about the name that people will see, not the one in the ticket', async () => {
    const byName: Group = { name: 'Rooms', rule: '(user.displayName -startsWith "Room ")' }

    expect(await find(byName, { name: 'Board' })).toBe(undefined)
  })

  it('is asked about the name that a mailbox has already, because that one stays', async () => {
    const byName: Group = { name: 'Rooms', rule: '(user.displayName -startsWith "Room ")' }
    const snapshot = nothingThere({ mailbox: aMailbox({ DisplayName: 'Old board' }) })

    expect(await find(byName, { name: 'Board' }, planOfANewRoom, snapshot)).toMatchObject({
      code: 'group-rule-excludes',
    })
  })

  it('does not matter to a room whose licence is right', async () => {
    expect(await find(others, {}, aPlan())).toBe(undefined)
  })
})
