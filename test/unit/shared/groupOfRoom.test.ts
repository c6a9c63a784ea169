import { describe, expect, it } from 'vitest'
import { findGroupProblem } from '../../../shared/groupOfRoom.ts'
import type { Group } from '../../../shared/microsoft365/groups.ts'
import type { Failed } from '../../../shared/microsoft365/effect.ts'
import { refused } from '../../../shared/outcome.ts'
import { address, aRoom, type RoomInput } from '../../kit/rooms.ts'
import { aPlan, planOfANewRoom } from '../../kit/plans.ts'
import { nothingThere } from '../../kit/snapshots.ts'
import { aWorld } from '../../kit/world.ts'

const find = (group: Group | Failed, room: Partial<RoomInput> = {}, plan = planOfANewRoom) => {
  const { world } = aWorld()
  const rooms = { ...world.rooms, readGroup: async () => group }
  const needs = { rooms, licenceGroups: { pro: 'pro-group' } }
  return findGroupProblem(needs, { room: aRoom(room), snapshot: nothingThere() }, plan)
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

  it('does not matter to a room whose licence is right', async () => {
    expect(await find(others, {}, aPlan())).toBe(undefined)
  })
})
