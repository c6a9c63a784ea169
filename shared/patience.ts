import { later, refused, type Facts, type Later, type Refused } from './outcome.ts'
import { firstWaitOf, waits, type Patience, type WaitName } from './room/patience.ts'

const longest = 300

/** Waits grow, because each round costs history; they stay short enough that a room is late by no more than half its wait. */
export const nextWait = (waitedSeconds: number, first = 5): number =>
  Math.min(longest, Math.max(first, waitedSeconds * 0.6))

/** Ask again, or give up when patience is over. `waitedSeconds` is the sum of what was asked for: clocks and timers are not trusted. */
export function waitFor(
  why: WaitName,
  waitedSeconds: number,
  patience: Patience,
  facts: Facts = {},
  seconds = 0,
): Later | Refused {
  if (waitedSeconds >= patience[why]) return refused(waits[why].over, facts)
  return later(Math.max(seconds, nextWait(waitedSeconds, firstWaitOf(why))), why)
}

/** A wait that ends the run. Patience is measured from the first time that the request was parked for it. */
export function parkFor(
  why: WaitName,
  { parkedSince }: { parkedSince: Record<string, string> },
  now: Date,
  patience: Patience,
  facts: Facts = {},
): Later | Refused {
  const since = parkedSince[why]
  const waited = since === undefined ? 0 : (now.getTime() - Date.parse(since)) / 1_000
  return waited >= patience[why]
    ? refused(waits[why].over, facts)
    : { ...later(parkedLookSeconds, why), isParking: true }
}

const parkedLookSeconds = 600
