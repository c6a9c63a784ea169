import { TableServiceClient } from '@azure/data-tables'
import type { TableClient } from '@azure/data-tables'
import { describe, expect, test } from 'vitest'
import { aClient, aTable, connectionTo, inPartition, keysOf, loopback, put, refusalOf, services } from './kit.ts'

const stale = { etag: `W/"datetime'2020-01-01T00%3A00%3A00.0000000Z'"` }
const key = { partitionKey: 'p', rowKey: 'r' }
const text = (characters: number, character = 'x') => character.repeat(characters)
const manyProperties = (count: number, value: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]))

describe.each(services)('%s', (service) => {
  test('a table is made once, whatever the case of its name', async () => {
    const connection = await connectionTo(service)
    const create = async (name: string) => {
      let answer = 0
      const client = TableServiceClient.fromConnectionString(connection, loopback)
      await client.createTable(name, { onResponse: ({ status }) => void (answer = status) })
      return answer
    }

    const answers = [await create('once'), await create('once'), await create('ONCE')]
    await put(aClient(connection, 'Once'), ['p', 'r'])

    expect(answers).toEqual([201, 409, 409])
    expect(await keysOf(aClient(connection, 'once'))).toEqual(['p|r'])
  })

  test.each(['ab', text(64), '1abc', 'a-bc', 'tables'])('a table may not be called %s', async (name) => {
    const client = TableServiceClient.fromConnectionString(await connectionTo(service), loopback)

    expect(await refusalOf(client.createTable(name))).toMatchObject({ status: 400 })
  })

  test('an entity is read as it was inserted, with an ETag and a timestamp; null is no value', async () => {
    const table = await aTable(service)
    const values = { json: '{"a":"ä€😀\\u0000"}', count: -5, share: 0.1, isOpen: false, empty: '' }

    const { etag } = await table.createEntity({ ...key, ...values, nothing: null })
    const { timestamp, 'odata.metadata': _, ...entity } = await table.getEntity(key.partitionKey, key.rowKey)

    expect(entity).toEqual({ ...key, ...values, etag })
    expect(String(timestamp)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/)
    expect(Math.abs(Date.parse(String(timestamp)) - Date.now())).toBeLessThan(5000)
  })

  test('an entity that was read can be written back as it is', async () => {
    const table = await aTable(service)
    await table.createEntity({ ...key, json: '1' })
    const before = await table.getEntity('p', 'r')

    const { etag } = await table.updateEntity({ ...before, ...key }, 'Replace', { etag: before.etag })

    const after = await table.getEntity('p', 'r')
    expect(after).toMatchObject({ json: '1', etag })
    expect(after.etag).not.toBe(before.etag)
    expect(after.timestamp).not.toBe(before.timestamp)
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted())
  })

  test('each write changes the ETag, and replacing takes what it does not name', async () => {
    const table = await aTable(service)
    const etags = [(await table.createEntity({ ...key, first: '1' })).etag]
    etags.push((await table.upsertEntity({ ...key, second: '2' }, 'Replace')).etag)
    etags.push((await table.updateEntity({ ...key, third: '3' }, 'Replace')).etag)
    etags.push((await table.updateEntity({ ...key, third: '3' }, 'Replace', { etag: etags[2] ?? '' })).etag)

    const entity = await table.getEntity('p', 'r')

    expect(new Set(etags).size).toBe(4)
    expect(entity).toMatchObject({ third: '3', etag: etags[3] })
    expect(entity).not.toHaveProperty('first')
    expect(entity).not.toHaveProperty('second')
  })

  test('an insert is answered with the entity unless the client prefers none', async () => {
    const table = await aTable(service)
    const answers: { status: number; preference: string | undefined; body: unknown }[] = []
    const insert = (rowKey: string) =>
      table.createEntity(
        { ...key, rowKey, json: '1' },
        {
          onResponse: ({ status, headers, bodyAsText }) =>
            answers.push({
              status,
              preference: headers.get('preference-applied'),
              body: JSON.parse(bodyAsText || '{}'),
            }),
        },
      )

    await insert('silent')
    table.pipeline.addPolicy({
      name: 'wish',
      sendRequest: (request, next) => {
        request.headers.delete('prefer')
        return next(request)
      },
    })
    const { etag } = await insert('full')

    const metadata: unknown = expect.stringMatching(/\/devstoreaccount1\/\$metadata#rows\d+\/@Element$/)
    const entity = { PartitionKey: 'p', RowKey: 'full', json: '1', 'odata.etag': etag, 'odata.metadata': metadata }
    expect(answers[0]).toEqual({ status: 204, preference: 'return-no-content', body: {} })
    expect(answers[1]).toMatchObject({ status: 201, body: entity })
  })

  test('an entity is deleted under its ETag or any, once', async () => {
    const table = await aTable(service)
    const { etag } = await table.upsertEntity(key, 'Replace')
    await put(table, ['p', 'other'])

    await table.deleteEntity('p', 'r', { etag: etag ?? '' })
    await table.deleteEntity('p', 'other')

    expect(await refusalOf(table.deleteEntity('p', 'r'))).toMatchObject({ status: 404, code: 'ResourceNotFound' })
    expect(await keysOf(table)).toEqual([])
  })

  test.each<[what: string, call: (table: TableClient) => Promise<unknown>, status: number, code: string]>([
    ['insert what is there', (table) => table.createEntity(key), 409, 'EntityAlreadyExists'],
    ['read what is not there', (table) => table.getEntity('p', 'absent'), 404, 'ResourceNotFound'],
    [
      'replace what is not there',
      (table) => table.updateEntity({ ...key, rowKey: 'x' }, 'Replace'),
      404,
      'ResourceNotFound',
    ],
    [
      'replace what is not there under an ETag',
      (table) => table.updateEntity({ ...key, rowKey: 'x' }, 'Replace', stale),
      404,
      'ResourceNotFound',
    ],
    [
      'replace under an old ETag',
      (table) => table.updateEntity(key, 'Replace', stale),
      412,
      'UpdateConditionNotSatisfied',
    ],
    [
      'replace under an empty ETag',
      (table) => table.updateEntity(key, 'Replace', { etag: '' }),
      412,
      'UpdateConditionNotSatisfied',
    ],
    ['replace under no ETag at all', (table) => table.updateEntity(key, 'Replace', { etag: 'x' }), 400, 'InvalidInput'],
    [
      'delete what is not there under an ETag',
      (table) => table.deleteEntity('p', 'absent', stale),
      404,
      'ResourceNotFound',
    ],
    ['delete under an old ETag', (table) => table.deleteEntity('p', 'r', stale), 412, 'UpdateConditionNotSatisfied'],
    ['delete under no ETag at all', (table) => table.deleteEntity('p', 'r', { etag: 'x' }), 400, 'InvalidInput'],
    [
      'insert more than 64 KB in a property',
      (table) => table.createEntity({ ...key, rowKey: 'x', json: text(32_769) }),
      400,
      'PropertyValueTooLarge',
    ],
    [
      'put more than 64 KB in a property',
      (table) => table.upsertEntity({ ...key, json: text(32_769) }, 'Replace'),
      400,
      'PropertyValueTooLarge',
    ],
    [
      'put more than 1 MB in an entity',
      (table) => table.upsertEntity({ ...key, ...manyProperties(17, text(32_768, '€')) }, 'Replace'),
      400,
      'EntityTooLarge',
    ],
    [
      'send more than 4 MB',
      (table) => table.createEntity({ ...key, ...manyProperties(130, text(32_768)) }),
      413,
      'RequestBodyTooLarge',
    ],
    [
      'insert under a key of more than 512 characters',
      (table) => table.createEntity({ ...key, rowKey: text(513) }),
      400,
      'InvalidInput',
    ],
  ])('one may not %s', async (_, call, status, code) => {
    const table = await aTable(service)
    const { etag } = await table.createEntity({ ...key, json: 'before' })

    const refusal = await refusalOf(call(table))

    expect(refusal).toMatchObject({ status, code })
    expect(await table.getEntity('p', 'r')).toMatchObject({ json: 'before', etag })
    expect(await keysOf(table)).toEqual(['p|r'])
  })

  test.each<[what: string, call: (table: TableClient) => Promise<unknown>]>([
    ['insert', (table) => table.createEntity(key)],
    ['read', (table) => table.getEntity('p', 'r')],
    ['replace', (table) => table.updateEntity(key, 'Replace')],
    ['put', (table) => table.upsertEntity(key, 'Replace')],
    ['delete', (table) => table.deleteEntity('p', 'r')],
    ['list', (table) => keysOf(table)],
  ])('to %s needs a table', async (_, call) => {
    const absent = aClient(await connectionTo(service), 'absent')

    expect(await refusalOf(call(absent))).toMatchObject({ status: 404, code: 'TableNotFound' })
  })

  test('the largest property and the longest keys are kept whole', async () => {
    const table = await aTable(service)
    const longest = { partitionKey: text(512, '€'), rowKey: text(512, '€') }

    await table.createEntity({ ...longest, json: text(32_768) })

    expect(await table.getEntity(longest.partitionKey, longest.rowKey)).toMatchObject({ json: text(32_768) })
  })

  test.each([
    '',
    "'",
    "it's",
    "a''b",
    "x',RowKey='y",
    "x')",
    'a b',
    '+',
    '%',
    '%41',
    '%2541',
    '&=;,()',
    '.',
    '..',
    '~!@$^*|<>"{}[]`:',
    'äé',
    '😀',
    '\u00a0',
    '\ufffe',
    '\uffff',
  ])('the key «%s» names one entity in every call', async (odd) => {
    const table = await aTable(service)
    await put(table, ['other', 'other'], [odd, 'other'], ['other', odd])

    await table.createEntity({ partitionKey: odd, rowKey: odd, json: '1' })
    const { etag } = await table.getEntity(odd, odd)
    await table.updateEntity({ partitionKey: odd, rowKey: odd, json: '2' }, 'Replace', { etag })

    expect(await table.getEntity(odd, odd)).toMatchObject({ partitionKey: odd, rowKey: odd, json: '2' })
    expect(await keysOf(table, inPartition(odd))).toHaveLength(2)
    await table.deleteEntity(odd, odd)
    expect(await keysOf(table)).toHaveLength(3)
  })

  test.each(['/', '\\', '#', '?', '\t', '\u0000', '\u001f', '\u007f', '\u009f'])(
    'no entity may be inserted with %j in a key',
    async (forbidden) => {
      const table = await aTable(service)

      for (const keys of [
        { ...key, rowKey: `a${forbidden}` },
        { ...key, partitionKey: `${forbidden}a` },
      ]) {
        expect(await refusalOf(table.createEntity(keys))).toMatchObject({ status: 400, code: 'InvalidInput' })
      }
    },
  )
})
