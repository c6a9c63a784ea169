import { findLookAlikes, type KnownName } from '../room/lookAlike.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** The rooms that the tenant has, by name and address, as they were read last. */
export interface Names {
  /** Rooms at other addresses with names that people could take for this one, as `name (address)`. */
  findLookAlikes(name: string, address: string): Promise<string[]>
  /** Replaces what is known by what was read. */
  keep(names: KnownName[]): Promise<void>
}

/** So many names in one row; a row holds 30,000 characters. */
const namesInARow = 100

export function makeNames(access: TablesAccess): Names {
  const table = openTable<KnownName[]>(access, 'estate')
  return {
    async findLookAlikes(name, address) {
      const rows = await table.list(partition)
      const others = rows.flatMap(({ value }) => value).filter((known) => known.address !== address)
      return findLookAlikes(name, others).map((known) => `${known.name} (${known.address})`)
    },
    async keep(names) {
      const count = Math.ceil(names.length / namesInARow)
      for (let row = 0; row < count; row++)
        await table.put(partition, rowOf(row), names.slice(row * namesInARow, (row + 1) * namesInARow))
      for (const { row } of await table.list(partition)) if (row >= rowOf(count)) await table.remove(partition, row)
    },
  }
}

const partition = 'names'
const rowOf = (number: number): string => String(number).padStart(5, '0')
