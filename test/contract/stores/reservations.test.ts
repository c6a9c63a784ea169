import { expect, test } from 'vitest'
import type { Hold } from '../../../shared/room/record.ts'
import { makeReservations } from '../../../shared/store/reservations.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { aService } from '../tables/kit.ts'

async function theReservations() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeReservations({ connectionString })
}

/** Characters that a row key must not hold. */
const account: Hold = { kind: 'account', key: 'oslo/4#1?\\board' }
const unit = (n: number): Hold => ({ kind: 'licence-unit', key: `pro/2026-11-0${n}-request${n}` })

test('of many who take an account at once, one has it and the others know who', async () => {
  const reservations = await theReservations()

  const takings = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => reservations.take(account, holder, 1)))

  const others = takings.filter(({ isMine }) => !isMine)
  expect(others).toHaveLength(3)
  expect(new Set(others.map((taking) => 'holder' in taking && taking.holder)).size).toBe(1)
})

test('a place of many letters can be reserved, and waited for', async () => {
  const reservations = await theReservations()
  const place: Hold = { kind: 'account', key: '会'.repeat(250) }

  await reservations.take(place, 'a', 1)
  expect(await reservations.take(place, 'b', 1)).toEqual({ isMine: false, holder: 'a' })
  expect(await reservations.release(place, 'a', 1)).toEqual(['b'])
})

test('a later run of the holder keeps what an earlier one gives back', async () => {
  const reservations = await theReservations()
  await reservations.take(account, 'a', 1)
  await reservations.take(account, 'a', 2)

  expect(await reservations.release(account, 'a', 1)).toEqual([])
  expect(await reservations.take(account, 'b', 1)).toEqual({ isMine: false, holder: 'a' })
  expect(await reservations.release(account, 'a', 2)).toEqual(['b'])
})

test('taking again what one holds is taking it', async () => {
  const reservations = await theReservations()
  await reservations.take(account, 'a', 1)

  expect(await reservations.take(account, 'a', 1)).toEqual({ isMine: true })
})

test('only its holder gives an account back, and hears once who waits for it', async () => {
  const reservations = await theReservations()
  for (const holder of ['a', 'b', 'c', 'b']) await reservations.take(account, holder, 1)

  expect(await reservations.release(account, 'b', 1)).toEqual([])
  expect(await reservations.take(account, 'b', 1)).toEqual({ isMine: false, holder: 'a' })
  expect(await reservations.release(account, 'a', 1)).toEqual(['b', 'c'])
  expect(await reservations.release(account, 'a', 1)).toEqual([])
  expect(await reservations.take(account, 'c', 1)).toEqual({ isMine: true })
  expect(await reservations.release(account, 'c', 1)).toEqual([])
})

test('the queue for a licence is in order of arrival, and the first of it goes on', async () => {
  const reservations = await theReservations()
  for (const n of [3, 1, 2]) await reservations.take(unit(n), `request${n}`, 1)

  expect(await Promise.all([1, 2, 3].map((n) => reservations.countBefore(unit(n))))).toEqual([0, 1, 2])
  expect(await reservations.release(unit(1), 'request1', 1)).toEqual(['request2'])
  expect(await reservations.countBefore(unit(2))).toBe(0)
})
