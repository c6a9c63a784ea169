import { done, isRefusedAs, type Outcome, type Parked, type Verdict } from '../../shared/outcome.ts'
import { continueBatch } from '../../shared/room/estate/batchJob.ts'
import { endJob, isRunning, type Job } from '../../shared/room/estate/job.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import type { World } from '../../shared/world.ts'
import { endingJobActivity } from '../activity.ts'

type Needs = Pick<World, 'jobs' | 'clock' | 'log' | 'scanHours' | 'sendCommand'>

/** New accounts can take so long to be listed everywhere (Microsoft, "Resource accounts"), so the first scan is repeated after it. */
const replicationSeconds = 15 * 60

/** Says how work on many accounts ended. */
export const concludeJob = endingJobActivity(
  'concludeJob',
  async (
    { jobs, clock, log, scanHours, sendCommand }: Needs,
    { verdict }: { verdict: Verdict },
    { job },
  ): Promise<Outcome<null>> => {
    const now = clock.now()
    if (verdict.kind === 'parked' && job.kind === 'batch') return goOn({ jobs, clock, sendCommand }, job, verdict)
    if ((await jobs.read(job.id))?.state === 'paused') return done(null)
    const again = secondsAfter(now, job.isFirst ? replicationSeconds : scanHours * 3_600)
    const end = { ...endOf(verdict), ...(job.kind === 'scan' && { again }) }
    await jobs.change(job, (known) => known && endJob(known, end, now.toISOString()))
    await jobs.dropPages(job.id)
    log.info(`${job.kind} ended`, { job: job.id, state: end.state, accounts: job.accounts ?? 0 })
    return done(null)
  },
)

/** The next run begins at once, or when the sweeper finds that it is due. */
async function goOn(
  { jobs, clock, sendCommand }: Pick<Needs, 'jobs' | 'clock' | 'sendCommand'>,
  job: Job,
  { seconds }: Parked,
): Promise<Outcome<null>> {
  const now = clock.now()
  await jobs.change(job, (known) =>
    known && isRunning(known) && known.attempts === job.attempts
      ? continueBatch(known, now.toISOString(), secondsAfter(now, seconds))
      : known,
  )
  if (seconds === 0) await sendCommand({ kind: 'look-job', jobId: job.id })
  return done(null)
}

function endOf(verdict: Verdict): Pick<Job, 'state'> & Pick<Partial<Job>, 'code' | 'facts'> {
  if (verdict.kind === 'done') return { state: 'done' }
  if (verdict.kind === 'parked') return { state: 'failed', code: 'microsoft-unavailable', facts: {} }
  if (isRefusedAs('cancelled', verdict)) return { state: 'cancelled' }
  return { state: 'failed', code: verdict.code, facts: verdict.facts }
}
