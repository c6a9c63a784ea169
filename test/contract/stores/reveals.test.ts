import { expect, test } from 'vitest'
import { makeReveals } from '../../../shared/store/reveals.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { after, requestId } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

async function theReveals() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeReveals({ connectionString })
}
const aReveal = (letter: string, expiresAt: string) => ({
  id: letter.repeat(20),
  requestId,
  by: 'rita@contoso.com',
  expiresAt,
  sealed: 'a.b.c.d.e',
})

test('a reveal is found by its id until its time is over, and the others stay', async () => {
  const reveals = await theReveals()
  const [old, young] = [aReveal('a', after(600)), aReveal('b', after(601))]
  await reveals.keep(old)
  await reveals.keep(young)

  await reveals.removeExpired(after(600))

  expect(await reveals.read(old.id)).toBe(undefined)
  expect(await reveals.read(young.id)).toEqual(young)
})

test('where nothing was ever kept nothing is found or removed', async () => {
  const reveals = await theReveals()

  await reveals.removeExpired(after(600))

  expect(await reveals.read('c'.repeat(20))).toBe(undefined)
})
