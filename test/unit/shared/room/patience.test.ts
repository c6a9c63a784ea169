import { describe, expect, it } from 'vitest'
import { nextWait, parkFor, waitFor } from '../../../shared/patience.ts'
import { isWaitName, waits, wordsOf, type Patience, type WaitName } from '../../../shared/room/patience.ts'
import { after, start } from '../../kit/records.ts'

const patience = Object.fromEntries(Object.entries(waits).map(([name, { seconds }]) => [name, seconds])) as Patience
const at = (seconds: number) => new Date(after(seconds))

/** What a step is asked to wait, one time after the other, until patience is over. */
function waitsFor(why: WaitName): number[] {
  const seconds: number[] = []
  for (let waited = 0; ; waited = seconds.reduce((sum, one) => sum + one, 0)) {
    const outcome = waitFor(why, waited, patience)
    if (outcome.kind === 'refused') return seconds
    seconds.push(outcome.seconds)
  }
}

describe('waits', () => {
  it('never become shorter, start at 5 seconds and stay below 5 minutes', () => {
    const seconds = Array.from({ length: 2_000 }, (_, waited) => nextWait(waited))

    expect(seconds.toSorted((one, other) => one - other)).toEqual(seconds)
    expect(seconds[0]).toBe(5)
    expect(Math.max(...seconds)).toBe(300)
  })

  it.each(Object.keys(waits) as WaitName[])('for %s end, with a problem of their own', (why) => {
    const rounds = waitsFor(why).reduce((sum, one) => sum + one, 0)

    expect(rounds).toBeGreaterThanOrEqual(patience[why])
    expect(rounds).toBeLessThan(patience[why] + 300)
    expect(waitFor(why, rounds, patience, { licence: 'Pro' })).toEqual({
      kind: 'refused',
      code: waits[why].over,
      facts: { licence: 'Pro' },
    })
  })

  it('within one run are few, because each costs history', () => {
    expect(waitsFor('mailbox-visible').length).toBeLessThan(16)
  })

  it('have patience as in the rules', () => {
    expect(patience).toMatchObject({
      'mailbox-visible': 30 * 60,
      'licence-active': 30 * 60,
      'licence-free': 30 * 24 * 3_600,
    })
  })
})

describe('a wait that ends the run', () => {
  const parkAt = (seconds: number, parkedSince: Record<string, string>) =>
    parkFor('licence-free', { parkedSince }, at(seconds), patience, { licence: 'Pro' })

  it('is parked from the first time on', () => {
    expect(parkAt(0, {})).toEqual({ kind: 'later', seconds: 600, why: 'licence-free', isParking: true })
  })

  it('is over when patience is, counted from the first time and not from this run', () => {
    const most = patience['licence-free']

    expect(parkAt(most - 1, { 'licence-free': start }).kind).toBe('later')
    expect(parkAt(most, { 'licence-free': start })).toMatchObject({ kind: 'refused', code: 'no-licence-left' })
  })

  it('does not count another wait', () => {
    expect(parkAt(patience['licence-free'] * 2, { 'account-free': start }).kind).toBe('later')
  })
})

describe('what people read after "waiting for"', () => {
  it('is words for every wait, and what was given for others', () => {
    for (const name of Object.keys(waits) as WaitName[])
      expect(wordsOf(name)).toMatch(/^(?:the|a|another|changes|Microsoft)\b/)
    expect(wordsOf('a miracle')).toBe('a miracle')
    expect(isWaitName('toString')).toBe(false)
  })
})
