import { AzureSASCredential, TableClient, TableServiceClient } from '@azure/data-tables'
import { expect, test } from 'vitest'
import { aClient, aService, keysOf, loopback, put, refusalOf } from './kit.ts'

const entity = { partitionKey: 'p', rowKey: 'r' }
const url = (connection: string) => /TableEndpoint=([^;]+)/.exec(connection)?.[1] ?? ''

test.each<[what: string, call: (table: TableClient, service: TableServiceClient) => Promise<unknown>, words: string]>([
  ['update by merging', (table) => table.updateEntity(entity, 'Merge'), 'PATCH'],
  ['upsert by merging', (table) => table.upsertEntity(entity, 'Merge'), 'PATCH'],
  ['transactions', (table) => table.submitTransaction([['create', { ...entity, rowKey: 'x' }]]), '$batch'],
  ['listing tables', (_, service) => service.listTables().next(), 'GET'],
  ['deleting a table', (table) => table.deleteTable(), 'Tables'],
  ['access policies', (table) => table.getAccessPolicy(), 'comp'],
  ['service properties', (_, service) => service.getProperties(), 'address'],
  ['a filter on one entity', (table) => table.getEntity('p', 'r', { queryOptions: { filter: 'x' } }), '$filter'],
  ['dates', (table) => table.upsertEntity({ ...entity, at: new Date() }, 'Replace'), 'the property at'],
  ['bigints', (table) => table.upsertEntity({ ...entity, count: 5n }, 'Replace'), 'the property count'],
  ['bytes', (table) => table.upsertEntity({ ...entity, bytes: new Uint8Array(4) }, 'Replace'), 'the property bytes'],
  [
    'integers of more than 32 bits',
    (table) => table.upsertEntity({ ...entity, big: 2 ** 31 }, 'Replace'),
    'the property big',
  ],
  ['a range of partitions', (table) => keysOf(table, "PartitionKey gt 'a'"), 'filter'],
  ['or', (table) => keysOf(table, "RowKey eq 'a' or RowKey eq 'b'"), 'filter'],
  ['not', (table) => keysOf(table, "not (RowKey eq 'a')"), 'filter'],
  ['brackets', (table) => keysOf(table, "(RowKey eq 'a')"), 'filter'],
  ['other than', (table) => keysOf(table, "RowKey ne 'a'"), 'filter'],
  ['other properties', (table) => keysOf(table, "json eq 'a'"), 'filter'],
  ['half a filter', (table) => keysOf(table, "RowKey eq 'a' and"), 'filter'],
  ['a filter behind a filter', (table) => keysOf(table, "RowKey eq 'a'RowKey eq 'a'"), 'filter'],
])('%s: refused as not supported, and logged', async (_, call, words) => {
  const { connectionString, lines } = await aService()
  const table = aClient(connectionString)
  await table.createTable()
  await put(table, ['p', 'r'])

  const refusal = await refusalOf(call(table, TableServiceClient.fromConnectionString(connectionString, loopback)))

  expect(refusal.status).toBe(501)
  expect(refusal.message).toContain('not supported by the local tables: ')
  expect(refusal.message).toContain(words)
  expect(lines).toHaveLength(1)
  expect(await keysOf(table)).toEqual(['p|r'])
})

test('a shared access signature is refused as not supported and does not come into the log', async () => {
  const { connectionString, lines } = await aService()
  const client = new TableClient(
    url(connectionString),
    'rows',
    new AzureSASCredential('sv=2019-02-02&sig=secret'),
    loopback,
  )

  const refusal = await refusalOf(client.getEntity('p', 'r'))

  expect(refusal).toMatchObject({ status: 501 })
  expect(lines.join()).toContain('SAS')
  expect(lines.join()).not.toContain('secret')
})

test.each<[what: string, status: number, init: RequestInit]>([
  ['an unsigned request', 403, {}],
  ['a request with a bearer token', 501, { headers: { authorization: 'Bearer secret' } }],
])('%s is refused', async (_, status, init) => {
  const { connectionString, lines } = await aService()

  const answer = await fetch(`${url(connectionString)}/Tables`, init)

  expect(answer.status).toBe(status)
  expect(lines.join()).not.toContain('secret')
})
