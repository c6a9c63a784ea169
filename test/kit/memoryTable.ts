import { setImmediate } from 'node:timers/promises'
import type { HeadedTable, Table } from '../../shared/store/table.ts'

/** A table of the store in memory. Each call takes a turn, of the event loop where nobody else hands them out, so that two callers meet each other as at a remote one. */
export function memoryTable<T>(turn: () => Promise<unknown> = () => setImmediate()): Table<T> {
  const rows = new Map<string, { row: string; json: string; etag: string }>()
  let version = 0
  const keyOf = (partition: string, row: string): string => `${partition}\n${row}`
  const write = (partition: string, row: string, value: T): true => {
    rows.set(keyOf(partition, row), { row, json: JSON.stringify(value), etag: String(++version) })
    return true
  }
  const listPrefixed: Table<T>['listPrefixed'] = async (partition, prefix) => {
    await turn()
    return [...rows]
      .filter(([key]) => key.startsWith(keyOf(partition, prefix)))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { row, json, etag }]) => ({ row, etag, value: JSON.parse(json) as T }))
  }
  return {
    async read(partition, row) {
      await turn()
      const known = rows.get(keyOf(partition, row))
      return known && { row, etag: known.etag, value: JSON.parse(known.json) as T }
    },
    async insert(partition, row, value) {
      await turn()
      return !rows.has(keyOf(partition, row)) && write(partition, row, value)
    },
    async replace(partition, row, value, etag) {
      await turn()
      return rows.get(keyOf(partition, row))?.etag === etag && write(partition, row, value)
    },
    async put(partition, row, value) {
      await turn()
      write(partition, row, value)
    },
    async remove(partition, row, etag) {
      await turn()
      const known = rows.get(keyOf(partition, row))
      if (etag === undefined || known?.etag === etag) rows.delete(keyOf(partition, row))
    },
    list: async (partition, atMost = Infinity) => (await listPrefixed(partition, '')).slice(0, atMost),
    listAfter: async (partition, after, atMost = Infinity) =>
      (await listPrefixed(partition, '')).filter(({ row }) => row > after).slice(0, atMost),
    listPrefixed,
  }
}

/** The same with a short form of each value. */
export function memoryHeadedTable<T, H>(toHead: (value: T) => H): HeadedTable<T, H> {
  const table = memoryTable<T>()
  return { ...table, listHeads: async (partition) => (await table.list(partition)).map(({ value }) => toHead(value)) }
}
