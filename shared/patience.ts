import { later, refused, type Facts, type Later, type Refused } from './outcome.ts'
import { waits, type Patience, type WaitName } from './room/patience.ts'

const shortest = 5
const longest = 300

/** Waits grow, because each round costs history; they stay short enough that a room is not late by more than half its wait. */
export const nextWait = (waitedSeconds: number): number => Math.min(longest, Math.max(shortest, waitedSeconds * 0.6))

/** Ask again, or give up when patience is over. `waitedSeconds` is the sum of what was asked for: clocks and timers are not trusted. */
export function waitFor(
  why: WaitName,
  waitedSeconds: number,
  patience: Patience,
  facts: Facts = {},
  seconds = nextWait(waitedSeconds),
): Later | Refused {
  return waitedSeconds >= patience[why] ? refused(waits[why].over, facts) : later(seconds, why)
}
