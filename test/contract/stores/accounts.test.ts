import { describe, expect, test } from 'vitest'
import { foldWish, markGone, type RoomAccount } from '../../../shared/room/estate/account.ts'
import { makeRoomAccounts, type RoomAccounts } from '../../../shared/store/accounts.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { start } from '../../kit/records.ts'
import { aRoom } from '../../kit/rooms.ts'
import { aService } from '../tables/kit.ts'

const wishOf = (requestId: string) => ({ requestId, room: aRoom(), at: start })

async function open(): Promise<RoomAccounts> {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeRoomAccounts({ connectionString })
}

describe('accounts', () => {
  test('are listed in their short form from every partition', async () => {
    const accounts = await open()
    const addresses = Array.from({ length: 60 }, (_, number) => `listed-${number}@contoso.com`)
    for (const address of addresses) await accounts.change(address, (known) => foldWish(known, address, wishOf('r')))

    const listed = await accounts.list()

    expect(listed.map(({ address }) => address).toSorted()).toEqual(addresses.toSorted())
    expect(listed[0]).not.toHaveProperty('findings')
    expect(listed[0]?.request).toBe('r')
  })

  test('that several change at once keep every change', async () => {
    const accounts = await open()
    const address = 'at-once@contoso.com'
    await accounts.change(address, (known) => foldWish(known, address, wishOf('r')))
    const grant = (setting: string) => (known: RoomAccount | undefined) =>
      known && {
        ...known,
        exceptions: [
          ...known.exceptions,
          { setting, owner: 'o', reason: 'r', until: '2027-01-01', by: 'b', at: start },
        ],
      }

    await Promise.all(['a', 'b', 'c', 'd'].map((setting) => accounts.change(address, grant(setting))))

    expect((await accounts.read(address))?.exceptions.map(({ setting }) => setting).toSorted()).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
  })

  test('that are not known stay so when there is nothing to change', async () => {
    const accounts = await open()
    expect(await accounts.change('nobody@contoso.com', (known) => known && markGone(known, start))).toBeUndefined()
    expect(await accounts.read('nobody@contoso.com')).toBeUndefined()
  })
})
