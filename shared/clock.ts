/** What time it is; a dependency, so that tests and replays decide it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
