import { describe, expect, it } from 'vitest'
import { readRetryAfter } from '../../../../shared/http/retryAfter.ts'

const now = new Date('2026-11-23T08:00:00.000Z')

describe('Retry-After', () => {
  it.each<[string, string | null | undefined, number | undefined]>([
    ['seconds', '120', 120],
    ['seconds with space around', ' 5 ', 5],
    ['half seconds, rounded up', '1.5', 2],
    ['zero', '0', 0],
    ['huge', '999999999', 999_999_999],
    ['a date to come', 'Mon, 23 Nov 2026 08:01:30 GMT', 90],
    ['a date that has passed', 'Mon, 23 Nov 2026 07:00:00 GMT', 0],
    ['missing', null, undefined],
    ['missing in a batch', undefined, undefined],
    ['empty', '', undefined],
    ['words', 'soon', undefined],
    ['too many digits', '99999999999999999999', undefined],
  ])('as %s', (_, header, seconds) => {
    expect(readRetryAfter(header, now)).toBe(seconds)
  })

  it.each(['1e3', '5 minutes', 'NaN', '-5', '[object Object]'])('as nonsense such as %s says nothing', (header) => {
    expect(readRetryAfter(header, now)).toBe(undefined)
  })
})
