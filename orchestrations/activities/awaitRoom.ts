import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { decideWork, type Plan, type Work } from '../../shared/room/plan.ts'
import { keepWork } from '../../shared/room/attempts.ts'
import type { WaitName } from '../../shared/room/patience.ts'
import { madeBy, roomOfRun } from '../../shared/room/record.ts'
import type { Snapshot } from '../../shared/room/snapshot.ts'
import { homesOf, isMasteredOnPremises } from '../../shared/room/topology.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

type Target = Pick<Plan, 'address' | 'topology'>

/** Waits until every store shows the room, and plans in detail what it still needs. */
export const awaitRoom = activity(
  'awaitRoom',
  async ({ rooms }: Pick<World, 'rooms'>, { address, topology }: Target, run): Promise<Outcome<Work>> => {
    const room = roomOfRun(run.record)
    if (!room) return refused('cancelled')
    const snapshot = await rooms.read({ address, topology, wishes: room })
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const work = decideWork({ room, snapshot, topology, made: madeBy(run.record) })
    if (!work) return run.wait(waitFor(snapshot, { address, topology }))
    if ('kind' in work) return refused(work.code, work.facts)
    await run.change((record) => keepWork(record, work))
    return done(work)
  },
)

/** What the directory has and the cloud has not comes with the next synchronisation. */
const waitFor = ({ directory, user, mailbox }: Snapshot, { topology }: Target): WaitName =>
  isMasteredOnPremises(topology) && homesOf[topology].hasCloud && directory && !(user && mailbox)
    ? 'sync'
    : 'mailbox-visible'
