import { createHash } from 'node:crypto'
import { summarise, type AccountSummary, type RoomAccount } from '../room/estate/account.ts'
import { toKey } from './key.ts'
import { changeRow, type HeadedTable } from './table.ts'
import { openHeadedTable, type TablesAccess } from './tables.ts'

/** Every room account that was seen, by its address. */
export interface RoomAccounts {
  read(address: string): Promise<RoomAccount | undefined>
  /** Writes what `step` makes of it, under its ETag, until nobody was faster. `step` is pure; returning its argument writes nothing. */
  change(
    address: string,
    step: (known: RoomAccount | undefined) => RoomAccount | undefined,
  ): Promise<RoomAccount | undefined>
  remove(address: string): Promise<void>
  /** All of them, in no order. */
  list(): Promise<AccountSummary[]>
}

/** A list is read from all partitions side by side. */
const partitions = Array.from('0123456789abcdef')
const partitionOf = (address: string): string => createHash('sha256').update(address).digest('hex').charAt(0)

export const makeRoomAccounts = (access: TablesAccess): RoomAccounts =>
  keepRoomAccounts(openHeadedTable<RoomAccount, AccountSummary>(access, 'accounts', summarise))

export function keepRoomAccounts(table: HeadedTable<RoomAccount, AccountSummary>): RoomAccounts {
  const placeOf = (address: string) => [partitionOf(address), toKey(address)] as const
  return {
    read: async (address) => (await table.read(...placeOf(address)))?.value,
    change: (address, step) => changeRow(table, placeOf(address), step),
    remove: (address) => table.remove(...placeOf(address)),
    list: async () => (await Promise.all(partitions.map((partition) => table.listHeads(partition)))).flat(),
  }
}
