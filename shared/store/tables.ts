import { TableClient, TableServiceClient } from '@azure/data-tables'
import type { TokenCredential } from '@azure/identity'
import { makeHeadedTable, makeTable, type HeadedTable, type Table } from './table.ts'

/** Every table of the product. infra gives each app rights on just the ones that it uses. */
export const tableNames = [
  'requestById',
  'requests',
  'steps',
  'audit',
  'reservations',
  'quarantine',
  'estate',
  'devices',
  'accounts',
  'jobs',
  'reveals',
] as const
export type TableName = (typeof tableNames)[number]

/** Where tables are: a connection string (local, tests), or an account's address and who we are (Azure). */
export type TablesAccess = { connectionString: string } | { url: string; credential: TokenCredential }

export const openTable = <T>(access: TablesAccess, name: TableName): Table<T> => makeTable<T>(clientOf(access, name))

/** What was found last: one row, which the next one replaces. */
export interface Latest<T> {
  read(): Promise<T | undefined>
  keep(value: T): Promise<void>
}

export function openLatest<T>(access: TablesAccess, partition: string): Latest<T> {
  const table = openTable<T>(access, 'estate')
  return {
    read: async () => (await table.read(partition, 'latest'))?.value,
    keep: (value) => table.put(partition, 'latest', value),
  }
}

/** Lists of it read the short form of each value alone. */
export const openHeadedTable = <T, H>(
  access: TablesAccess,
  name: TableName,
  toHead: (value: T) => H,
): HeadedTable<T, H> => makeHeadedTable(clientOf(access, name), toHead)

const clientOf = (access: TablesAccess, name: TableName): TableClient =>
  'url' in access
    ? new TableClient(access.url, name, access.credential)
    : TableClient.fromConnectionString(access.connectionString, name, loopback)

/** Makes the tables that are missing; harmless to run twice and at once. */
export async function createTables(access: TablesAccess): Promise<void> {
  const service =
    'url' in access
      ? new TableServiceClient(access.url, access.credential)
      : TableServiceClient.fromConnectionString(access.connectionString, loopback)
  await Promise.all(tableNames.map((name) => service.createTable(name)))
}

/** Plain http is for the local emulator; the configuration refuses it elsewhere. */
const loopback = { allowInsecureConnection: true }
