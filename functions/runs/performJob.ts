import type { Activity, Call, JobContext } from '../../orchestrations/activity.ts'
import { Transient } from '../../shared/http/transient.ts'
import { refused, type Outcome } from '../../shared/outcome.ts'
import { isRunning } from '../../shared/room/estate/job.ts'
import type { World } from '../../shared/world.ts'
import { toEnd } from './perform.ts'
import { decideLater } from './runContext.ts'

/** Runs one activity of work on many accounts; like `perform`, it never throws. A page that was done half is done again, which changes nothing that is right. */
export async function performJob<Input, Value>(
  world: World,
  activity: Activity<World, Input, Value, JobContext>,
  { run, input, waited }: Call<Input>,
): Promise<Outcome<Value>> {
  const wait: JobContext['wait'] = (why) => decideLater(why, { waited: waited[why] ?? 0, world })
  try {
    const job = await world.jobs.read(run.requestId)
    if (!job || job.attempts !== run.attempt) return refused('stale')
    if (!isRunning(job) && activity.kind === 'work') return refused('cancelled')
    return await activity.effect(world, input, { job, wait })
  } catch (error) {
    const why = error instanceof Transient && error.isWorker ? 'worker' : 'microsoft'
    const patience = { waited: waited[why] ?? 0, world }
    return toEnd(world, run, activity.name, error, (asked) =>
      decideLater(why, { ...patience, ...(asked !== undefined && { asked }) }),
    )
  }
}
