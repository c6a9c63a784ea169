/** The last stage of a room: people find it when they book. Nothing waits for it, and being late is reported, never a failure. */
export type RoomFinderStage =
  | { kind: 'reached'; at: string }
  /** Look again then. */
  | { kind: 'awaited'; nextLook: string }
  | { kind: 'late'; says: string }
  /** It could not be looked at, and will not be. */
  | { kind: 'unknown'; says: string }

const hour = 3_600
/** Microsoft hands places on within hours; after two days somebody should look. */
const patienceSeconds = 48 * hour
const [soonest, latest] = [hour / 4, 4 * hour]

/** What is to be said of the stage: `since` is when the room was ready; `isThere` is undefined where reading is not permitted. */
export function decideRoomFinder(since: string, isThere: boolean | undefined, now: string): RoomFinderStage {
  if (isThere) return { kind: 'reached', at: now }
  if (isThere === undefined)
    return { kind: 'unknown', says: 'whether people find it when they book could not be read: a permission is missing' }
  const waited = (Date.parse(now) - Date.parse(since)) / 1_000
  if (waited >= patienceSeconds)
    return { kind: 'late', says: 'two days after it was ready people do not find it yet when they book' }
  // As long again as it has taken so far, so that no stage is late by more than half its wait.
  const seconds = Math.min(latest, Math.max(soonest, waited / 2), patienceSeconds - waited)
  return { kind: 'awaited', nextLook: new Date(Date.parse(now) + Math.ceil(seconds) * 1_000).toISOString() }
}
