import { requestIdOf } from '../../shared/requestId.ts'
import type { RowResult } from '../../shared/room/batch.ts'
import type { Command } from '../../shared/room/command.ts'
import { pauseBatch, resumeBatch, takePart } from '../../shared/room/estate/batchJob.ts'
import { isRunning } from '../../shared/room/estate/job.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import { batchSource, ticketOfRow } from '../../shared/sources.ts'
import type { Engine } from './engine.ts'
import { runJob, wakeJob, type startJob } from './lookAfterJobs.ts'

type Needs = Parameters<typeof startJob>[0]

const kinds = ['batch', 'pause-batch', 'resume-batch', 'look-job'] as const
export type BatchCommand = Extract<Command, { kind: (typeof kinds)[number] }>
type Part = Extract<Command, { kind: 'batch' }>

export const isOfBatch = (command: Command): command is BatchCommand =>
  (kinds as readonly string[]).includes(command.kind)

/** What is done to a list of rooms. */
export async function changeBatch(world: Needs, engine: Engine, command: BatchCommand): Promise<void> {
  const { jobs, clock, lookSeconds } = world
  const ref = { id: command.jobId, kind: 'batch' } as const
  const nextLook = secondsAfter(clock.now(), lookSeconds)
  switch (command.kind) {
    case 'batch': {
      await keepRows(world, command)
      const job = await jobs.change(ref, (known) => takePart(known, command, nextLook))
      if (job && isRunning(job)) await runJob(engine, job)
      return
    }
    case 'pause-batch': {
      await jobs.change(ref, (known) => known && pauseBatch(known, 'person'))
      return
    }
    case 'resume-batch': {
      const job = await jobs.change(ref, (known) => known && resumeBatch(known, command.at, nextLook))
      if (job && isRunning(job)) await runJob(engine, job)
      return
    }
    case 'look-job':
      return wakeJob(world, engine, command.jobId)
  }
}

/** Unless they are known already: their rows may have begun since. */
async function keepRows({ jobs }: Needs, { jobId, page, rows }: Part): Promise<void> {
  const known = await jobs.read(jobId)
  if (known && (known.state !== 'arriving' || known.batch?.arrived.includes(page))) return
  await jobs.keepPage(jobId, page, rows)
  const results = rows.map(({ line, room: { name, site } }): RowResult => {
    const requestId = requestIdOf(batchSource, ticketOfRow(jobId, line), 1)
    return { line, name, site, requestId, state: 'held' }
  })
  await jobs.keepResults(jobId, page, results)
}
