import { assert, constantFrom, letrec, property, string, type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesRule, nameThatWouldMatch, ruleFor, type RuleUser } from '../../../../shared/room/membershipRule.ts'
import { proposeAddress } from '../../../../shared/room/naming.ts'
import { namePattern } from '../../../../shared/room/pattern.ts'
import { aRoom } from '../../../kit/rooms.ts'

const board: RuleUser = {
  userPrincipalName: 'mtr-osl-4-board@contoso.com',
  mail: 'mtr-osl-4-board@contoso.com',
  displayName: 'Møterom Board',
  accountEnabled: true,
  department: 'Facilities',
  jobTitle: null,
}

describe('the rule of a naming pattern', () => {
  it('finds every room by the text at the start', () => {
    const pattern = namePattern.parse('MTR-{site}-{room}')

    const rule = ruleFor(pattern)

    expect(rule).toBe('(user.userPrincipalName -startsWith "mtr-")')
    const room = aRoom({ address: undefined })
    const userPrincipalName = proposeAddress(room, { pattern, domain: 'contoso.com' })
    expect(matchesRule(rule ?? '', { userPrincipalName })).toBe(true)
  })

  it('is not made where nothing tells rooms from people', () => {
    expect(ruleFor(namePattern.parse('{site}-{room}'))).toBeUndefined()
  })
})

describe('a membership rule', () => {
  it.each<[string, boolean]>([
    ['user.department -eq "Facilities"', true],
    ['user.department -eq "Sales"', false],
    ['user.department -ne "Sales"', true],
    ['user.department -eq "FACILITIES"', true],
    ['user.department eq "Facilities"', true],
    ['(user.userPrincipalName -startsWith "mtr-")', true],
    ['(user.userPrincipalName -startswith "MTR-OSL")', true],
    ['user.userPrincipalName -startsWith "room-"', false],
    ['user.userPrincipalName -notStartsWith "room-"', true],
    ['user.userPrincipalName -endsWith "@contoso.com"', true],
    ['user.mail -notEndsWith "@contoso.com"', false],
    ['user.mail -contains "-4-"', true],
    ['user.mail -notContains "-4-"', false],
    ['user.displayName -eq "MØTEROM board"', true],
    ['user.department -in ["Sales", "facilities"]', true],
    ['user.department -notIn ["Sales","Legal"]', true],
    ['user.accountEnabled -eq true', true],
    ['user.accountEnabled -ne True', false],
    ['user.jobTitle -eq null', true],
    ['user.jobTitle -ne $null', false],
    ['user.jobTitle -eq "null"', false],
    ['user.jobTitle -startsWith "SDE"', false],
    ['user.mail -ne null', true],
    ['user.department -match "^Fac.*"', true],
    ['user.department -match "^ilit"', false],
    ['user.department -match "ILIT"', true],
    ['user.department -match "^(sales|facilities)$"', true],
    ['user.userPrincipalName -match "^mtr-[a-z]{3}-\\d+-.+@contoso\\.com$"', true],
    ['user.userPrincipalName -match "@contoso.com$"', true],
    ['user.userPrincipalName -notMatch "^mtr-bgo"', true],
    ['(user.department -eq "Sales") -or (user.accountEnabled -eq true)', true],
    ['(user.department -eq "Facilities") -and -not (user.mail -startsWith "mtr")', false],
    ['-not user.department -eq "Sales" -and user.accountEnabled -eq false', false],
    ['user.department -eq "Sales" -and (user.mail -contains "x" -or user.mail -contains "mtr")', false],
    ['not (not (user.accountEnabled -eq true))', true],
    ['user.department -eq "A and (B)" -or user.department -eq "Facilities"', true],
  ])('%s is %s', (rule, expected) => {
    expect(matchesRule(rule, board)).toBe(expected)
  })

  it.each([
    ['no syntax', 'all rooms'],
    ['nothing', ''],
    ['something behind it', 'user.accountEnabled -eq true user'],
    ['a parenthesis too few', '(user.accountEnabled -eq true'],
    ['a parenthesis too many', 'user.accountEnabled -eq true)'],
    ['no value', 'user.department -eq'],
    ['a list that is not closed', 'user.department -in ["Facilities"'],
    ['an empty list', 'user.department -in []'],
    ['a string that is not closed', 'user.department -eq "Facilities'],
    ['an operator nobody knows', 'user.department -like "Fac*"'],
    ['a property of devices', 'device.accountEnabled -eq true'],
    ['a property that we do not read', 'user.extensionAttribute1 -eq "room"'],
    ['a property in another case', 'user.Department -eq "Facilities"'],
    ['a collection', 'user.proxyAddresses -any (_ -startsWith "contoso")'],
    ['reports of a manager', 'Direct Reports for "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"'],
    ['a text without quotes', 'user.department -eq Facilities'],
    ['a text without quotes in a list', 'user.department -in ["Sales", Facilities]'],
    ['a text in single quotes', "user.department -eq 'Facilities'"],
    ['an escaped quote', 'user.department -eq "Fac`"ilities"'],
    ['a single quote', `user.department -eq "Facility''s"`],
    ['an empty text', 'user.department -eq ""'],
    ['a truth for a text', 'user.department -eq true'],
    ['a text for a truth', 'user.accountEnabled -eq "true"'],
    ['an operator that truths do not have', 'user.accountEnabled -contains true'],
    ['an order of null', 'user.department -startsWith null'],
    ['nothing that differs from a text', 'user.jobTitle -ne "SDE"'],
    ['nothing that is searched', 'user.jobTitle -match ".*"'],
    ['accents that some take for equal', 'user.displayName -eq "Møterom Boård"'],
    ['mixed and, or without parentheses', 'user.accountEnabled -eq true -or user.mail -eq "a" -and user.mail -eq "b"'],
    ['a repeated group', 'user.department -match "^(a+)+$"'],
    ['a look-around', 'user.department -match "^(?!Sales)"'],
    ['a reference back', 'user.department -match "(a)\\1"'],
    ['an expression that is wrong', 'user.department -match "[z-a]"'],
    ['too many repetitions', `user.department -match "${'.*a'.repeat(12)}"`],
    ['too many choices', `user.department -match "${'(a|b)'.repeat(25)}"`],
    ['a long expression', `user.department -match "${'a'.repeat(257)}"`],
    ['characters beyond ASCII', 'user.displayName -match "board"'],
    ['too much text', `user.department -in [${'"Facilities",'.repeat(250)}"a"]`],
    ['too many parentheses', `${'('.repeat(60)}user.accountEnabled -eq true${')'.repeat(60)}`],
  ])('with %s is not decided', (_, rule) => {
    expect(matchesRule(rule, board)).toBeUndefined()
  })

  it.each<[string, boolean | undefined]>([
    ['user.department -eq "X" -or user.mail -startsWith "mtr-"', true],
    ['user.department -eq "X" -and user.mail -startsWith "mtr-"', undefined],
    ['user.department -eq "X" -and user.mail -startsWith "room-"', false],
    ['user.proxyAddresses -any (_ -contains "(x") -or user.mail -startsWith "mtr-"', true],
    ['-not (user.department -ne null)', undefined],
  ])('%s is %s while the department was not read', (rule, expected) => {
    expect(matchesRule(rule, { mail: 'mtr-osl@contoso.com' })).toBe(expected)
  })

  it('never says the opposite of what it says when more is known', () => {
    const { rule } = letrec<{ rule: string; leaf: string; both: string }>((tie) => ({
      leaf: constantFrom(
        'user.department -eq "Facilities"',
        'user.department -ne null',
        'user.accountEnabled -eq true',
        'user.mail -startsWith "mtr-"',
        'user.jobTitle -ne "SDE"',
      ),
      both: tie('rule').chain((one) =>
        tie('rule').chain((other) => constantFrom(`(${one}) -and (${other})`, `${one} -or ${other}`, `-not (${one})`)),
      ),
      rule: constantFrom(0, 1, 2).chain((depth): Arbitrary<string> => (depth === 2 ? tie('both') : tie('leaf'))),
    }))

    assert(
      property(rule, constantFrom('department', 'accountEnabled', 'mail' as const), (text, hidden) => {
        const before = matchesRule(text, { ...board, [hidden]: undefined })

        expect([undefined, matchesRule(text, board)]).toContain(before)
      }),
      { numRuns: 1_000, seed: 20261121 },
    )
  })

  it('is decided or not, whatever it is, and never fails', () => {
    const pieces = constantFrom(
      'user.mail',
      '-eq',
      '"',
      '(',
      ')',
      '[',
      ']',
      ',',
      'null',
      '-not',
      '-and',
      '-any',
      '`',
      ' ',
    )
    const texts = string({ unit: pieces, maxLength: 30 })

    assert(
      property(texts, (text) => {
        expect([true, false, undefined]).toContain(matchesRule(text, board))
      }),
      { numRuns: 2_000, seed: 20261121 },
    )
  })
})

