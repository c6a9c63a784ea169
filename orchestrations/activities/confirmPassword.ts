import { toRefused } from '../../shared/failures.ts'
import { done, type Outcome } from '../../shared/outcome.ts'
import type { AccountRef } from '../../shared/room/plan.ts'
import { isRotated } from '../../shared/room/rotation.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

/** Reads back that the password is another one than before; nobody signs in with it for that. */
export const confirmPassword = activity(
  'confirmPassword',
  async ({ rooms }: Pick<World, 'rooms'>, { address, topology }: AccountRef, run): Promise<Outcome<null>> => {
    const snapshot = await rooms.read({ address, topology })
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    if (isRotated(run.record, snapshot)) return done(null)
    return run.wait('settings-visible', { facts: { settings: 'Password' } })
  },
)
