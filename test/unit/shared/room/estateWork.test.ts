import { describe, expect, it } from 'vitest'
import { findExceptionProblem, grantException } from '../../../../shared/room/estate/exceptions.ts'
import { beginJob, breakOffJob, endJob, finishPage, listPages, openPages } from '../../../../shared/room/estate/job.ts'
import { editSchema, findOvertaken, findRepairs, findWrongKind } from '../../../../shared/room/estate/repair.ts'
import type { Finding } from '../../../../shared/room/settings/catalogue.ts'
import { early, exception, late, today, wrong } from '../../../kit/findings.ts'

describe('recommended settings', () => {
  it('are those that cost nothing and sign nobody out; the others are left', () => {
    const findings = [
      wrong('mailbox.deleteComments'),
      wrong('account.passwordNeverExpires', false),
      wrong('account.enabled', false),
      wrong('account.hasPassword', false),
      wrong('licence.room', []),
      wrong('mailbox.type', 'SharedMailbox'),
    ]

    const { repairs, left } = findRepairs(findings, [], today)

    expect(repairs.map(({ setting }) => setting)).toEqual(['mailbox.deleteComments', 'account.passwordNeverExpires'])
    expect(left).toEqual(['account.enabled', 'account.hasPassword', 'licence.room', 'mailbox.type'])
  })

  it('leave out what somebody answers for', () => {
    const exceptions = [{ ...exception, until: today }]

    expect(findRepairs([wrong('mailbox.deleteComments')], exceptions, today).repairs).toEqual([])
  })
})

describe('an edit', () => {
  const edit = { setting: 'mailbox.bookingWindowInDays', from: 180, to: 90 }
  const finding = (actual: unknown): Finding => ({ ...wrong(edit.setting, actual), state: 'shown' })

  it('is overtaken when the value is neither what its editor saw nor what he wants', () => {
    expect(findOvertaken([edit], [finding(180)])).toEqual([])
    expect(findOvertaken([edit], [finding(90)])).toEqual([])
    expect(findOvertaken([edit], [finding(365)])).toEqual([edit.setting])
  })

  it('keeps to the kind of value that the setting has', () => {
    expect(findWrongKind([{ ...edit, to: 'ninety' }], [finding(180)])).toEqual([edit.setting])
    expect(findWrongKind([edit], [finding('')])).toEqual([])
  })

  it.each(['licence.room', 'account.enabled', 'skype.registrarPool', 'nonsense'])('cannot be of %s', (setting) => {
    expect(editSchema.safeParse({ ...edit, setting }).success).toBe(false)
  })
})

describe('an exception', () => {
  const now = new Date(early)

  it.each([
    ['2026-11-20', 'is in the past'],
    ['2028-01-01', 'within a year'],
  ])('until %s is refused', (until, words) => {
    expect(findExceptionProblem(until, now)?.detail).toContain(words)
  })

  it('until today or within a year is taken, and replaces that of the same setting', () => {
    const granted = { ...exception, until: '2027-01-01' }

    expect(findExceptionProblem(today, now)).toBeUndefined()
    expect(grantException([{ ...exception, until: today }], granted)).toEqual([granted])
  })
})

describe('work on many accounts', () => {
  const job = listPages(beginJob({ id: 'j', kind: 'scan', by: 'b', at: early }, late), 650, 7)

  it('goes through its pages in windows, and goes on with those that are open', () => {
    expect(openPages(job)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6],
    ])
    expect(openPages(finishPage(finishPage(job, 1, late), 4, late))).toEqual([[0, 2, 3, 5], [6]])
  })

  it('is listed once, whoever lists it again', () => {
    expect(listPages(job, 3, 1)).toBe(job)
  })

  it('is begun again when it breaks off, at most three times', () => {
    const second = breakOffJob(job, late, late)
    const third = breakOffJob(second, late, late)

    expect([second.attempts, third.attempts]).toEqual([2, 3])
    expect(breakOffJob(third, late, late)).toMatchObject({ state: 'failed', code: 'internal' })
  })

  it('that has ended stays as it ended', () => {
    const stopped = endJob(job, { state: 'cancelled' }, late)

    expect(endJob(stopped, { state: 'done' }, late)).toBe(stopped)
    expect(breakOffJob(stopped, late, late)).toBe(stopped)
  })
})
