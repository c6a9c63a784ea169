import type { TableClient } from '@azure/data-tables'
import { describe, expect, test } from 'vitest'
import { aTable, inPartition, keysOf, put, services } from './kit.ts'

/** Entities come in the order of UTF-16 code units, which neither a dictionary nor UTF-8 has. */
const inOrder = ['|', '|x', 'B|1', 'a|', 'a|1', 'a|10', 'a|2', 'a|Z', "a|it's", 'a|é', 'a|😀', 'a|\uff00', 'b|1']

async function aFilledTable(service: (typeof services)[number]): Promise<TableClient> {
  const table = await aTable(service)
  const shuffled = inOrder.toSorted((one, other) => one.length - other.length || (one < other ? 1 : -1))
  await put(table, ...shuffled.map((keys) => keys.split('|') as [string, string]))
  return table
}

async function pagesOf(table: TableClient, maxPageSize: number, filter?: string): Promise<string[][]> {
  const pages: string[][] = []
  const queryOptions = filter === undefined ? {} : { filter }
  for await (const page of table.listEntities({ queryOptions }).byPage({ maxPageSize })) {
    pages.push(page.map(({ partitionKey, rowKey }) => `${partitionKey}|${rowKey}`))
  }
  return pages
}

describe.each(services)('%s', (service) => {
  test('entities come in the ordinal order of their keys', async () => {
    expect(await keysOf(await aFilledTable(service))).toEqual(inOrder)
  })

  test.each<[filter: string, keys: string[]]>([
    ["PartitionKey eq 'a'", inOrder.slice(3, 12)],
    ["PartitionKey eq ''", ['|', '|x']],
    ["PartitionKey eq 'A'", []],
    ["RowKey eq '1'", ['B|1', 'a|1', 'b|1']],
    ["RowKey eq 'it''s'", ["a|it's"]],
    ["PartitionKey eq 'a' and RowKey eq '10'", ['a|10']],
    ["RowKey eq '10' and PartitionKey eq 'a'", ['a|10']],
    ["PartitionKey eq 'a' and RowKey gt '1'", inOrder.slice(5, 12)],
    ["PartitionKey eq 'a' and RowKey ge '1'", inOrder.slice(4, 12)],
    ["PartitionKey eq 'a' and RowKey lt '2'", inOrder.slice(3, 6)],
    ["PartitionKey eq 'a' and RowKey le '2'", inOrder.slice(3, 7)],
    ["PartitionKey eq 'a' and RowKey ge '1' and RowKey lt '2'", ['a|1', 'a|10']],
    ["PartitionKey eq 'a' and RowKey gt '2' and RowKey le '2'", []],
    ["RowKey ge '' and RowKey lt '1'", ['|', 'a|']],
  ])('%s finds what it says', async (filter, keys) => {
    expect(await keysOf(await aFilledTable(service), filter)).toEqual(keys)
  })

  test('pages follow each other without gap or overlap', async () => {
    const table = await aFilledTable(service)

    const pages = await pagesOf(table, 3, inPartition('a'))

    expect(pages).toEqual([inOrder.slice(3, 6), inOrder.slice(6, 9), inOrder.slice(9, 12)])
  })

  test('a page begins behind an entity that was deleted meanwhile', async () => {
    const table = await aFilledTable(service)
    const found: unknown[] = []

    for await (const page of table
      .listEntities({ queryOptions: { filter: inPartition('a') } })
      .byPage({ maxPageSize: 2 })) {
      found.push(...page.map(({ rowKey }) => rowKey))
      if (found.length === 2) await table.deleteEntity('a', '10')
    }

    expect(found).toEqual(['', '1', '2', 'Z', "it's", 'é', '😀', '\uff00'])
  })

  test('only the selected properties come, and always the ETag', async () => {
    const table = await aTable(service)
    await table.createEntity({ partitionKey: 'p', rowKey: 'r', json: '1', other: '2' })

    const read = await table.getEntity('p', 'r', { queryOptions: { select: ['json', 'absent'] } })
    const listed = await table.listEntities({ queryOptions: { select: ['rowKey', 'timestamp'] } }).next()

    expect(Object.keys(read).toSorted()).toEqual(['etag', 'json', 'odata.metadata'])
    expect(Object.keys(listed.value).toSorted()).toEqual(['etag', 'rowKey', 'timestamp'])
  })

  test('5,000 entities come in five pages, in order', async () => {
    const table = await aTable(service)
    const rows = Array.from({ length: 5000 }, (_, index) => String(index).padStart(4, '0'))
    const left = [...rows]
    const write = async () => {
      for (let rowKey = left.pop(); rowKey !== undefined; rowKey = left.pop()) await put(table, ['p', rowKey])
    }
    await Promise.all([write(), write(), write(), write()])

    const sizes: number[] = []
    const found: string[] = []
    for await (const page of table.listEntities({ queryOptions: { filter: inPartition('p') } }).byPage()) {
      sizes.push(page.length)
      found.push(...page.map(({ rowKey = '' }) => rowKey))
    }

    expect(sizes).toEqual([1000, 1000, 1000, 1000, 1000])
    expect(found).toEqual(rows)
  })
})
