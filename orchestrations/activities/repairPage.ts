import { done, type Outcome } from '../../shared/outcome.ts'
import type { RepairResult } from '../../shared/room/estate/repair.ts'
import { repairAccount } from '../../shared/repairAccount.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'jobs'> & Parameters<typeof repairAccount>[0]

/** Puts the accounts of one page right, one after the other; each result is kept before the next begins, so that who comes next goes on from there. */
export const repairPage = jobActivity(
  'repairPage',
  async (world: Needs, { page }: { page: number }, { job }): Promise<Outcome<null>> => {
    if (job.donePages.includes(page)) return done(null)
    const results: RepairResult[] = await world.jobs.readResults(job.id, page)
    const isDone = new Set(results.map(({ address }) => address))
    for (const address of await world.jobs.readPage<string>(job.id, page)) {
      if (isDone.has(address)) continue
      results.push(await repairAccount(world, job, address))
      await world.jobs.keepResults(job.id, page, results)
    }
    return done(null)
  },
)
