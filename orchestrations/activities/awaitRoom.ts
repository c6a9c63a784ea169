import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { waitFor } from '../../shared/patience.ts'
import { decideWork, type Work } from '../../shared/room/plan.ts'
import { keepWork, madeBy, roomOfRun } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'patience'>

/** Waits until every store shows the room, and plans in detail what it still needs. */
export const awaitRoom = activity(
  'awaitRoom',
  async ({ rooms, patience }: Needs, { address }: { address: string }, run): Promise<Outcome<Work>> => {
    const room = roomOfRun(run.record)
    if (!room) return refused('cancelled')
    const snapshot = await rooms.read(address)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const work = decideWork(room, snapshot, madeBy(run.record))
    if (!work) return waitFor('mailbox-visible', run.waitedSeconds, patience)
    if ('kind' in work) return refused(work.code, work.facts)
    await run.change((record) => keepWork(record, work))
    return done(work)
  },
)
