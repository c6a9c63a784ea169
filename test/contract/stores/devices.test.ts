import { expect, test } from 'vitest'
import type { Binding } from '../../../shared/room/device.ts'
import { makeDevices } from '../../../shared/store/devices.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { aService } from '../tables/kit.ts'

async function theDevices() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeDevices({ connectionString })
}

/** Characters that a row key must not hold. */
const device: Binding = { id: 'ABC/1#2?\\3', kind: 'room', account: 'oslo@contoso.com', room: 'Board' }

test('of many devices that are bound to an account at once, one is, and the others are told which', async () => {
  const devices = await theDevices()
  const all = ['A', 'B', 'C', 'D', 'E'].map((id) => ({ ...device, id }))

  const results = await Promise.all(all.map((one) => devices.bind(one)))

  const [bound, ...none] = await devices.find(device.account)
  expect(none).toEqual([])
  expect(results.filter((result) => 'kind' in result)).toHaveLength(1)
  for (const result of results) expect('conflict' in result ? result.holder : bound).toEqual(bound)
})

test('of many accounts that a device is bound to at once, one has it', async () => {
  const devices = await theDevices()
  const accounts = ['oslo', 'bergen', 'narvik', 'tromso'].map((name) => `${name}@contoso.com`)

  const results = await Promise.all(accounts.map((account) => devices.bind({ ...device, account })))

  const found = (await Promise.all(accounts.map((account) => devices.find(account)))).flat()
  expect(results.filter((result) => 'kind' in result)).toHaveLength(1)
  expect(found).toHaveLength(1)
})

test('binding the same at once and again is binding it', async () => {
  const devices = await theDevices()

  const results = await Promise.all([1, 2, 3, 4].map(() => devices.bind(device)))

  for (const result of [...results, await devices.bind(device)]) expect(result).toEqual({ kind: 'bound' })
  expect(await devices.find(device.account)).toEqual([device])
})

test('what is released can be bound elsewhere, and its account takes another one', async () => {
  const devices = await theDevices()
  await devices.bind(device)
  const moved = { ...device, account: 'bergen@contoso.com' }
  const next = { ...device, id: 'NEXT' }
  expect(await devices.findConflict(moved)).toEqual({ conflict: 'device', holder: device })

  await devices.release(device.id, device.account)

  expect(await devices.find(device.account)).toEqual([])
  expect([await devices.bind(moved), await devices.bind(next)]).toEqual([{ kind: 'bound' }, { kind: 'bound' }])
  expect([await devices.find(moved.account), await devices.find(next.account)]).toEqual([[moved], [next]])
})
