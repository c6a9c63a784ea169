import { findLookAlikes, type KnownName } from '../room/lookAlike.ts'
import { makeLists } from './lists.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** The rooms that the tenant has, by name and address, as they were read last. */
export interface Names {
  /** Rooms at other addresses with names that people could take for this one, as `name (address)`. */
  findLookAlikes(name: string, address: string): Promise<string[]>
  list(): Promise<KnownName[]>
  /** Replaces what is known by what was read. */
  keep(names: KnownName[]): Promise<void>
}

export function makeNames(access: TablesAccess): Names {
  const lists = makeLists<KnownName>(openTable(access, 'estate'))
  const list = () => lists.read(partition, prefix)
  return {
    list,
    async findLookAlikes(name, address) {
      const others = (await list()).filter((known) => known.address !== address)
      return findLookAlikes(name, others).map((known) => `${known.name} (${known.address})`)
    },
    keep: (names) => lists.keep(partition, prefix, names),
  }
}

const partition = 'names'
const prefix = 'name-'
