import { describe, expect, it } from 'vitest'
import { readLog, signInErrors } from '../../../../shared/room/signInErrors.ts'
import { dueStages, foldStage, hasOpenStages, openStage } from '../../../../shared/room/stages.ts'
import { after, start } from '../../../kit/records.ts'

const at = (seconds: number): Date => new Date(after(seconds))
const open = openStage(undefined, 'signed-in', at(0), 600)
const day = 86_400

describe('a stage', () => {
  it('is due after its first wait, and not before', () => {
    expect(dueStages({ stages: open }, at(599))).toEqual([])
    expect(dueStages({ stages: open }, at(600))).toHaveLength(1)
  })

  it('that was reached says when, and nobody looks any more', () => {
    const stages = foldStage(open, 'signed-in', { kind: 'reached', at: after(60) }, at(600))

    expect(stages).toEqual([{ stage: 'signed-in', since: start, seconds: 600, at: after(60) }])
    expect(hasOpenStages({ stages })).toBe(false)
  })

  it('stays reached when it is opened again', () => {
    const reached = foldStage(open, 'signed-in', { kind: 'reached', at: after(60) }, at(600))

    expect(openStage(reached, 'signed-in', at(700), 600)).toBe(reached)
  })

  it.each([
    [600, 1_200],
    [day, day + 21_600],
  ])('that was not reached after %i s is looked at again at %i s', (age, next) => {
    expect(foldStage(open, 'signed-in', { kind: 'not-yet' }, at(age))[0]?.nextLook).toBe(after(next))
  })

  it.each([
    ['that cannot be known', 600, { kind: 'unknowable' } as const],
    ['that was not reached in 14 days', 14 * day + 1, { kind: 'not-yet' } as const],
  ])('%s is closed without a time', (_, age, look) => {
    const [stage] = foldStage(open, 'signed-in', look, at(age))

    expect([stage?.at, stage?.nextLook]).toEqual([undefined, undefined])
  })

  it('that was closed meanwhile is not opened by a late look', () => {
    const closed = foldStage(open, 'signed-in', { kind: 'unknowable' }, at(600))

    expect(foldStage(closed, 'signed-in', { kind: 'not-yet' }, at(700))).toEqual(closed)
  })

  it('leaves the others as they are', () => {
    const two = openStage(open, 'in-room-finder', at(0), 600)

    const stages = foldStage(two, 'signed-in', { kind: 'reached', at: after(60) }, at(600))

    expect(stages.find(({ stage }) => stage === 'in-room-finder')?.nextLook).toBe(after(600))
  })
})

describe('a sign-in log', () => {
  it('with a success tells the first one, whatever failed before and after', () => {
    const lines = [
      { at: after(30), code: 0 },
      { at: after(20), code: 0 },
      { at: after(10), code: 50126 },
      { at: after(40), code: 53003 },
    ]

    expect(readLog(lines)).toEqual({ succeededAt: after(20) })
  })

  it('without one tells the last failure that has a cause', () => {
    const lines = [
      { at: after(30), code: 50140 },
      { at: after(20), code: 53003 },
      { at: after(10), code: 50126 },
    ]

    expect(readLog(lines)).toEqual({ failure: 53003 })
  })

  it('that is empty, or only shows steps on the way, tells nothing', () => {
    expect(readLog([])).toEqual({})
    expect(readLog([{ at: after(1), code: 50140 }])).toEqual({})
  })

  it.each(Object.entries(signInErrors))('says of %s in sentences what is the case and what to do', (_, error) => {
    expect([error.cause, error.remedy].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true)
    expect(error.source).not.toBe('')
  })
})
