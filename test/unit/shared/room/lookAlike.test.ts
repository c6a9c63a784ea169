import { array, assert, constantFrom, nat, property, stringMatching, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLookAlikes, skeletonOf } from '../../../../shared/room/lookAlike.ts'

describe('two names look alike', () => {
  it.each([
    ['case', 'Board', 'BOARD'],
    ['accents', 'Møterom Åse', 'Moterom Ase'],
    ['composed and decomposed accents', 'Zürich', 'Zu\u0308rich'],
    ['spaces', 'Board Room', 'Boardroom'],
    ['punctuation', 'Board-Room (A)', 'Board Room A'],
    ['what cannot be seen', 'Bo\u200bard', 'Board'],
    ['wide letters', 'Ｂｏａｒｄ', 'Board'],
    ['0 and O', 'R0OM', 'ROOM'],
    ['1, l and I', 'Hal1', 'HaII'],
    ['rn and m', 'Modern', 'Modem'],
    ['vv and w', 'Vvest', 'West'],
    ['vvv, wv and vw', 'vvv', 'vw'],
    ['Cyrillic twins', 'Воаrd', 'Board'],
    ['Cyrillic capitals', 'ТОКМАХ', 'TOKMAX'],
    ['Greek twins', 'ΒΟΑRD', 'Board'],
    ['a Greek word in capitals', 'Ερμής', 'ΕΡΜΗΣ'],
    ['a zero in front', 'Room 1', 'Room 01'],
    ['a zero in front of a number after letters', 'B12', 'B012'],
    ['a zero in front after a zero-like letter', 'Zoo 1', 'Zoo01'],
    ['a zero spelt as a letter', 'Room O1', 'Room 1'],
    ['a number joined to its word', 'Hall 1', 'Hall1'],
    ['another separator of numbers', 'Room 4.12', 'Room 4-12'],
    ['a Roman two and eleven', 'Room II', 'Room 11'],
  ])('whatever their %s', (_, one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other))
  })

  it.each([
    ['Room 1', 'Room 11'],
    ['Room 1', 'Room 2'],
    ['Room 1', 'Room 10'],
    ['Room 11', 'Room 1-1'],
    ['Room 1.12', 'Room 11.2'],
    ['B12 3', 'B1 23'],
    ['Room I I', 'Room II'],
    ['Board', 'Board room'],
    ['Møterom 1', 'Room 1'],
    ['Konferenzraum Oslo', 'Oslo'],
    ['会议室一', '会议室二'],
    ['कि', 'का'],
    ['か', 'が'],
    ['🎉', '🎈'],
    ['...', '!!!'],
  ])('but not %s and %s', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other))
  })

  it('exactly when their numbers are equal, however they are separated and padded', () => {
    const rooms = array(nat({ max: 30 }), { minLength: 1, maxLength: 3 })
    const separators = constantFrom(' ', '-', '.', ' / ', ', ')
    const spelling = tuple(separators, nat({ max: 2 }))
    const spell = (numbers: number[], [separator, zeros]: [string, number]): string =>
      `Room${separator}${numbers.map((number) => '0'.repeat(zeros) + String(number)).join(separator)}`

    assert(
      property(rooms, rooms, spelling, spelling, (first, second, one, other) => {
        const isAlike = skeletonOf(spell(first, one)) === skeletonOf(spell(second, other))

        expect(isAlike).toBe(first.join() === second.join())
        expect(skeletonOf(spell(first, one))).toBe(skeletonOf(spell(first, other)))
      }),
      { numRuns: 3_000, seed: 20261121 },
    )
  })

  it('when one letter was changed for one that looks like it', () => {
    const swaps = { o: '0', l: '1', i: 'I', m: 'rn', w: 'vv', a: 'а', e: 'é', p: 'р', x: 'χ', s: 'Ѕ', k: 'К' }
    const words = stringMatching(/^b[a-z]{1,8}d$/)

    assert(
      property(words, words, constantFrom(...Object.entries(swaps)), (before, after, [letter, twin]) => {
        expect(skeletonOf(before + twin + after)).toBe(skeletonOf(before + letter + after))
      }),
      { numRuns: 1_000, seed: 20261121 },
    )
  })

  it('when a word is written in capitals and in pieces', () => {
    const words = stringMatching(/^b[a-z]{1,8}d$/)

    assert(
      property(words, words, constantFrom(' ', '-', ' – ', '. ', "'"), (before, after, gap) => {
        expect(skeletonOf(`${before}${gap}${after}`.toUpperCase())).toBe(skeletonOf(before + after))
      }),
      { numRuns: 1_000, seed: 20261121 },
    )
  })
})

describe('look-alikes of a name', () => {
  it('are those of its skeleton, itself among them', () => {
    const known = ['Modern', 'Modem 2', 'MODEM', 'Board'].map((name) => ({ address: `${name}@contoso.com`, name }))

    const found = findLookAlikes('Modem', known)

    expect(found.map(({ name }) => name)).toEqual(['Modern', 'MODEM'])
  })
})
