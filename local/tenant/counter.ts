/** What was asked of the tenant since it started; not kept over a restart. */
interface Counts {
  calls: Record<string, number>
  writesWithEffect: number
  throttled: number
  /** HTTP requests of Graph and Exchange at one time. */
  inFlightMaximum: number
}

export interface Counter {
  count(name: string, hadEffect: boolean, isThrottled: boolean): void
  enter(): void
  leave(): void
  read(): Counts
}

export function makeCounter(): Counter {
  const counts: Counts = { calls: {}, writesWithEffect: 0, throttled: 0, inFlightMaximum: 0 }
  let inFlight = 0
  return {
    count(name, hadEffect, isThrottled) {
      counts.calls[name] = (counts.calls[name] ?? 0) + 1
      if (hadEffect) counts.writesWithEffect += 1
      if (isThrottled) counts.throttled += 1
    },
    enter() {
      inFlight += 1
      counts.inFlightMaximum = Math.max(counts.inFlightMaximum, inFlight)
    },
    leave() {
      inFlight -= 1
    },
    read: () => counts,
  }
}
