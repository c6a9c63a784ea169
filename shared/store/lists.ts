import { chunkByLength } from '../room/chunk.ts'
import type { Table } from './table.ts'

/** Lists of any length, in as few rows as they fit into. */
export interface Lists<T> {
  /** Without a prefix every list of the partition, in the order of their prefixes. */
  read(partition: string, prefix?: string): Promise<T[]>
  /** Replaces the list; who reads meanwhile may see the old end behind the new beginning. */
  keep(partition: string, prefix: string, items: T[]): Promise<void>
  remove(partition: string): Promise<void>
}

/** A row holds 30,000 characters; the brackets and commas of its list are counted with the items. */
const longestRow = 29_000

/** No list of a partition may begin like another one: prefixes end with a sign that they do not have inside. */
export function makeLists<T>(table: Table<T[]>): Lists<T> {
  return {
    read: async (partition, prefix) => {
      const rows = await (prefix === undefined ? table.list(partition) : table.listPrefixed(partition, prefix))
      return rows.flatMap(({ value }) => value)
    },
    async keep(partition, prefix, items) {
      const rows = chunkByLength(items, longestRow)
      const rowOf = (number: number): string => `${prefix}${String(number).padStart(5, '0')}`
      for (const [number, row] of rows.entries()) await table.put(partition, rowOf(number), row)
      for (const { row } of await table.listPrefixed(partition, prefix))
        if (row >= rowOf(rows.length)) await table.remove(partition, row)
    },
    async remove(partition) {
      for (const { row } of await table.list(partition)) await table.remove(partition, row)
    },
  }
}
