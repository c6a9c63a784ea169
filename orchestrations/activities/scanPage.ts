import pLimit from 'p-limit'
import { toRefused } from '../../shared/failures.ts'
import type { EstateLook, ListedRoom } from '../../shared/microsoft365/estate.ts'
import { done, type Outcome } from '../../shared/outcome.ts'
import { keepLook } from '../../shared/keepLook.ts'
import { markGone } from '../../shared/room/estate/account.ts'
import { toFaults } from '../../shared/room/estate/faults.ts'
import { finishPage } from '../../shared/room/estate/job.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'jobs' | 'accounts' | 'topologies' | 'clock' | 'lookSeconds'>

const rowsAtOnce = 16

/** Reads the accounts of one page and keeps what it finds; a look that began later wins. */
export const scanPage = jobActivity(
  'scanPage',
  async (world: Needs, { page }: { page: number }, { job }): Promise<Outcome<null>> => {
    const { rooms, jobs, clock, lookSeconds } = world
    if (job.donePages.includes(page)) return done(null)
    const at = clock.now().toISOString()
    const looks = await rooms.lookAt(await jobs.readPage<ListedRoom>(job.id, page))
    if ('kind' in looks) return toRefused(looks, 'reading rooms')
    const oneOfSome = pLimit(rowsAtOnce)
    await Promise.all(looks.map((look) => oneOfSome(() => keep(world, look, at))))
    await jobs.change(job, (known) => known && finishPage(known, page, secondsAfter(clock.now(), lookSeconds)))
    return done(null)
  },
)

async function keep(world: Needs, { snapshot, isGone, faults }: EstateLook, at: string): Promise<void> {
  if (isGone) await world.accounts.change(snapshot.address, (known) => known && markGone(known, at))
  else await keepLook(world, { at, snapshot, faults: toFaults(faults), isWhole: false })
}
