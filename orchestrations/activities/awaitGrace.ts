import { done, later, refused, type Outcome } from '../../shared/outcome.ts'
import { roomOfRun } from '../../shared/room/record.ts'
import { graceEnd } from '../../shared/room/retirement.ts'
import { secondsSince } from '../../shared/room/times.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

/** Lets the time pass in which people move their meetings. It is no patience with anybody: it ends on a day that everybody reads. */
export const awaitGrace = activity(
  'awaitGrace',
  async ({ clock }: Pick<World, 'clock'>, _: null, { record }): Promise<Outcome<null>> => {
    const room = roomOfRun(record)
    if (!room || record.closedAt === undefined) return refused('cancelled')
    const end = graceEnd(record.closedAt, room)
    const left = -secondsSince(end, clock.now())
    return left <= 0
      ? done(null)
      : { ...later(left, `the end of its grace time on ${end.slice(0, 10)}`), isParking: true }
  },
)
