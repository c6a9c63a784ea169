import { bound } from '../../shared/deviceOfRequest.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { devicesOf, dropClaim, keepClaim } from '../../shared/room/claims.ts'
import { isSameDevice, problemOfConflict, type Device } from '../../shared/room/device.ts'
import { keepDevice, roomOfRun } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

interface Target {
  address: string
  device: Device
}

/** Binds the device that the request names to the account that is ready for it. What was bound before is nothing that this request made. */
export const bindDevice = activity(
  'bindDevice',
  async ({ devices }: Pick<World, 'devices'>, { address, device }: Target, run): Promise<Outcome<null>> => {
    const claim = { kind: 'device', name: device.id } as const
    const known = await devices.find(address)
    const isBegun = devicesOf(run.record).includes(device.id)
    if (!isBegun && known.some((one) => isSameDevice(one, device))) {
      await run.change((record) => keepDevice(record, device))
      return done(null)
    }
    await run.claim({ ...claim, isDone: false })
    const result = await devices.bind({ ...device, account: address, room: roomOfRun(run.record)?.name ?? '' })
    if ('conflict' in result) {
      await run.change((record) => dropClaim(record, claim))
      const { code, facts } = problemOfConflict(result)
      return refused(code, facts)
    }
    await run.change((record) =>
      keepDevice(keepClaim(record, { ...claim, attempt: run.attempt, isDone: true }), device),
    )
    return done(null, [bound(device)])
  },
)
