/** ISO time that many seconds after another. */
export const secondsAfter = (time: Date, seconds: number): string =>
  new Date(time.getTime() + seconds * 1_000).toISOString()

/** Seconds that have passed since an ISO time. */
export const secondsSince = (since: string, now: Date): number => (now.getTime() - Date.parse(since)) / 1_000
