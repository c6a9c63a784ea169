import type { Collection } from '../kit/documents.ts'
import type { Pace } from './pace.ts'
import { lags } from './timings.ts'
import type { Lag, LagName, Store } from './timings.ts'

interface Version<T> {
  value: T
  /** Real time from which a store shows it; absent means at once. */
  shownFrom: Partial<Record<Store, number>>
  /** Until this real time a store still owes one look that finds the state before. */
  owed: Partial<Record<Store, number>>
}

export interface Replicated<T> {
  id: string
  versions: Version<T>[]
}

/** One kind of thing as every store of the service has it, kept across kill −9. Values are never changed in place. */
export interface Replicas<T> {
  /** What was written last, whoever can see it yet. */
  truth(id: string): T | undefined
  /** What this store answers now. A look can be the one that finds it missing. */
  seen(id: string, store: Store): T | undefined
  write(id: string, value: T, lag: LagName): void
  remove(id: string): void
  ids(): string[]
  count(): number
}

export function openReplicas<T>(
  collection: Collection<Replicated<T>>,
  pace: Pace,
  written: (id: string, value: T | undefined) => void,
): Replicas<T> {
  const held = new Map(collection.all().map((record) => [record.id, record]))
  for (const { id, versions } of held.values()) for (const { value } of versions) written(id, value)
  return {
    truth: (id) => held.get(id)?.versions.at(-1)?.value,
    seen: (id, store) => held.get(id)?.versions.findLast((version) => isShown(version, store, pace.now()))?.value,
    write(id, value, lag) {
      const record = {
        id,
        versions: [...unsettled(held.get(id)?.versions ?? [], pace.now()), delay(value, id, lag, pace)],
      }
      collection.put(id, record)
      held.set(id, record)
      written(id, value)
    },
    remove(id) {
      collection.remove(id)
      if (held.delete(id)) written(id, undefined)
    },
    ids: () => [...held.keys()],
    count: () => held.size,
  }
}

/** The parts of one batch look within this time, and see the same. */
const oneLookMs = 100

function isShown(version: Version<unknown>, store: Store, now: number): boolean {
  const { [store]: owed = 0 } = version.owed
  if (owed > now) version.owed[store] = Math.min(owed, now + oneLookMs)
  return owed <= now && (version.shownFrom[store] ?? 0) <= now
}

function delay<T>(value: T, id: string, name: LagName, pace: Pace): Version<T> {
  const lag: Lag = lags[name]
  const version: Version<T> = { value, shownFrom: {}, owed: {} }
  for (const [store, range] of Object.entries(lag.after) as [Store, readonly [number, number]][]) {
    const milliseconds = pace.draw(range, 'lag', name, id, store)
    version.shownFrom[store] = pace.now() + pace.compress(milliseconds)
    if (lag.unseenOnce) version.owed[store] = pace.now() + milliseconds
  }
  return version
}

/** The newest version that every store shows, and all after it. */
function unsettled<T>(versions: Version<T>[], now: number): Version<T>[] {
  const everywhere = ({ shownFrom }: Version<T>) => Object.values(shownFrom).every((from) => from <= now)
  return versions.slice(Math.max(0, versions.findLastIndex(everywhere)))
}
