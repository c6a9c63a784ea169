import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { aClient, aTable, connectionTo, refusalOf, services } from './kit.ts'

const key = { partitionKey: 'p', rowKey: 'r' }
const writers = Array.from({ length: 10 }, (_, index) => `${index}`)

const winnersOf = (attempts: PromiseSettledResult<unknown>[]) =>
  writers.filter((_, index) => attempts[index]?.status === 'fulfilled')

async function* halves(text: string, released: Promise<void>) {
  yield text.slice(0, 5)
  await released
  yield text.slice(5)
}

describe.each(services)('%s', (service) => {
  test('of ten writers with the same ETag exactly one wins', async () => {
    const table = await aTable(service)
    const { etag = '' } = await table.createEntity(key)

    const attempts = await Promise.allSettled(
      writers.map((winner) => table.updateEntity({ ...key, winner }, 'Replace', { etag })),
    )

    const winners = winnersOf(attempts)
    expect(winners).toHaveLength(1)
    expect(await table.getEntity('p', 'r')).toMatchObject({ winner: winners[0] })
  })

  test('a writer whose body arrives late loses to one that wrote meanwhile', async () => {
    const connection = await connectionTo(service)
    const [table, late] = [aClient(connection, 'late'), aClient(connection, 'late')]
    await table.createTable()
    const { etag = '' } = await table.createEntity(key)
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    late.pipeline.addPolicy({
      name: 'late',
      sendRequest: (request, next) =>
        next(Object.assign(request, { body: Readable.from(halves(request.body as string, released)) })),
    })

    const attempt = refusalOf(late.updateEntity({ ...key, winner: 'late' }, 'Replace', { etag }))
    await table.getEntity('p', 'r')
    await table.updateEntity({ ...key, winner: 'fast' }, 'Replace', { etag })
    release()

    expect(await attempt).toMatchObject({ status: 412 })
    expect(await table.getEntity('p', 'r')).toMatchObject({ winner: 'fast' })
  })

  test('of ten inserts of the same entity exactly one wins', async () => {
    const table = await aTable(service)

    const attempts = await Promise.allSettled(writers.map((winner) => table.createEntity({ ...key, winner })))

    const winners = winnersOf(attempts)
    expect(winners).toHaveLength(1)
    expect(await table.getEntity('p', 'r')).toMatchObject({ winner: winners[0] })
  })

  test('writes of the same moment have different ETags', async () => {
    const table = await aTable(service)

    const written = await Promise.all(
      Array.from({ length: 100 }, (_, index) => table.upsertEntity({ ...key, rowKey: `${index}` }, 'Replace')),
    )

    expect(new Set(written.map(({ etag }) => etag)).size).toBe(100)
  })

  test('ten counters that write under the ETag they read lose no step', async () => {
    const table = await aTable(service)
    await table.createEntity({ ...key, count: 0 })

    const step = async (): Promise<unknown> => {
      const { count, etag } = await table.getEntity<{ count: number }>('p', 'r')
      return table.updateEntity({ ...key, count: count + 1 }, 'Replace', { etag }).catch(step)
    }
    await Promise.all(writers.map(step))

    expect(await table.getEntity('p', 'r')).toMatchObject({ count: 10 })
  })
})
