import type { LicenceStock } from '../room/licenceStock.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** What the tenant owns for rooms, as it was read last. */
export interface LicenceStocks {
  read(): Promise<LicenceStock | undefined>
  keep(stock: LicenceStock): Promise<void>
}

/** One row: a tenant has a few dozen such licences at most. */
export function makeLicenceStocks(access: TablesAccess): LicenceStocks {
  const table = openTable<LicenceStock>(access, 'estate')
  return {
    read: async () => (await table.read(partition, row))?.value,
    keep: (stock) => table.put(partition, row, stock),
  }
}

const partition = 'licences'
const row = 'latest'
