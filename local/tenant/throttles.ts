import type { Pace } from './pace.ts'
import { limits } from './timings.ts'

export interface Usage {
  isFull: boolean
  /** Real milliseconds until there is room again. */
  freeIn: number
  /** Of the limit, with this call; more than 1 when full. */
  share: number
}

interface Bucket {
  take(amount: number, limit: number): Usage
}

/** So much in each window of time; a refused call costs nothing. */
export function makeBucket(windowMilliseconds: number, pace: Pace): Bucket {
  const length = pace.compress(windowMilliseconds)
  let start = -Infinity
  let taken = 0
  return {
    take(amount, limit) {
      if (pace.now() - start >= length) {
        start = pace.now()
        taken = 0
      }
      const isFull = taken + amount > limit
      const share = (taken + amount) / limit
      if (!isFull) taken += amount
      return { isFull, freeIn: start + length - pace.now(), share }
    },
  }
}

/** By the number of users in the tenant (throttling-limits, identity and access). */
export function unitLimit(users: number): number {
  const { small, medium, large } = limits.graphUnits
  if (users < 50) return small
  return users <= 500 ? medium : large
}

/** So many at one time; each that was taken is given back. */
interface Slots {
  take(): boolean
  giveBack(): void
}

export function makeSlots(most: number): Slots {
  let taken = 0
  return {
    take() {
      const isFree = taken < most
      if (isFree) taken += 1
      return isFree
    },
    giveBack() {
      taken -= 1
    },
  }
}
