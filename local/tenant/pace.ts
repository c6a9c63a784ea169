import { setTimeout as sleep } from 'node:timers/promises'
import { drawNumber } from './seededDraw.ts'
import type { Range } from './timings.ts'

/** Time as the tenant's clients live it: the real clock, with every wait of the service divided by the speed. */
export interface Pace {
  now(): number
  /** Real milliseconds for the service's milliseconds. */
  compress(milliseconds: number): number
  wait(milliseconds: number): Promise<void>
  /** A duration of the service in this range, the same for the same names. */
  draw(range: Range, ...names: (string | number)[]): number
}

export function makePace(seed: number, speed: number): Pace {
  const compress = (milliseconds: number) => milliseconds / speed
  return {
    now: () => Date.now(),
    compress,
    wait: (milliseconds) => sleep(compress(milliseconds)),
    draw: ([least, most], ...names) => Math.round(least + (most - least) * drawNumber(seed, ...names)),
  }
}

/** Whole seconds for a Retry-After header: never less than what is left, never less than one. */
export function retryAfterSeconds(realMilliseconds: number): string {
  return String(Math.max(1, Math.ceil(realMilliseconds / 1000)))
}
