import { describe, expect, it } from 'vitest'
import { daysBefore, findLicenceDay, recheckDayOf, sayNotice } from '../../../../shared/room/dates.ts'

const now = '2026-11-23T08:00:00.000Z'
const inDays = (days: number): string => daysBefore('2026-11-23', -days)

describe('the day of the licence', () => {
  it.each([
    ['is three weeks before the installation', inDays(60), 21, inDays(39)],
    ['is tomorrow', inDays(22), 21, inDays(1)],
    ['has come on its day', inDays(21), 21, undefined],
    ['is long past', inDays(3), 21, undefined],
    ['has come for who names no installation', undefined, 21, undefined],
    ['is that of the installation, where the estate wants it so', inDays(5), 0, inDays(5)],
  ])('%s', (_, installOn, leadDays, day) => {
    expect(findLicenceDay(installOn, leadDays, now)).toBe(day)
  })

  it('comes at midnight UTC, at whatever time one asks', () => {
    expect(findLicenceDay('2026-12-15', 21, '2026-11-23T23:59:59.999Z')).toBe('2026-11-24')
    expect(findLicenceDay('2026-12-15', 21, '2026-11-24T00:00:00.000Z')).toBe(undefined)
  })

  it('crosses months, years and leap days', () => {
    expect(daysBefore('2027-01-10', 21)).toBe('2026-12-20')
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29')
  })
})

describe('the last look before the installation', () => {
  it.each([
    ['Friday', '2026-11-27', '2026-11-24'],
    ['Thursday', '2026-11-26', '2026-11-23'],
    ['Wednesday', '2026-11-25', '2026-11-20'],
    ['Monday', '2026-11-23', '2026-11-18'],
    ['Sunday', '2026-11-29', '2026-11-25'],
  ])('is three working days before a %s', (_, installOn, day) => {
    expect(recheckDayOf(installOn)).toBe(day)
  })
})

describe('who asks', () => {
  it.each([
    [0, /^Late: .* in 0 days\./],
    [1, /^Late: .* in 1 day\./],
    [13, /^Late: .* in 13 days\./],
    [14, /^Note: .* in 14 days\./],
    [20, /^Note: .* in 20 days\./],
  ])('%i days ahead is told so', (days, words) => {
    expect(sayNotice(inDays(days), now)).toEqual([expect.stringMatching(words)])
  })

  it.each([21, 60])('%i days ahead, or names no day, is told nothing', (days) => {
    expect(sayNotice(inDays(days), now)).toEqual([])
    expect(sayNotice(undefined, now)).toEqual([])
  })
})
