import { describe, expect, it } from 'vitest'
import { decideRoomFinder } from '../../../../shared/room/roomFinder.ts'
import { after, start } from '../../../kit/records.ts'

const hour = 3_600

describe('the stage in Room Finder', () => {
  it('is reached when it is seen, also after all patience', () => {
    const stages = [hour, 72 * hour].map((seconds) => decideRoomFinder(start, true, after(seconds)))

    expect(stages).toEqual([
      { kind: 'reached', at: after(hour) },
      { kind: 'reached', at: after(72 * hour) },
    ])
  })

  it.each([
    [0, hour / 4],
    [hour, hour / 2],
    [4 * hour, 2 * hour],
    [24 * hour, 4 * hour],
    [47 * hour, hour],
  ])('that is not seen after %i seconds is looked at again in %i', (waited, pause) => {
    expect(decideRoomFinder(start, false, after(waited))).toEqual({ kind: 'awaited', nextLook: after(waited + pause) })
  })

  it('is late after two days, which is reported and no problem code', () => {
    const stage = decideRoomFinder(start, false, after(48 * hour))

    expect(stage).toEqual({ kind: 'late', says: expect.stringContaining('two days') })
  })

  it('is unknown where it may not be read, and not looked at again', () => {
    expect(decideRoomFinder(start, undefined, start).kind).toBe('unknown')
  })
})
