import {
  assert,
  constantFrom,
  oneof,
  option,
  property,
  record,
  string,
  stringMatching,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountKey, proposeAddress, reservedNames } from '../../../../shared/room/naming.ts'
import { namePattern } from '../../../../shared/room/pattern.ts'
import { address as addressSchema, roomSchema } from '../../../../shared/room/request.ts'
import { address, aRoom, type RoomInput } from '../../../kit/rooms.ts'

const naming = { pattern: 'mtr-{site}-{floor}-{room}', domain: 'contoso.com' }
const unnamed = (changes: Partial<RoomInput> = {}) => aRoom({ address: undefined, ...changes })
const propose = (changes: Partial<RoomInput> = {}, pattern = naming.pattern) =>
  proposeAddress(unnamed(changes), { ...naming, pattern: namePattern.parse(pattern) })

describe('a proposed address', () => {
  it.each<[string, Partial<RoomInput>, string]>([
    ['is made of the pattern', {}, 'mtr-osl-4-board@contoso.com'],
    ['leaves no gap for a part that is not given', { floor: undefined }, 'mtr-osl-board@contoso.com'],
    ['is ASCII', { name: 'Møterom Åse' }, 'mtr-osl-4-moterom-ase@contoso.com'],
    [
      'has no character that an address must not have',
      { name: `Tom's "Big" Room/1` },
      'mtr-osl-4-toms-big-room-1@contoso.com',
    ],
    ['numbers the modules of a divisible room from the second', { module: 2 }, 'mtr-osl-4-board-2@contoso.com'],
  ])('%s', (_, changes, expected) => {
    expect(propose(changes)).toBe(expected)
  })

  it('is an address that would have been accepted, at most 64 characters before the @', () => {
    const proposed = propose({ name: 'Grand Conference Hall '.repeat(3).trim().slice(0, 64), module: 3 })

    expect(addressSchema.safeParse(proposed).success).toBe(true)
    expect(proposed).toMatch(/^[a-z0-9-]{1,62}-3@contoso\.com$/)
  })

  it('is the same for the same room whenever it is asked', () => {
    expect(propose()).toBe(propose())
  })

  it('takes no place holder from what a person typed', () => {
    expect(propose({ name: '{site}' })).toBe('mtr-osl-4-site@contoso.com')
  })

  it.each([
    ['会议室一', '会议室二'],
    ['🎉', '🎈'],
  ])('tells %s from %s', (one, other) => {
    expect(propose({ name: one })).not.toBe(propose({ name: other }))
  })

  it('is an address, whatever the name of the room', () => {
    expect(addressSchema.safeParse(propose({ name: '会议室' }, '{room}')).success).toBe(true)
  })

  it('tells long names apart', () => {
    const long = 'Conference centre of the northern region, second wing, room '

    expect(propose({ name: `${long}12` })).not.toBe(propose({ name: `${long}34` }))
  })
})

describe('the shape of a proposed address', () => {
  it.each<[string, Partial<RoomInput>, string, string]>([
    ['keeps the separators of the pattern', {}, 'Room.{site}_{room}', 'room.osl_board'],
    ['has one separator where a part is missing', { floor: undefined }, 'mtr-{site}.{floor}-{room}', 'mtr-osl.board'],
    ['says every module where the pattern names it', {}, 'mtr-{room}-{module}', 'mtr-board-1'],
    ['says a module once', { module: 2 }, 'mtr-{module}-{room}', 'mtr-2-board'],
    ['is not a reserved name', { name: 'Security' }, '{room}', 'security-room'],
    ['is not a reserved name made of pattern and room', { name: 'Reply' }, 'no-{room}', 'no-reply-room'],
    ['is a plain name when a module makes it another', { name: 'Admin', module: 2 }, '{room}', 'admin-2'],
  ])('%s', (_, changes, pattern, expected) => {
    const proposed = propose(changes, pattern)

    expect(proposed).toBe(`${expected}@contoso.com`)
  })

  it('begins with a letter or digit where the first part has no ASCII spelling', () => {
    expect(propose({ floor: '🎉' }, '{floor}.{room}')).toMatch(/^board-[a-z0-9]{4,7}@/)
    expect(propose({ name: '🎉' }, '{room}')).toMatch(/^[a-z0-9]{4,7}@/)
  })

  it('holds to the pattern and to what may be asked for, whatever the room is called', () => {
    const texts = (longest: number): Arbitrary<string> =>
      oneof(
        string({ unit: 'grapheme', minLength: 1, maxLength: longest }),
        stringMatching(/^[A-Za-z0-9 ._/()-]{1,32}$/),
        constantFrom(...reservedNames, '会议室', '🎉', '0', 'Reply'),
      )
    const rooms = record({
      name: texts(64),
      site: texts(64),
      building: option(texts(128), { nil: undefined }),
      floor: option(texts(32), { nil: undefined }),
      module: constantFrom(1, 2, 9),
    })
    const patterns = constantFrom(
      'mtr-{site}-{floor}-{room}',
      'Room.{room}',
      '{room}',
      'no-{room}',
      'x_{floor}.{room}-{module}',
      `${'a'.repeat(38)}.{building}{room}`,
    )
    let met = 0

    assert(
      property(rooms, patterns, (input, text) => {
        const asked = roomSchema.safeParse({ ...input, usageLocation: 'NO' })
        if (!asked.success) return
        met++
        const pattern = namePattern.parse(text)
        const proposed = proposeAddress(asked.data, { pattern, domain: 'contoso.com' })

        expect(addressSchema.safeParse(proposed)).toEqual({ success: true, data: proposed })
        expect(proposed).toMatch(/^[a-z0-9][a-z0-9._-]{0,63}@contoso\.com$/)
        expect(proposed.startsWith(pattern.prefix)).toBe(true)
        expect(reservedNames).not.toContain(proposed.split('@')[0])
      }),
      { numRuns: 3_000, seed: 20261121 },
    )
    expect(met).toBeGreaterThan(1_000)
  })
})

describe('what two requests for one account have in common', () => {
  it('is the address where one is asked for', () => {
    expect(accountKey(aRoom({ name: 'A' }))).toBe(accountKey(aRoom({ name: 'B' })))
    expect(accountKey(aRoom())).toBe(address)
  })

  it('is the place where none is asked for, however it is spelt', () => {
    expect(accountKey(unnamed({ name: 'Board  Room', site: 'osl' }))).toBe(accountKey(unnamed({ name: 'BOARD ROOM' })))
  })

  it.each<[string, Partial<RoomInput>]>([
    ['site', { site: 'BGO' }],
    ['building', { building: 'Other' }],
    ['floor', { floor: '5' }],
    ['name', { name: 'Other' }],
    ['module', { module: 2 }],
  ])('is not the same in another %s', (_, changes) => {
    expect(accountKey(unnamed(changes))).not.toBe(accountKey(unnamed()))
  })

  it('is not the same for names in scripts that slugify drops', () => {
    expect(accountKey(unnamed({ name: '会议室一' }))).not.toBe(accountKey(unnamed({ name: '会议室二' })))
  })
})
