import { expect, test } from 'vitest'
import { toProblemAnswer } from '../../../../shared/http/edge.ts'
import { limitPeople, makeRateLimit } from '../../../../shared/http/rateLimit.ts'
import { Problem } from '../../../../shared/room/problems.ts'
import { aClock } from '../../../kit/clock.ts'
import { rita } from '../../../kit/front.ts'

const countTaken = (limit: () => void): number => {
  for (let taken = 0; ; taken++)
    try {
      limit()
    } catch {
      return taken
    }
}

test('a caller has as many calls as the limit says, and gets them back within a minute', () => {
  const clock = aClock()
  const limit = makeRateLimit(60, clock)

  expect(countTaken(() => limit('rita'))).toBe(60)
  clock.advance(10)
  expect(countTaken(() => limit('rita'))).toBe(10)
  clock.advance(3_600)
  expect(countTaken(() => limit('rita'))).toBe(60)
})

test('one caller takes nothing from another', () => {
  const limit = makeRateLimit(2, aClock())
  countTaken(() => limit('rita'))

  expect(countTaken(() => limit('rolf'))).toBe(2)
})

test('who calls too often is told when to go on', async () => {
  const signIn = limitPeople(async () => rita, makeRateLimit(2, aClock()))
  await signIn(new Headers(), [])
  await signIn(new Headers(), [])

  const problem = await signIn(new Headers(), []).catch((error: unknown) => error)

  expect(problem).toBeInstanceOf(Problem)
  expect(toProblemAnswer(problem as Problem)).toMatchObject({ status: 429, headers: { 'retry-after': '30' } })
})
