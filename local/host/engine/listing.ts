import { hasEnded, type Instance } from './instance.ts'
import type { Store } from './store.ts'

export interface Filter {
  statuses: string[]
  createdFrom: number | undefined
  createdTo: number | undefined
  idPrefix: string
}

/** Reads the filters that listing and purging share; several statuses come repeated or with commas. */
export function readFilter(query: Record<string, string[]>): Filter {
  const time = (name: string) => {
    const value = Date.parse(query[name]?.[0] ?? '')
    return Number.isNaN(value) ? undefined : value
  }
  return {
    statuses: (query['runtimeStatus'] ?? []).flatMap((value) => value.split(',')),
    createdFrom: time('createdTimeFrom'),
    createdTo: time('createdTimeTo'),
    idPrefix: query['instanceIdPrefix']?.[0] ?? '',
  }
}

/** One page in the order of ids; `next` is the id that the next page begins with. */
export function listInstances(
  store: Store,
  filter: Filter,
  size: number,
  from: string = filter.idPrefix,
): { instances: Instance[]; next: string | undefined } {
  const instances: Instance[] = []
  for (const instance of store.instancesFrom(from)) {
    if (!fits(instance, filter)) continue
    if (instances.length === size) return { instances, next: instance.instanceId }
    instances.push(instance)
  }
  return { instances, next: undefined }
}

/** Removes the instances that fit and have ended; returns how many. */
export function purgeInstances(store: Store, filter: Filter): number {
  const { instances } = listInstances(store, filter, Infinity)
  const ended = instances.filter(hasEnded)
  store.together(() => ended.forEach(({ instanceId }) => store.forget(instanceId)))
  return ended.length
}

function fits(instance: Instance, { statuses, createdFrom, createdTo, idPrefix }: Filter): boolean {
  const created = Date.parse(instance.createdTime)
  return (
    instance.instanceId.startsWith(idPrefix) &&
    (statuses.length === 0 || statuses.includes(instance.status)) &&
    created >= (createdFrom ?? -Infinity) &&
    created <= (createdTo ?? Infinity)
  )
}
