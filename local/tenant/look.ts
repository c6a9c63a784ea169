import type { Replicas } from './replicas.ts'
import type { Store } from './timings.ts'

/** Sees one kind of thing as one store shows it now. */
export type Look = <T>(facet: Replicas<T>, id: string) => T | undefined

export const lookingFrom =
  (store: Store): Look =>
  (facet, id) =>
    facet.seen(id, store)

/** For a read that flaps: what is there is not found. */
export const blind: Look = () => undefined
