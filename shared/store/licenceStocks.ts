import type { LicenceStock } from '../room/licenceStock.ts'
import { openLatest, type Latest, type TablesAccess } from './tables.ts'

/** What the tenant owns for rooms, as it was read last: a few dozen licences at most. */
export type LicenceStocks = Latest<LicenceStock>

export const makeLicenceStocks = (access: TablesAccess): LicenceStocks => openLatest(access, 'licences')
