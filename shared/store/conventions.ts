import { openTable, type TablesAccess } from './tables.ts'

/** How new rooms are named, as the settings of the back say it: the front proposes names by it, and has no such settings itself. */
export interface Convention {
  domain: string
  /** Of addresses and of display names, as they are written in the settings. */
  pattern: string
  displayName: string
  /** When the names of rooms were listed; nothing where none are. */
  observedAt?: string
}

export interface Conventions {
  read(): Promise<Convention | undefined>
  keep(convention: Convention): Promise<void>
}

export function makeConventions(access: TablesAccess): Conventions {
  const table = openTable<Convention>(access, 'estate')
  return {
    read: async () => (await table.read(partition, row))?.value,
    keep: (convention) => table.put(partition, row, convention),
  }
}

const partition = 'convention'
const row = 'latest'
