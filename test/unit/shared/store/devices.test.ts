import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Binding, DeviceKind } from '../../../../shared/room/device.ts'
import { makeRegistry, type Devices } from '../../../../shared/store/devices.ts'
import { memoryDevices } from '../../../kit/memoryDevices.ts'
import { memoryTable } from '../../../kit/memoryTable.ts'

const binding = (id: string, account: string, kind: DeviceKind = 'room'): Binding => ({
  id,
  kind,
  account: `${account}@contoso.com`,
  room: account,
})
const abcInOslo = binding('ABC', 'oslo')
const idsAt = async (devices: Devices, account: string): Promise<string[]> =>
  (await devices.find(`${account}@contoso.com`)).map(({ id }) => id)

/** The same two tables for several callers, each with turns of its own. */
function twoTables() {
  let turn: () => Promise<unknown> = async () => undefined
  const devices = memoryTable<never>(() => turn())
  const places = memoryTable<never>(() => turn())
  const asCaller = (take: () => Promise<unknown>): Devices => {
    const mine = <T extends object>(table: T): T =>
      Object.fromEntries(
        Object.entries(table).map(([name, call]) => [
          name,
          async (...given: unknown[]) => {
            await take()
            return (call as (...all: unknown[]) => Promise<unknown>)(...given)
          },
        ]),
      ) as T
    return makeRegistry({ devices: mine(devices), places: mine(places) })
  }
  return { asCaller, calm: asCaller(async () => undefined) }
}

/** Dies before its call number `at`. */
function dyingBefore(at: number) {
  let calls = 0
  const died = Promise.withResolvers<'died'>()
  const take = async (): Promise<void> => {
    if (++calls < at) return
    died.resolve('died')
    await new Promise<never>(() => undefined)
  }
  return { take, died: died.promise }
}

describe('the registry of devices', () => {
  it('knows what was bound, the device of the room first', async () => {
    const devices = memoryDevices()

    await devices.bind(binding('A-PANEL', 'oslo', 'panel'))
    await devices.bind(abcInOslo)

    expect(await devices.find('oslo@contoso.com')).toEqual([abcInOslo, binding('A-PANEL', 'oslo', 'panel')])
  })

  it('binds what is bound already', async () => {
    const devices = memoryDevices()
    await devices.bind(abcInOslo)

    expect(await devices.bind(abcInOslo)).toEqual({ kind: 'bound' })
  })

  it.each<[string, Binding, 'device' | 'account']>([
    ['the same device to another account', binding('ABC', 'bergen'), 'device'],
    ['another device to the same account', binding('XYZ', 'oslo'), 'account'],
    ['the same device to the same account as another kind', binding('ABC', 'oslo', 'panel'), 'device'],
  ])('refuses %s, names what stands in the way, and leaves nothing behind', async (_, other, conflict) => {
    const devices = memoryDevices()
    await devices.bind(abcInOslo)

    const [foreseen, refused] = [await devices.findConflict(other), await devices.bind(other)]

    expect(refused).toEqual({ conflict, holder: abcInOslo })
    expect(foreseen).toEqual(refused)
    await devices.release('ABC', 'oslo@contoso.com')
    expect([await idsAt(devices, 'oslo'), await idsAt(devices, 'bergen')]).toEqual([[], []])
    expect(await devices.bind(other)).toEqual({ kind: 'bound' })
  })

  it('takes any number of panels beside the device of a room', async () => {
    const devices = memoryDevices()
    const all = [abcInOslo, binding('P1', 'oslo', 'panel'), binding('P2', 'oslo', 'panel')]

    const results = await Promise.all(all.map((one) => devices.bind(one)))

    expect(results).toEqual(all.map(() => ({ kind: 'bound' })))
    expect(await idsAt(devices, 'oslo')).toHaveLength(3)
  })

  it('releases only what is bound to that account', async () => {
    const devices = memoryDevices()
    await devices.bind(abcInOslo)

    await devices.release('ABC', 'bergen@contoso.com')

    expect(await idsAt(devices, 'oslo')).toEqual(['ABC'])
  })
})

