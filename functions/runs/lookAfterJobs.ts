import { provisionBatch } from '../../orchestrations/provisionBatch.ts'
import { repairEstate } from '../../orchestrations/repairEstate.ts'
import { scanEstate } from '../../orchestrations/scanEstate.ts'
import {
  beginJob,
  breakOffJob,
  endJob,
  instanceOfJob,
  isRunning,
  type Job,
  type NewJob,
} from '../../shared/room/estate/job.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from './engine.ts'

type Needs = Pick<World, 'jobs' | 'clock' | 'lookSeconds' | 'log'>

const workflows = { scan: scanEstate, repair: repairEstate, batch: provisionBatch }

/** Begins work on many accounts. A scan that is asked for while one is at work is that one. */
export async function startJob(world: Needs, engine: Engine, asked: NewJob): Promise<void> {
  const nextLook = nextLookOf(world)
  const job = await world.jobs.change(asked, (known) => {
    if (known && (isRunning(known) || known.id === asked.id)) return known
    const isFirst = asked.kind === 'scan' && known === undefined
    return beginJob({ ...asked, ...(isFirst && { isFirst }) }, nextLook)
  })
  if (job && isRunning(job)) await runJob(engine, job)
}

const nextLookOf = ({ clock, lookSeconds }: Needs): string => secondsAfter(clock.now(), lookSeconds)

export const runJob = (engine: Engine, job: Job): Promise<void> =>
  engine.start(workflows[job.kind].name, instanceOfJob(job), { requestId: job.id, attempt: job.attempts })

/** Begins again what broke off, and the scan that is due. `newId` is the id of a scan that nobody asked for. */
export async function lookAfterJobs(world: Needs, engine: Engine, newId: () => string): Promise<void> {
  const at = world.clock.now().toISOString()
  for (const job of await world.jobs.list()) {
    if (job.state === 'arriving' && job.nextLook <= at) await giveUp(world, job, at)
    if (isRunning(job) && job.nextLook <= at) await lookAfterJob(world, engine, job)
    if (!isRunning(job) && job.again !== undefined && job.again <= at)
      await startJob(world, engine, { id: newId(), kind: 'scan', by: 'Roomwright', at })
  }
}

/** A part of it was never sent. */
const giveUp = async ({ jobs }: Needs, job: Job, at: string): Promise<void> =>
  void (await jobs.change(job, (known) =>
    known?.state === 'arriving' ? endJob(known, { state: 'failed', code: 'batch-incomplete' }, at) : known,
  ))

/** What it waits for may have come, or it goes on with its next run. */
export async function wakeJob({ jobs }: Pick<Needs, 'jobs'>, engine: Engine, jobId: string): Promise<void> {
  const job = await jobs.read(jobId)
  if (!job || !isRunning(job)) return
  const state = await engine.state(instanceOfJob(job))
  if (state === 'active') await engine.nudge(instanceOfJob(job))
  else if (state === 'absent') await runJob(engine, job)
}

async function lookAfterJob(world: Needs, engine: Engine, job: Job): Promise<void> {
  const state = await engine.state(instanceOfJob(job))
  // The run before has done its part, and nobody has begun the next one.
  if (state === 'absent' && job.kind === 'batch') return runJob(engine, job)
  const isActive = state === 'active'
  const nextLook = nextLookOf(world)
  const changed = await world.jobs.change(job, (known) => {
    if (!known || known.attempts !== job.attempts || !isRunning(known)) return known
    return isActive ? { ...known, nextLook } : breakOffJob(known, world.clock.now().toISOString(), nextLook)
  })
  if (isActive || !changed) return
  world.log.warn('work on many accounts broke off', { job: job.id, attempt: job.attempts })
  if (isRunning(changed)) await runJob(engine, changed)
}
