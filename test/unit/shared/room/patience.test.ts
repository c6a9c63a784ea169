import { describe, expect, it } from 'vitest'
import { decideWait, waits, wordsOf, type WaitName } from '../../../../shared/room/patience.ts'
import { patience } from '../../../kit/world.ts'

const names = Object.keys(waits) as WaitName[]
const day = 86_400

/** What is waited, one time after the other, until patience is over. */
function waitsFor(why: WaitName): number[] {
  const seconds: number[] = []
  for (let waited = 0; ; waited = seconds.reduce((sum, one) => sum + one, 0)) {
    const next = decideWait(why, waited, patience)
    if (next.kind === 'over') return seconds
    seconds.push(next.seconds)
  }
}

describe('waits', () => {
  it('grow from 5 seconds to 5 minutes', () => {
    const seconds = waitsFor('microsoft')

    expect(seconds.toSorted((one, other) => one - other)).toEqual(seconds)
    expect([seconds[0], seconds.at(-1)]).toEqual([5, 300])
  })

  it.each(names)('for %s end in time, with a problem of their own', (why) => {
    const waited = waitsFor(why).reduce((sum, one) => sum + one, 0)

    expect(waited).toBeGreaterThanOrEqual(patience[why])
    expect(waited).toBeLessThan(patience[why] + 3_600)
    expect(decideWait(why, waited, patience)).toEqual({ kind: 'over', code: waits[why].over })
  })

  it('within one run are few, because each costs history', () => {
    expect(waitsFor('mailbox-visible').length).toBeLessThan(20)
  })

  it('for what takes its time as a rule are not shorter than that', () => {
    expect(waitsFor('licence-active')[0]).toBe(60)
    expect(waitsFor('licence-free')[0]).toBe(600)
  })

  it('are no longer at first than the patience that there is', () => {
    expect(decideWait('licence-free', 0, { ...patience, 'licence-free': 15 })).toEqual({ kind: 'wait', seconds: 15 })
  })

  it('for days become an hour long, because each look costs a run', () => {
    expect(waitsFor('licence-free').at(-1)).toBe(3_600)
    expect(waitsFor('licence-free').length).toBeLessThan(800)
  })

  it('have patience as in the rules', () => {
    expect(patience).toEqual({
      'mailbox-visible': 30 * 60,
      'settings-visible': 30 * 60,
      'licence-active': 30 * 60,
      'licence-free': 30 * day,
      'skype-visible': day,
      'number-assigned': 30 * 60,
      worker: 3 * day,
      membership: day,
      sync: day,
      // Five working days.
      decision: 7 * day,
      'account-free': 5 * day,
      'booking-answered': 15 * 60,
      'booking-gone': 15 * 60,
      microsoft: 2 * 3_600,
      'sign-in-check': 10 * 60,
      ticket: 7 * day,
      'room-finder': 2 * day,
    })
  })

  it('have the patience that is configured', () => {
    expect(decideWait('licence-active', 90, { ...patience, 'licence-active': 90 })).toMatchObject({ kind: 'over' })
    expect(decideWait('licence-active', 89, { ...patience, 'licence-active': 90 })).toMatchObject({ kind: 'wait' })
  })
})

describe('what the other side asks for', () => {
  it('is waited at least', () => {
    expect(decideWait('microsoft', 0, patience, 90)).toEqual({ kind: 'wait', seconds: 90 })
    expect(decideWait('microsoft', 1_000, patience, 90)).toEqual({ kind: 'wait', seconds: 300 })
  })

  it('is waited up to our patience, and not beyond it', () => {
    expect(decideWait('microsoft', 0, patience, 7_200)).toEqual({ kind: 'wait', seconds: 7_200 })
    expect(decideWait('microsoft', 0, patience, 7_201)).toEqual({ kind: 'over', code: 'microsoft-unavailable' })
  })
})

describe('what people read after "waiting for"', () => {
  it('is words for every wait, and what was given for others', () => {
    for (const name of names) expect(wordsOf(name)).toMatch(/^(?:the|a|another|changes|Microsoft)\b/)
    expect([wordsOf('a miracle'), wordsOf('toString')]).toEqual(['a miracle', 'toString'])
  })
})
