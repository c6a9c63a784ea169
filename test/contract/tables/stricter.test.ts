import type { TableClient } from '@azure/data-tables'
import { describe, expect, test } from 'vitest'
import { aClient, aService, aTable, keysOf, put, refusalOf } from './kit.ts'

const key = { partitionKey: 'p', rowKey: 'r' }

/** What the Table service does and Azurite 3.37 does not, so that it is no yardstick here. */
describe('as the service and unlike Azurite, the local tables', () => {
  test.each<[what: string, call: (table: TableClient, odd: string) => Promise<unknown>]>([
    ['read', (table, odd) => table.getEntity('p', odd)],
    ['put', (table, odd) => table.upsertEntity({ ...key, rowKey: odd }, 'Replace')],
    ['replace', (table, odd) => table.updateEntity({ ...key, rowKey: odd }, 'Replace')],
    ['delete', (table, odd) => table.deleteEntity(odd, 'r')],
  ])('refuse to %s under a key with a forbidden character', async (_, call) => {
    const table = await aTable()

    for (const odd of ['a/b', 'a\\b', 'a#b', 'a?b', 'a\nb', 'a\u0080b']) {
      expect(await refusalOf(call(table, odd))).toMatchObject({ status: 400, code: 'InvalidInput' })
    }
  })

  test('tell why a name is no name for a table', async () => {
    const { connectionString } = await aService()

    const refusals = ['ab', '1abc'].map((name) => refusalOf(aClient(connectionString, name).createTable()))

    expect(await Promise.all(refusals)).toMatchObject([{ code: 'OutOfRangeInput' }, { code: 'InvalidResourceName' }])
  })

  test('find a table by its name in any case', async () => {
    const { connectionString } = await aService()
    await aClient(connectionString, 'Rows').createTable()

    await put(aClient(connectionString, 'ROWS'), ['p', 'r'])

    expect(await keysOf(aClient(connectionString, 'rows'))).toEqual(['p|r'])
  })

  test('count 64 KB of text in UTF-16', async () => {
    const table = await aTable()

    await table.createEntity({ ...key, json: '€'.repeat(32_768) })

    expect(await table.getEntity('p', 'r')).toMatchObject({ json: '€'.repeat(32_768) })
  })

  test('refuse to insert an entity of more than 1 MB', async () => {
    const table = await aTable()
    const values = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`p${index}`, 'x'.repeat(32_768)]))

    const refusal = await refusalOf(table.createEntity({ ...key, ...values }))

    expect(refusal).toMatchObject({ status: 400, code: 'EntityTooLarge' })
  })

  test.each([0, -1, 1001])('refuse a page of %d', async (maxPageSize) => {
    const table = await aTable()

    const refusal = await refusalOf(table.listEntities().byPage({ maxPageSize }).next())

    expect(refusal).toMatchObject({ status: 400, code: 'InvalidInput' })
  })

  test.each([{ nextPartitionKey: 'made up', nextRowKey: '1!0!' }, { nextPartitionKey: '1!4!cA--' }])(
    'refuse to go on at %o',
    async (token) => {
      const continuationToken = Buffer.from(JSON.stringify(token)).toString('base64')
      const table = await aTable()

      const refusal = await refusalOf(table.listEntities().byPage({ continuationToken }).next())

      expect(refusal).toMatchObject({ status: 400, code: 'InvalidInput' })
    },
  )

  test('go on behind a page that ends before an empty partition key', async () => {
    const table = await aTable()
    await put(table, ['', '1'], ['', '2'], ['', '3'])
    const found: unknown[] = []

    for await (const page of table.listEntities().byPage({ maxPageSize: 1 })) {
      found.push(...page.map(({ rowKey }) => rowKey))
    }

    expect(found).toEqual(['1', '2', '3'])
  })

  test.each([
    ['key', (connection: string) => connection.replace('AccountKey=E', 'AccountKey=F')],
    ['account', (connection: string) => connection.replaceAll('devstoreaccount1', 'another')],
  ])('refuse a wrong %s before all else', async (_, change) => {
    const { connectionString } = await aService()

    const refusal = await refusalOf(aClient(change(connectionString), 'absent').getEntity('p', 'r'))

    expect(refusal).toMatchObject({ status: 403, code: 'AuthenticationFailed' })
  })
})

test('an account and a key of one’s own take the place of the emulator’s', async () => {
  const key = Buffer.from('a key of my own').toString('base64')
  const { connectionString } = await aService({ account: 'mine', key })

  await aClient(connectionString).createTable()
  const refusal = await refusalOf(aClient(connectionString.replace(key, 'd3Jvbmc=')).createTable())

  expect(await keysOf(aClient(connectionString))).toEqual([])
  expect(refusal).toMatchObject({ status: 403 })
})
