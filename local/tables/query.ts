import { unquote } from './address.ts'
import type { Condition, Key } from './entityStore.ts'
import { Refusal, notSupported } from './refusal.ts'

const condition = String.raw`(PartitionKey(?=\s+eq\s)|RowKey)\s+(eq|ge|gt|le|lt)\s+'((?:[^']|'')*)'`
const filterShape = new RegExp(String.raw`^\s*${condition}(\s+and\s+${condition})*\s*$`)

/** `PartitionKey eq` and all comparisons of `RowKey`, joined by `and`. */
export function parseFilter(filter: string | undefined): Condition[] {
  if (filter === undefined) return []
  if (!filterShape.test(filter)) throw notSupported(`the filter ${filter}`)
  const found = [...filter.matchAll(new RegExp(condition, 'g'))]
  return found.map(([, property, operator, value = '']) => [property, operator, unquote(value)] as Condition)
}

const mostEntities = 1000

/** The service refuses more than a page. */
export function parseTop(top: string | undefined): number {
  const count = Number(top ?? mostEntities)
  if (!Number.isInteger(count) || count < 1 || count > mostEntities) throw new Refusal('InvalidInput')
  return count
}

/** Headers that send the client to the next page; keys have the service's own form, `1!8!UDE-`. */
export const continueAt = ({ PartitionKey, RowKey }: Key): Record<string, string> => ({
  'x-ms-continuation-NextPartitionKey': toToken(PartitionKey),
  'x-ms-continuation-NextRowKey': toToken(RowKey),
})

/** Where a page begins. */
export function parseContinuation(partition: string | undefined, row: string | undefined): Key {
  if (partition === undefined && row === undefined) return { PartitionKey: '', RowKey: '' }
  return { PartitionKey: fromToken(partition), RowKey: fromToken(row) }
}

function toToken(key: string): string {
  const text = Buffer.from(key).toString('base64').replaceAll('=', '-')
  return `1!${text.length}!${text}`
}

function fromToken(token = ''): string {
  const [, text] = /^1!\d+!([A-Za-z\d+/-]*)$/.exec(token) ?? []
  if (text === undefined) throw new Refusal('InvalidInput')
  return Buffer.from(text.replaceAll('-', '='), 'base64').toString()
}
