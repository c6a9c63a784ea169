import { expect, test } from 'vitest'
import type { Stray } from '../../../shared/room/strays.ts'
import { makeStrays } from '../../../shared/store/strays.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { start } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

async function theStore() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeStrays({ connectionString })
}

const head = { readAt: start, pattern: 'mtr-{site}-{room}', rooms: 900 }
/** As long as one can be. */
const aStray = (n: number): Stray => ({
  address: `${String(n).padStart(64, 'a')}@${'d'.repeat(44)}.com`,
  reason: 'r'.repeat(200),
  proposal: `${String(n).padStart(64, 'b')}@${'d'.repeat(44)}.com`,
  isTaken: true,
})
const strays = (count: number) => Array.from({ length: count }, (_, n) => aStray(n))

test('what was read last is kept whole, and nothing stays of a longer list', async () => {
  const store = await theStore()
  const before = await store.read()

  await store.keep({ ...head, strays: strays(130) })
  const long = await store.read()
  await store.keep({ ...head, strays: strays(1) })

  expect(before).toBe(undefined)
  expect(long).toEqual({ ...head, count: 130, strays: strays(130) })
  expect(await store.read()).toEqual({ ...head, count: 1, strays: strays(1) })
})

test('of very many the first are kept, and all are counted', async () => {
  const store = await theStore()

  await store.keep({ ...head, strays: strays(900) })

  expect((await store.read())?.count).toBe(900)
  expect((await store.read())?.strays).toEqual(strays(400))
})
