import { refused, type Change, type Later, type Refused } from './outcome.ts'
import { devicesOf, dropClaim } from './room/claims.ts'
import { problemOfConflict, type Device } from './room/device.ts'
import { dropDevice, roomOfRun, type Hold, type RequestRecord } from './room/record.ts'
import type { Room } from './room/request.ts'
import type { World } from './world.ts'

/** Begins the name of every step in the audit by which a device is bound. */
export const bindingStep = 'bindDevice'

/** As the audit keeps it. */
export const bound = ({ id, kind }: Device): Change => ({
  setting: kind === 'room' ? 'device' : kind,
  from: '',
  to: id,
})
export const setFree = (device: string): Change => ({ setting: 'device', from: device, to: '' })

/** What it takes of a run. */
interface Run {
  requestId: string
  attempt: number
  record: RequestRecord
  change: (step: (record: RequestRecord) => RequestRecord) => Promise<RequestRecord>
  wait: (why: 'account-free', options: { isParking: true; facts: { holder: string } }) => Later | Refused
}

/** What an earlier wish of the same request has bound is free again. */
export async function freeEarlierDevices(
  { devices, audit, clock }: Pick<World, 'devices' | 'audit' | 'clock'>,
  wanted: Device | undefined,
  { record, requestId, attempt, change }: Run,
): Promise<void> {
  const { account = '' } = record
  const earlier = devicesOf(record).filter((id) => id !== wanted?.id)
  for (const id of earlier) {
    await devices.release(id, account)
    const at = clock.now().toISOString()
    await audit.write({ at, requestId, attempt, step: `${bindingStep} other`, account, changes: [setFree(id)] })
    await change((known) => dropDevice(dropClaim(known, { kind: 'device', name: id }), id))
  }
}

/** A device that another open request names is refused at once: waiting for that request would only end in the same. */
export async function refuseHeldDevice(
  { requests }: Pick<World, 'requests'>,
  { key: device, holder }: Hold & { holder: string },
  run: Pick<Run, 'wait'>,
): Promise<Later | Refused> {
  const other = (await requests.read(holder))?.record
  return other && other.run.kind !== 'ended'
    ? refused('device-bound-elsewhere', { device, holder: wordsOfRequest(other) })
    : // It gives the device back in a moment, or has bound it.
      run.wait('account-free', { isParking: true, facts: { holder } })
}

export function wordsOfRequest(record: RequestRecord): string {
  const { id, account } = record
  const room = roomOfRun(record) ?? record.wanted.room
  const known = account === undefined ? '' : `, account ${account}`
  return `the open request ${id} for the room "${room?.name ?? ''}" (${room?.site ?? ''})${known}`
}

/** The device that the account has already, where another one is asked for; or a refusal where that one belongs elsewhere. */
export async function findOtherDevice(
  { devices }: Pick<World, 'devices'>,
  { device, name }: Room,
  account: string,
): Promise<{ otherDevice?: string; kind?: undefined } | Refused> {
  const found = device && (await devices.findConflict({ ...device, account, room: name }))
  if (!found) return {}
  if (found.conflict === 'account') return { otherDevice: found.holder.id }
  const { code, facts } = problemOfConflict(found)
  return refused(code, facts)
}
