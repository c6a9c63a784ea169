import { assert, constantFrom, option, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeAddress } from '../../../../shared/room/naming.ts'
import { namePattern } from '../../../../shared/room/pattern.ts'
import { findStrays, type NamedAccount } from '../../../../shared/room/strays.ts'

const pattern = namePattern.parse('mtr-{site}-{floor}-{room}')
const at = (name: string): string => `${name}@contoso.com`
const place = { site: 'OSL', floor: '4', name: 'Board', module: 1 }
const straysAmong = (...accounts: (string | NamedAccount)[]) =>
  findStrays(
    pattern,
    accounts.map((account) => (typeof account === 'string' ? { address: at(account) } : account)),
  )

describe('an account that follows the convention', () => {
  it.each([
    ['all parts', 'mtr-osl-4-board'],
    ['no floor', 'mtr-osl-board'],
    ['long parts', 'mtr-osl-west-4-1-grand-board-2'],
    ['capitals', 'MTR-OSL-4-Board'],
  ])('with %s is no stray', (_, name) => {
    expect(straysAmong(name)).toEqual([])
  })

  it('is no stray in another domain', () => {
    expect(straysAmong({ address: 'mtr-osl-4-board@fabrikam.com', place })).toEqual([])
  })

  it.each(['mtr-{site}-{floor}-{room}', 'room.{building}.{floor}_{room}', '{site}{floor}-{room}', 'r{room}x{module}'])(
    'is every one that was proposed by %s',
    (text) => {
      const pattern = namePattern.parse(text)
      const rooms = record({
        site: constantFrom('OSL', 'Oslo West', 'x'),
        building: option(constantFrom('Fjordgata 1', 'B'), { nil: undefined }),
        floor: option(constantFrom('4', 'Ground', '4.1'), { nil: undefined }),
        name: constantFrom('Board', 'x', 'Tom’s “Big” Room', 'Board 2', 'xx'),
        module: constantFrom(1, 2),
      })

      assert(
        property(rooms, (place) => {
          const address = proposeAddress(place, { pattern, domain: 'contoso.com' })

          expect(findStrays(pattern, [{ address }, { address, place }])).toEqual([])
        }),
        { numRuns: 500, seed: 20261121 },
      )
    },
  )
})

describe('a stray', () => {
  it.each<[string, string, string, string | undefined]>([
    ['that begins otherwise', 'osl-4-board', 'does not begin with "mtr-"', 'mtr-osl-4-board'],
    ['that has another separator', 'mtr_osl_4_board', 'does not begin with "mtr-"', 'mtr-osl-4-board'],
    ['that has other signs', "mtr-osl.4-tom's", "has . ', which the convention does not use", 'mtr-osl-4-tom-s'],
    ['that has a separator too many', 'mtr-osl--board', 'has a separator too many', 'mtr-osl-board'],
    ['that ends with a separator', 'mtr-osl-board-', 'has a separator too many', 'mtr-osl-board'],
    ['that says too little', 'mtr-board', `is not made as the convention says: ${pattern.text}`, undefined],
    ['that says nothing', 'confrm1', 'does not begin with "mtr-"', undefined],
  ])('%s is told with its reason and what is known to be right', (_, name, reason, proposal) => {
    const strays = straysAmong(name)

    expect(strays).toEqual([{ address: at(name), reason, ...(proposal !== undefined && { proposal: at(proposal) }) }])
  })

  it('is one that says another place than its own', () => {
    expect(straysAmong({ address: at('mtr-bgo-4-board'), place })).toEqual([
      {
        address: at('mtr-bgo-4-board'),
        reason: 'says otherwise than the room: site, floor, room',
        proposal: at('mtr-osl-4-board'),
      },
    ])
  })

  it('is told the address of its place, whatever it is called', () => {
    expect(straysAmong({ address: at('confrm1'), place })[0]?.proposal).toBe(at('mtr-osl-4-board'))
  })

  it('is told that somebody has the address already', () => {
    const strays = straysAmong('MTR-osl-4-board', 'osl-4-board', 'bgo-1-fjord')

    expect(strays.map(({ isTaken }) => isTaken)).toEqual([true, undefined])
  })

  it('is told that another one is to have the address too', () => {
    const strays = straysAmong('osl-4-board', 'osl_4_board')

    expect(strays.map(({ proposal, isTaken }) => [proposal, isTaken])).toEqual([
      [at('mtr-osl-4-board'), true],
      [at('mtr-osl-4-board'), true],
    ])
  })

  it.each([
    ['a separator of the pattern in the wrong place', 'room.{building}_{room}', 'room.a.b_c'],
    ['a separator of the pattern missing', 'room.{building}_{site}_{room}', 'room.a-b'],
    ['nothing for a part', 'r{room}x{module}', 'rx2'],
    ['nothing for the last part', 'r{room}x{module}', 'rboardx'],
  ])('has %s', (_, text, name) => {
    const strays = findStrays(namePattern.parse(text), [{ address: at(name) }])

    expect(strays).toMatchObject([{ reason: `is not made as the convention says: ${text}` }])
  })

  it.each(['board', '@contoso.com', 'board@', 'a@b@c'])('is what is no address: %s', (address) => {
    expect(findStrays(pattern, [{ address }])).toEqual([{ address, reason: 'is no e-mail address' }])
  })

  it('is found among ten thousand', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `${index % 10 === 0 ? 'room' : 'mtr'}-osl-${index}`)

    const strays = straysAmong(...names)

    expect(strays).toHaveLength(1_000)
    expect(strays[1]).toEqual({
      address: at('room-osl-10'),
      reason: 'does not begin with "mtr-"',
      proposal: at('mtr-room-osl-10'),
    })
  })
})
