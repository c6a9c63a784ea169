import type { Key } from './entityStore.ts'
import { Refusal, notSupported } from './refusal.ts'

/** What a path means: the account's tables, one of them, or an entity. Name and key are empty where the path has none. */
export interface Address {
  kind: 'tables' | 'table' | 'entity'
  table: string
  key: Key
}

const pathShape = /^\/([^/]+)\/([A-Za-z\d]+)(?:\((.*)\))?$/
const keyShape = /^PartitionKey='((?:[^']|'')*)', ?RowKey='((?:[^']|'')*)'$/

/** `pathname` is percent-encoded, as it came. */
export function parseAddress(pathname: string, account: string): Address {
  const [, owner, table = '', quoted] = pathShape.exec(pathname) ?? []
  const noKey = { PartitionKey: '', RowKey: '' }
  if (owner !== account) throw notSupported(`the address ${pathname}`)
  if (table === 'Tables') return { kind: 'tables', table: '', key: noKey }
  checkTableName(table)
  if (!quoted) return { kind: 'table', table, key: noKey }
  const [, partition, row] = keyShape.exec(decode(quoted)) ?? []
  if (partition === undefined || row === undefined) throw notSupported(`the address ${pathname}`)
  const key = { PartitionKey: unquote(partition), RowKey: unquote(row) }
  checkKey(key)
  return { kind: 'entity', table, key }
}

/** In an OData literal a quote is doubled. */
export const unquote = (text: string) => text.replaceAll("''", "'")

/** Rules of names and keys: learn, rest/api/storageservices/understanding-the-table-service-data-model. */
export function checkTableName(name: string): void {
  if (name.length < 3 || name.length > 63) throw new Refusal('OutOfRangeInput')
  if (!/^[a-z][a-z\d]*$/i.test(name) || name.toLowerCase() === 'tables') throw new Refusal('InvalidResourceName')
}

export function checkKey({ PartitionKey, RowKey }: Key): void {
  // oxlint-disable-next-line no-control-regex -- the service forbids control characters
  const forbidden = /[/\\#?\u0000-\u001f\u007f-\u009f]/
  if ([PartitionKey, RowKey].some((key) => key.length > 512 || forbidden.test(key))) throw new Refusal('InvalidInput')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Refusal('InvalidInput')
  }
}
