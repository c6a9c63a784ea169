import { done, isRefusedAs, type Outcome, type Verdict } from '../../shared/outcome.ts'
import { endJob, type Job } from '../../shared/room/estate/job.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import type { World } from '../../shared/world.ts'
import { endingJobActivity } from '../activity.ts'

type Needs = Pick<World, 'jobs' | 'clock' | 'log' | 'scanHours'>

/** New accounts can take so long to be listed everywhere (Microsoft, "Resource accounts"), so the first scan is repeated after it. */
const replicationSeconds = 15 * 60

/** Says how work on many accounts ended. */
export const concludeJob = endingJobActivity(
  'concludeJob',
  async (
    { jobs, clock, log, scanHours }: Needs,
    { verdict }: { verdict: Verdict },
    { job },
  ): Promise<Outcome<null>> => {
    const now = clock.now()
    const again = secondsAfter(now, job.isFirst ? replicationSeconds : scanHours * 3_600)
    const end = { ...endOf(verdict), ...(job.kind === 'scan' && { again }) }
    await jobs.change(job, (known) => known && endJob(known, end, now.toISOString()))
    await jobs.dropPages(job.id)
    log.info(`${job.kind} ended`, { job: job.id, state: end.state, accounts: job.accounts ?? 0 })
    return done(null)
  },
)

function endOf(verdict: Verdict): Pick<Job, 'state'> & Pick<Partial<Job>, 'code' | 'facts'> {
  if (verdict.kind === 'done') return { state: 'done' }
  if (verdict.kind === 'parked') return { state: 'failed', code: 'microsoft-unavailable', facts: {} }
  if (isRefusedAs('cancelled', verdict)) return { state: 'cancelled' }
  return { state: 'failed', code: verdict.code, facts: verdict.facts }
}