describe('the address with which a room would match', () => {
  it.each<[string, string, string, string | undefined]>([
    ['begins as the rule asks', '(user.userPrincipalName -startsWith "mtr-")', 'board', 'mtr-board'],
    ['is its own where that matches', '(user.mail -startsWith "MTR-")', 'mtr-board', 'mtr-board'],
    ['says nothing twice', 'user.mail -startsWith "mtr-osl-"', 'mtr-board', 'mtr-osl-board'],
    ['changes a separator', 'user.mail -startsWith "mtr-"', 'mtr_board', 'mtr-board'],
    ['fits one of several beginnings', 'user.mail -startsWith "a b" -or user.mail -startsWith "r-"', 'x', 'r-x'],
    ['counts on an enabled account', 'user.accountEnabled -eq true -and user.mail -startsWith "r-"', 'x', 'r-x'],
    ['is not told where more is asked', 'user.department -eq "R" -and user.mail -startsWith "r-"', 'x', undefined],
    ['is not told where the beginning is forbidden', 'user.mail -notStartsWith "x"', 'x', undefined],
    ['is not told where it would be too long', 'user.mail -startsWith "r-"', 'x'.repeat(63), undefined],
    ['is not told for a rule that is not understood', 'rooms', 'x', undefined],
  ])('%s', (_, rule, name, expected) => {
    const address = nameThatWouldMatch(rule, `${name}@contoso.com`)

    expect(address).toBe(expected && `${expected}@contoso.com`)
  })
})