describe('whichever call the process that binds dies before,', () => {
  const deaths = [1, 2, 3, 4, 5, 6, 7].map((at) => ({ at }))

  it.each(deaths)('the next call for the same binds it (call $at)', async ({ at }) => {
    const { asCaller, calm } = twoTables()
    const { take, died } = dyingBefore(at)
    await Promise.race([asCaller(take).bind(abcInOslo), died])

    expect(await calm.bind(abcInOslo)).toEqual({ kind: 'bound' })
    expect(await idsAt(calm, 'oslo')).toEqual(['ABC'])
  })

  it.each(deaths)(
    'another device or another account gets a whole binding or a conflict that stands (call $at)',
    async ({ at }) => {
      for (const other of [binding('XYZ', 'oslo'), binding('ABC', 'bergen')]) {
        const { asCaller, calm } = twoTables()
        const { take, died } = dyingBefore(at)
        await Promise.race([asCaller(take).bind(abcInOslo), died])

        const result = await calm.bind(other)

        const [oslo, bergen] = [await idsAt(calm, 'oslo'), await idsAt(calm, 'bergen')]
        expect([...oslo, ...bergen]).toEqual(['kind' in result ? other.id : 'ABC'])
      }
    },
  )

  it.each(deaths)('what was begun in vain, at an account that is taken, holds up nobody (call $at)', async ({ at }) => {
    const { asCaller, calm } = twoTables()
    await calm.bind(abcInOslo)
    const { take, died } = dyingBefore(at)
    await Promise.race([asCaller(take).bind(binding('XYZ', 'oslo')), died])

    expect(await calm.findConflict(binding('XYZ', 'bergen'))).toBeUndefined()
    expect(await calm.bind(binding('XYZ', 'bergen'))).toEqual({ kind: 'bound' })
  })
})

interface Deed {
  what: 'bind' | 'release'
  device: string
  account: string
  diesBefore: number
}

const deeds = (...what: Deed['what'][]) =>
  fc.array(
    fc.record<Deed>({
      what: fc.constantFrom(...what),
      device: fc.constantFrom('A', 'B', 'C'),
      account: fc.constantFrom('oslo', 'bergen'),
      diesBefore: fc.oneof({ weight: 3, arbitrary: fc.constant(99) }, fc.integer({ min: 1, max: 6 })),
    }),
    { minLength: 2, maxLength: 6 },
  )

/** All at once, in an order of calls that the scheduler makes up; who was told that it is bound. */
async function doAllAtOnce(scheduler: fc.Scheduler, all: Deed[]) {
  const { asCaller, calm } = twoTables()
  const told: Deed[] = []
  const working = all.map(async (deed) => {
    const { take, died } = dyingBefore(deed.diesBefore)
    const devices = asCaller(async () => {
      await scheduler.schedule(Promise.resolve())
      await take()
    })
    const one = binding(deed.device, deed.account)
    const result = await Promise.race([
      deed.what === 'bind' ? devices.bind(one) : devices.release(one.id, one.account),
      died,
    ])
    if (typeof result === 'object' && 'kind' in result) told.push(deed)
  })
  await scheduler.waitFor(Promise.all(working))
  return { calm, told }
}

describe('whoever comes at once, in whatever order their calls arrive and whoever of them dies,', () => {
  it('an account has one device, a device one account, and who was told so has it', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), deeds('bind'), async (scheduler, all) => {
        const { calm, told } = await doAllAtOnce(scheduler, all)

        const [oslo, bergen] = [await idsAt(calm, 'oslo'), await idsAt(calm, 'bergen')]
        expect(oslo.length).toBeLessThanOrEqual(1)
        expect(bergen.length).toBeLessThanOrEqual(1)
        expect(oslo.filter((id) => bergen.includes(id))).toEqual([])
        for (const { device, account } of told) expect(account === 'oslo' ? oslo : bergen).toEqual([device])
      }),
      { numRuns: 1_000 },
    ))

  it('also while devices are released, what is bound has its place, and an account one device', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), deeds('bind', 'bind', 'release'), async (scheduler, all) => {
        const { calm } = await doAllAtOnce(scheduler, all)

        for (const account of ['oslo', 'bergen']) {
          const known = await idsAt(calm, account)
          const bound: string[] = []
          for (const id of ['A', 'B', 'C']) if ('kind' in (await calm.bind(binding(id, account)))) bound.push(id)
          expect(bound.length).toBeLessThanOrEqual(1)
          expect(known.length > 0 ? bound : known).toEqual(known)
        }
      }),
      { numRuns: 1_000 },
    ))
})
