import type { Clock } from '../../shared/clock.ts'
import { start } from './records.ts'

/** Stands still until it is moved. */
export interface TestClock extends Clock {
  advance(seconds: number): void
}

export function aClock(at = start): TestClock {
  let milliseconds = Date.parse(at)
  return {
    now: () => new Date(milliseconds),
    advance(seconds) {
      milliseconds += seconds * 1_000
    },
  }
}
