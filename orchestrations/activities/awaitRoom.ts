import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { decideWork, type Work } from '../../shared/room/plan.ts'
import { keepWork } from '../../shared/room/attempts.ts'
import { madeBy, roomOfRun } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

/** Waits until every store shows the room, and plans in detail what it still needs. */
export const awaitRoom = activity(
  'awaitRoom',
  async ({ rooms }: Pick<World, 'rooms'>, { address }: { address: string }, run): Promise<Outcome<Work>> => {
    const room = roomOfRun(run.record)
    if (!room) return refused('cancelled')
    const snapshot = await rooms.read(address)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const work = decideWork(room, snapshot, madeBy(run.record))
    if (!work) return run.wait('mailbox-visible')
    if ('kind' in work) return refused(work.code, work.facts)
    await run.change((record) => keepWork(record, work))
    return done(work)
  },
)
