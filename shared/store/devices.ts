import type { Binding, Conflict } from '../room/device.ts'
import { toKey } from './key.ts'
import type { Stored, Table } from './table.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** Which device signs in with which account, whatever request bound it: a device has one account, an account one device of the kind room and any number of panels. */
export interface Devices {
  /** Binding what is bound already is binding it. Safe at once, and finished by whoever comes next where it broke off. */
  bind(binding: Binding): Promise<{ kind: 'bound' } | Conflict>
  /** What would stand in the way, without binding anything. */
  findConflict(binding: Binding): Promise<Conflict | undefined>
  /** The devices of an account, that of the room first. */
  find(account: string): Promise<Binding[]>
  /** Sets the device free if it is bound to this account; else nothing happens. */
  release(device: string, account: string): Promise<void>
}

/** What a device is bound to. It decides: a place that does not agree with it is empty. */
interface DeviceRow extends Binding {
  /** Else it is begun: its place may not be taken yet, and may be another's. */
  isBound: boolean
}

/** A place at an account. It stays after a release, and the next device takes it over: who removed it might remove one that was taken anew. */
interface Place {
  device: string
}

interface Rows {
  devices: Table<DeviceRow>
  places: Table<Place>
}

export const makeDevices = (access: TablesAccess): Devices =>
  makeRegistry({ devices: openTable(access, 'devices'), places: openTable(access, 'devices') })

/**
 * Three writes bind: the device's row is begun, the place at the account is taken, the row is bound. Who meets a row that was begun, also another caller, takes
 * its place for it and binds it, or removes it where a device that counts has the place; so whatever write was the last, the next call goes on from there.
 * A place is written anew by everybody who builds on it: who found it empty and was slower sees another ETag.
 */
export const makeRegistry = (rows: Rows): Devices => ({
  bind: (binding) => bind(rows, binding),
  async findConflict(binding) {
    const known = (await readDevice(rows, binding.id))?.value
    if (known && !isSame(known, binding) && (await counts(rows, known)))
      return { conflict: 'device', holder: toBinding(known) }
    return known?.isBound ? undefined : findTaken(rows, binding)
  },
  async find(account) {
    const places = await rows.places.list(accountPartition(account))
    const known = await Promise.all(places.map(({ row, value }) => readAt(rows, { account, row, place: value })))
    return known
      .flatMap((device) => (device ? [toBinding(device)] : []))
      .toSorted((one, other) => Number(other.kind === 'room') - Number(one.kind === 'room'))
  },
  async release(device, account) {
    for (;;) {
      const known = await readDevice(rows, device)
      if (known?.value.account !== account) return
      await rows.devices.remove(devicePartition, known.row, known.etag)
    }
  },
})

async function bind(rows: Rows, binding: Binding): Promise<{ kind: 'bound' } | Conflict> {
  let holder: Binding | undefined
  for (;;) {
    const known = await readDevice(rows, binding.id)
    const isOurs = known !== undefined && isSame(known.value, binding)
    if (known?.value.isBound) return isOurs ? { kind: 'bound' } : { conflict: 'device', holder: toBinding(known.value) }
    if (!known && holder) return { conflict: 'account', holder }
    if (!known) await rows.devices.insert(devicePartition, toKey(binding.id), { ...binding, isBound: false })
    else {
      const inTheWay = await finish(rows, known)
      holder = isOurs ? inTheWay : undefined
    }
  }
}

/** Brings what was begun to its end; resolves with the device that was in the way. */
async function finish(rows: Rows, { row, value, etag }: Stored<DeviceRow>): Promise<Binding | undefined> {
  const holder = await takePlace(rows, value)
  if (holder) await rows.devices.remove(devicePartition, row, etag)
  else await rows.devices.replace(devicePartition, row, { ...value, isBound: true }, etag)
  return holder
}

/** Resolves with the device that is in the way. */
async function takePlace(rows: Rows, wanted: Binding): Promise<Binding | undefined> {
  const [partition, row] = placeOf(wanted)
  const place = { device: wanted.id }
  for (;;) {
    const known = await rows.places.read(partition, row)
    const holder = known && (await findHolder(rows, known.value, wanted))
    if (holder) return holder
    const isTaken = known
      ? await rows.places.replace(partition, row, place, known.etag)
      : await rows.places.insert(partition, row, place)
    if (isTaken) return undefined
  }
}

/** Another device that has the place already, if it counts. */
async function findHolder(rows: Rows, place: Place, { id, account, kind }: Binding): Promise<Binding | undefined> {
  const known = place.device === id ? undefined : (await readDevice(rows, place.device))?.value
  return known?.account === account && known.kind === kind ? toBinding(known) : undefined
}

async function findTaken(rows: Rows, binding: Binding): Promise<Conflict | undefined> {
  const place = await rows.places.read(...placeOf(binding))
  const holder = place && (await findHolder(rows, place.value, binding))
  return holder && { conflict: 'account', holder }
}

/** What was begun in vain counts for nothing. */
const counts = async (rows: Rows, known: DeviceRow): Promise<boolean> =>
  known.isBound || (await findTaken(rows, known)) === undefined

async function readAt(rows: Rows, { account, row, place }: { account: string; row: string; place: Place }) {
  const known = (await readDevice(rows, place.device))?.value
  return known?.account === account && placeOf(known)[1] === row ? known : undefined
}

const devicePartition = 'device'
const accountPartition = (account: string): string => `account:${toKey(account)}`
const readDevice = ({ devices }: Rows, device: string) => devices.read(devicePartition, toKey(device))

/** One for the room, one for each panel. */
const placeOf = ({ account, kind, id }: Binding): [partition: string, row: string] => [
  accountPartition(account),
  kind === 'room' ? kind : `${kind}:${toKey(id)}`,
]

const isSame = (one: Binding, other: Binding): boolean => one.account === other.account && one.kind === other.kind

const toBinding = ({ id, kind, account, room }: Binding): Binding => ({ id, kind, account, room })
