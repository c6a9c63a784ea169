import { describe, expect, it } from 'vitest'
import { displayNamePattern, namePattern } from '../../../../shared/room/pattern.ts'

const mistakesIn = (text: string, schema: typeof namePattern | typeof displayNamePattern): string[] =>
  schema.safeParse(text).error?.issues.map(({ message }) => message) ?? []

describe('a pattern of addresses', () => {
  it('is literal text and parts', () => {
    expect(namePattern.parse('MTR-{site}-{room}')).toEqual({
      text: 'MTR-{site}-{room}',
      pieces: [
        { kind: 'text', text: 'MTR-' },
        { kind: 'part', part: 'site' },
        { kind: 'text', text: '-' },
        { kind: 'part', part: 'room' },
      ],
      prefix: 'mtr-',
    })
  })

  it('has no prefix where it begins with a part', () => {
    expect(namePattern.parse('{site}-{room}').prefix).toBe('')
  })

  it.each<[string, string, RegExp]>([
    ['an unknown part', 'mtr-{town}-{room}', /^has an unknown part at character 5$/],
    ['a part of display names', '{capacity}-{room}', /^has an unknown part at character 1$/],
    ['nothing but literals', 'mtr', /so every room would get the same name/],
    ['no text at all', '', /has no part in braces/],
    ['no room', 'mtr-{site}', /must have \{room\}/],
    ['a space', 'mtr {room}', /nothing but a–z, digits and \. - _/],
    ['a letter that is not ASCII', 'møte-{room}', /nothing but a–z/],
    ['an @', '{room}@contoso.com', /nothing but a–z/],
    ['a brace that is not closed', 'mtr-{room', /^has a brace at character 5 that opens or closes nothing$/],
    ['a brace that was not opened', 'mtr-{room}}', /^has a brace at character 11/],
    ['two separators in a row', 'mtr--{room}', /two of \. - _ in a row/],
    ['a separator at the start', '-{room}', /must not begin or end/],
    ['a separator at the end', '{room}.', /must not begin or end/],
    ['a part twice', '{room}-{room}', /^has \{room\} more than once$/],
    ['too much literal text', `${'a'.repeat(41)}{room}`, /^must have at most 40 characters outside braces$/],
    ['too much of everything', `{room}-{${'x'.repeat(100)}}`, /^must be at most 100 characters$/],
  ])('with %s is refused', (_, text, reason) => {
    expect(mistakesIn(text, namePattern)).toContainEqual(expect.stringMatching(reason))
  })

  it('that has several mistakes tells them all, and which parts there are', () => {
    expect(mistakesIn('{town} {}', namePattern)).toEqual([
      'has an unknown part at character 1',
      'has an unknown part at character 8',
      'can have the parts {site}, {building}, {floor}, {room}, {module}',
      'must have nothing but a–z, digits and . - _ outside braces',
    ])
  })
})

describe('a pattern of names that people see', () => {
  it('may have any text that can be seen', () => {
    expect(mistakesIn('Møterom {room} – {building} ({capacity} plasser)', displayNamePattern)).toEqual([])
  })

  it.each<[string, string, RegExp]>([
    ['an unknown part', '{room} {module}', /^has an unknown part at character 8$/],
    ['no room', '{site}', /must have \{room\}/],
    ['a part twice', '{room} {room}', /^has \{room\} more than once$/],
    ['two spaces', '{site}  {room}', /nor have two in a row/],
    ['a space at the end', '{room} ', /nor have two in a row/],
    ['a direction character', '{room}\u202e', /control or direction/],
    ['too many characters', `{room}${'x'.repeat(100)}`, /at most 100/],
  ])('with %s is refused', (_, text, reason) => {
    expect(mistakesIn(text, displayNamePattern)).toContainEqual(expect.stringMatching(reason))
  })
})
