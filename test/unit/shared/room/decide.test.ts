import { describe, expect, it } from 'vitest'
import {
  askFor,
  consult,
  decisionSchema,
  isRequester,
  refuseDecision,
  remind,
  takeDecision,
  waitsForDecision,
} from '../../../../shared/room/decide.ts'
import { park } from '../../../../shared/room/attempts.ts'
import { retry } from '../../../../shared/room/intake.ts'
import type { Decision, RequestRecord } from '../../../../shared/room/record.ts'
import { after, aRunningRecord, ended, parked, start } from '../../../kit/records.ts'

const plan = '0123456789abcdef'
const asked = (id = plan) => ({ plan: id, reasons: ['convert' as const], lines: ['Turn it'] })
const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  is: 'approved',
  by: 'boss@contoso.com',
  at: after(60),
  ...changes,
})
const day = 86_400
const waiting = (changes: Partial<RequestRecord> = {}) =>
  askFor(aRunningRecord({ run: parked({ why: 'decision', notBefore: after(day) }), ...changes }), asked(), start)
const said = (record: RequestRecord) => record.answers.map(({ kind }) => kind).filter((kind) => kind !== 'accepted')

describe('asking for consent', () => {
  it('is said once, however often it is asked', () => {
    const record = askFor(waiting(), asked(), after(60))

    expect(said(record)).toEqual(['approval-asked'])
    expect(record.approval?.askedAt).toBe(start)
  })

  it('to another plan forgets the decision about the first, and says that something has changed', () => {
    const decided = takeDecision(waiting(), aDecision(), plan)

    const record = askFor(decided, asked('fedcba9876543210'), after(120))

    expect(record.approval).toMatchObject({ plan: 'fedcba9876543210', askedAt: after(120) })
    expect(record.approval?.decision).toBe(undefined)
    expect(record.answers.at(-1)).toMatchObject({ kind: 'approval-asked', facts: { again: 'true' } })
  })

  it('to a plan that comes back is said again', () => {
    const record = askFor(askFor(waiting(), asked('fedcba9876543210'), after(60)), asked(), after(120))

    expect(said(record)).toEqual(['approval-asked', 'approval-asked', 'approval-asked'])
  })

  it('to the same plan after a rejection and a retry is said again', () => {
    const rejected = takeDecision(waiting(), aDecision({ is: 'rejected' }), plan)
    const retried = retry({ ...rejected, run: ended('rejected') }, after(120))

    const record = askFor(retried, asked(), after(180))

    expect(record.answers.at(-1)).toMatchObject({ kind: 'approval-asked', facts: { again: 'false' } })
  })
})

describe('a reminder', () => {
  it('comes a day after it was asked, and once a day', () => {
    const early = remind(waiting(), after(day - 1))
    const first = remind(early, after(day))
    const again = remind(first, after(day + 60))
    const second = remind(again, after(2 * day))

    expect([early, first, again, second].map((record) => said(record).length)).toEqual([1, 2, 2, 3])
    expect(said(second).at(-1)).toBe('approval-reminder')
  })

  it('does not come when it is decided', () => {
    const decided = takeDecision(waiting(), aDecision(), plan)

    expect(remind(decided, after(2 * day))).toBe(decided)
  })

  it('does not come when nobody was asked', () => {
    const record = aRunningRecord()

    expect(remind(record, after(2 * day))).toBe(record)
  })
})

describe('a decision', () => {
  it('is kept, is said, and wakes the request', () => {
    const record = takeDecision(waiting(), aDecision(), plan)

    expect(record.approval?.decision).toEqual(aDecision())
    expect(record.answers.at(-1)).toMatchObject({ kind: 'approved', facts: { by: 'boss@contoso.com' } })
    expect(record.nextLook).toBe(after(60))
  })

  it('that rejects is said by the end of the request, not before', () => {
    const record = takeDecision(waiting(), aDecision({ is: 'rejected' }), plan)

    expect(record.approval?.decision?.is).toBe('rejected')
    expect(said(record)).toEqual(['approval-asked'])
  })

  it('counts when it is the first', () => {
    const first = takeDecision(waiting(), aDecision(), plan)

    expect(takeDecision(first, aDecision({ is: 'rejected', by: 'other@contoso.com' }), plan)).toBe(first)
  })

  it('about another plan does not count', () => {
    const record = waiting()

    expect(takeDecision(record, aDecision(), 'fedcba9876543210')).toBe(record)
  })

  it('by the person who asks does not count', () => {
    const record = waiting()

    expect(isRequester(record, 'rita@contoso.com')).toBe(true)
    expect(takeDecision(record, aDecision({ by: 'rita@contoso.com' }), plan)).toBe(record)
  })

  it('where nobody was asked does not count', () => {
    const record = aRunningRecord()

    expect(takeDecision(record, aDecision(), plan)).toBe(record)
  })

  it('that proves nothing is said once for each reason', () => {
    const once = refuseDecision(waiting(), after(60), 'its approver has no e-mail address')
    const twice = refuseDecision(once, after(120), 'its approver has no e-mail address')
    const other = refuseDecision(twice, after(180), 'it was given before this was asked')

    expect(said(twice)).toEqual(['approval-asked', 'approval-not-counted'])
    expect(said(other)).toHaveLength(3)
    expect(other.approval?.decision).toBe(undefined)
  })
})

it('a decision, or news of the ticket, that comes before the run rests is not slept over', () => {
  const decided = takeDecision(askFor(aRunningRecord(), asked(), start), aDecision(), plan)

  const rested = park(decided, 'decision', after(90), after(day))
  const news = park(consult(askFor(aRunningRecord(), asked(), start), after(60)), 'decision', after(90), after(day))
  const undecided = park(askFor(aRunningRecord(), asked(), start), 'decision', after(90), after(day))

  expect(rested.nextLook).toBe(after(90))
  expect(rested.run).toMatchObject({ notBefore: after(90) })
  expect(news.nextLook).toBe(after(90))
  expect(undecided.nextLook).toBe(after(day))
})

describe('who may decide now', () => {
  it.each<[string, RequestRecord, boolean]>([
    ['is somebody while it waits for a decision', waiting(), true],
    ['is nobody once it is decided', takeDecision(waiting(), aDecision(), plan), false],
    ['is somebody while it waits for something else too', waiting({ run: parked({ why: 'licence-free' }) }), true],
    ['is nobody while it waits to take back', waiting({ run: parked({ why: 'worker', isUndoing: true }) }), false],
    ['is somebody before the run that asked comes to rest', askFor(aRunningRecord(), asked(), start), true],
    ['is nobody after its end', waiting({ run: ended('ready') }), false],
  ])('%s', (_, record, expected) => {
    expect(waitsForDecision(record)).toBe(expected)
  })
})

describe('what a page sends', () => {
  it.each<[object, boolean]>([
    [{ plan }, true],
    [{ plan, reason: ' because ' }, true],
    [{}, false],
    [{ plan: 'x' }, false],
    [{ plan: plan.toUpperCase() }, false],
    [{ plan, reason: 'x'.repeat(501) }, false],
    [{ plan, by: 'boss@contoso.com' }, false],
  ])('%j is a decision: %s', (body, isOne) => {
    expect(decisionSchema.safeParse(body).success).toBe(isOne)
  })
})
