import { expect, test } from 'vitest'
import { makeConventions } from '../../../shared/store/conventions.ts'
import { makeLicenceStocks } from '../../../shared/store/licenceStocks.ts'
import { makeNames } from '../../../shared/store/names.ts'
import { makeReservations } from '../../../shared/store/reservations.ts'
import { makeSkypeRooms } from '../../../shared/store/skypeRooms.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { start } from '../../kit/records.ts'
import { proSku } from '../../kit/snapshots.ts'
import { aService } from '../tables/kit.ts'

async function access() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return { connectionString }
}

const pro = { skuId: proSku, name: 'Teams Rooms Pro', family: 'room', bought: 5, used: 1, free: 4 } as const

test('what was read of licences, and how rooms are named, is kept as it was read last', async () => {
  const tables = await access()
  const [stocks, conventions] = [makeLicenceStocks(tables), makeConventions(tables)]
  const convention = { domain: 'contoso.com', pattern: 'mtr-{room}', displayName: '{room}' }
  const before = [await stocks.read(), await conventions.read()]

  for (const used of [1, 2]) await stocks.keep({ observedAt: start, licences: [{ ...pro, used }] })
  await conventions.keep(convention)

  expect(before).toEqual([undefined, undefined])
  expect(await stocks.read()).toEqual({ observedAt: start, licences: [{ ...pro, used: 2 }] })
  expect(await conventions.read()).toEqual(convention)
})

test('those who wait for a licence are counted, those for another one are not', async () => {
  const reservations = makeReservations(await access())
  const waitFor = (skuId: string, id: string) =>
    reservations.take({ kind: 'licence-unit', key: `${skuId}/${start}-${id}` }, id, 1)

  await waitFor(proSku, 'a')
  await waitFor(proSku, 'b')
  await waitFor('other', 'c')
  await reservations.release({ kind: 'licence-unit', key: `${proSku}/${start}-a` }, 'a', 1)

  expect(await reservations.countQueue(proSku)).toBe(1)
  expect(await reservations.countQueue('nobody')).toBe(0)
})

test('all names that were kept are listed', async () => {
  const names = makeNames(await access())
  const many = Array.from({ length: 130 }, (_, n) => ({ name: `Room ${n}`, address: `room${n}@contoso.com` }))

  await names.keep(many)

  expect(await names.list()).toEqual(many)
})

test('a room on a Skype server counts once, and keeps its Enterprise Voice', async () => {
  const rooms = makeSkypeRooms(await access())

  for (const hasEnterpriseVoice of [true, false]) await rooms.keep({ account: 'a@contoso.com', hasEnterpriseVoice })

  expect(await rooms.list()).toEqual([{ account: 'a@contoso.com', hasEnterpriseVoice: true }])
})
