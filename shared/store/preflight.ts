import type { Preflight } from '../room/preflight.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface PreflightStore {
  read(): Promise<Preflight | undefined>
  keep(preflight: Preflight): Promise<void>
}

/** One row: what was found last. */
export function makePreflightStore(access: TablesAccess): PreflightStore {
  const table = openTable<Preflight>(access, 'estate')
  return {
    read: async () => (await table.read(partition, row))?.value,
    keep: (preflight) => table.put(partition, row, preflight),
  }
}

const partition = 'preflight'
const row = 'latest'
