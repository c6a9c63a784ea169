import { assert, integer, option, property, record, stringMatching, subarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayNameOf } from '../../../../shared/room/displayName.ts'
import { displayNamePattern } from '../../../../shared/room/pattern.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'

const nameOf = (changes: Partial<RoomInput>, pattern: string): string =>
  displayNameOf(aRoom(changes), displayNamePattern.parse(pattern))

const nothing: Partial<RoomInput> = { building: undefined, floor: undefined, capacity: undefined }

describe('the name that people see', () => {
  it.each<[string, Partial<RoomInput>, string, string]>([
    ['is the room by default, as it is spelt', { name: 'Møterom  Åse' }, '{room}', 'Møterom  Åse'],
    ['is made of the parts', {}, '{site} {floor} {room} ({capacity})', 'OSL 4 Board (12)'],
    ['has no empty brackets', nothing, '{room} ({capacity})', 'Board'],
    ['has no brackets with words alone', nothing, '{room} [{capacity} seats]', 'Board'],
    ['keeps brackets that hold something', { ...nothing, capacity: 8 }, '{room} ({floor}, {capacity})', 'Board (8)'],
    ['keeps brackets that never held a part', nothing, '{room} (Teams) {floor}', 'Board (Teams)'],
    ['has one space for a part in the middle', nothing, '{site} {floor} {room}', 'OSL Board'],
    ['keeps the separator that says more', nothing, '{site} {floor} – {room}', 'OSL – Board'],
    ['has no separator at the start', nothing, '{building}, {floor}: {room}', 'Board'],
    ['has no separator at the end', nothing, '{room} – {building}, {floor}', 'Board'],
    ['keeps signs of the pattern at the ends', {}, '#{room}!', '#Board!'],
    ['is not changed inside what a person typed', { ...nothing, name: 'A () – ' }, '{floor} {room}', 'A () –'],
    ['takes no part from what a person typed', { name: '{site}' }, '{room}', '{site}'],
    ['takes a bracket that is not closed for a sign', nothing, ':( {room} {floor}', ':( Board'],
    ['has brackets in brackets', { ...nothing, floor: '2' }, '{room} (fl. {floor} ({building}))', 'Board (fl. 2)'],
  ])('%s', (_, changes, pattern, expected) => {
    const name = nameOf(changes, pattern)

    expect(name).toBe(expected)
  })

  it('that is too long leaves parts out and keeps the room whole', () => {
    const room = 'R'.repeat(64)
    const pattern = `${'x'.repeat(60)} {site} {building} {room}`

    const name = nameOf({ name: room, site: 'S'.repeat(64), building: 'B'.repeat(128) }, pattern)

    expect(name).toBe(`${'x'.repeat(60)} ${'S'.repeat(64)} ${room}`)
  })

  it('has no gap and at most 256 characters, whatever is given', () => {
    const words = (longest: number) => stringMatching(new RegExp(`^[A-Z]{1,${longest}}$`))
    const rooms = record({
      name: words(64),
      site: words(64),
      building: option(words(128), { nil: undefined }),
      floor: option(words(32), { nil: undefined }),
      capacity: option(integer({ min: 1, max: 10_000 }), { nil: undefined }),
    })
    const forms = ['{site}', '{building},', '({floor})', '[{capacity} – {building}]', '– {floor}:', '{capacity}']

    assert(
      property(rooms, subarray(forms), subarray(forms), (room, before, after) => {
        const parsed = displayNamePattern.safeParse([...before, '{room}', ...after].join(' '))
        if (!parsed.success) return
        const name = displayNameOf(aRoom(room), parsed.data)

        expect(name).toContain(room.name)
        expect(name.length).toBeLessThanOrEqual(256)
        expect(name).not.toMatch(/ {2}|^ | $|\(\W*\)|\[\W*\]|[,:] ?[,:]/)
      }),
      { numRuns: 1_000, seed: 20261121 },
    )
  })
})
