import { hasRowEnded, type RowResult } from '../batch.ts'
import type { Requester } from '../request.ts'
import { secondsAfter } from '../times.ts'
import { beginJob, continueJob, isRunning, type Job } from './job.ts'

/** One part of a list, as it comes from the queue. */
export interface BatchPart {
  jobId: string
  at: string
  by: string
  requester: Requester
  page: number
  pages: number
  /** Of the whole list. */
  rooms: number
  canary: number
  digest: string
}

/** The parts come within seconds; what is not here by then was never sent. */
const arrivalSeconds = 3_600

/** Takes a part in, in any order and any number of times; with the last one the work begins. */
export function takePart(known: Job | undefined, part: BatchPart, nextLook: string): Job {
  const job = known ?? announce(part)
  const { batch } = job
  if (job.state !== 'arriving' || !batch || batch.arrived.includes(part.page)) return job
  const arrived = [...batch.arrived, part.page]
  const next = { ...job, batch: { ...batch, arrived } }
  return arrived.length < part.pages ? next : { ...next, state: 'running', nextLook }
}

const announce = ({ jobId: id, at, by, requester, pages, rooms, canary, digest }: BatchPart): Job => ({
  ...beginJob(
    {
      id,
      kind: 'batch',
      by,
      at,
      batch: { requester, canary, digest, arrived: [], ended: 0, ready: 0, run: { since: at, ended: 0 } },
    },
    secondsAfter(new Date(at), arrivalSeconds),
  ),
  state: 'arriving',
  accounts: rooms,
  pages,
})

/** What is open goes on to its end; nothing new begins. */
export const pauseBatch = (job: Job, paused: 'person' | 'canary'): Job =>
  isRunning(job) && job.batch ? { ...job, state: 'paused', batch: { ...job.batch, paused } } : job

/** Who goes on after the canary has failed goes on without it. */
export function resumeBatch(job: Job, at: string, nextLook: string): Job {
  if (job.state !== 'paused' || !job.batch) return job
  const { paused, ...batch } = job.batch
  const next = continueBatch(job, at, nextLook)
  return { ...next, batch: { ...batch, run: runFrom(job, at), ...(paused === 'canary' && { isTrusted: true }) } }
}

/** A run that has looked after enough rows hands the rest to the next one. */
export const continueBatch = (job: Job, at: string, nextLook: string): Job => ({
  ...continueJob(job, nextLook),
  ...(job.batch && { batch: { ...job.batch, run: runFrom(job, at) } }),
})

const runFrom = ({ batch }: Job, since: string) => ({ since, ended: batch?.ended ?? 0 })

/** How many rows have ended, and how; a canary that is not ready pauses the others. */
export function countRows(job: Job, attempt: number, rows: RowResult[], nextLook: string): Job {
  if (!job.batch || job.attempts !== attempt || !isRunning(job)) return job
  const ended = rows.filter(hasRowEnded)
  const canary = ended.find(({ line }) => line === job.batch?.canary)
  const batch = { ...job.batch, ended: ended.length, ready: ended.filter(isReadyRow).length }
  const counted: Job = { ...job, batch, nextLook }
  if (!canary || batch.isTrusted) return counted
  return isReadyRow(canary) ? { ...counted, batch: { ...batch, isTrusted: true } } : pauseBatch(counted, 'canary')
}

const isReadyRow = ({ state }: RowResult): boolean => state === 'ready'
