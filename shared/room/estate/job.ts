import { chunk } from '../chunk.ts'
import type { BatchState } from '../batch.ts'
import type { Scope, Edit } from './repair.ts'

/** Work on many accounts, page by page: what is done stays done, and who comes next goes on with the rest. */
export interface Job {
  id: string
  kind: 'scan' | 'repair' | 'batch'
  by: string
  /** When it was asked for. */
  at: string
  /** How often it was begun; each run has an instance of its own. */
  attempts: number
  /** Those of them that began because the one before had done its part, or after a pause. */
  continued?: number
  /** arriving: its parts come one by one, and nothing begins before the last. */
  state: 'arriving' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed'
  /** When somebody should see whether it still runs. */
  nextLook: string
  /** Known once its accounts are listed. */
  accounts?: number
  pages?: number
  donePages: number[]
  endedAt?: string
  /** Why it failed. */
  code?: string
  facts?: Record<string, string | number>
  scope?: Scope
  edits?: Edit[]
  /** Of a scan: nothing was known before it. */
  isFirst?: true
  /** Of a scan: when the next one begins by itself. */
  again?: string
  /** Of a list of rooms. */
  batch?: BatchState
}

export type NewJob = Pick<Job, 'id' | 'kind' | 'by' | 'at' | 'scope' | 'edits' | 'isFirst' | 'batch'>

/** A run that breaks off is begun again; what breaks it each time needs a person. */
const mostAttempts = 3

export const beginJob = (job: NewJob, nextLook: string): Job => ({
  ...job,
  attempts: 1,
  state: 'running',
  nextLook,
  donePages: [],
})

export const instanceOfJob = ({ id, attempts }: Pick<Job, 'id' | 'attempts'>): string => `${id}-${attempts}`

export const isRunning = ({ state }: Job): boolean => state === 'running'

/** Somebody can stop it still. */
export const isUnfinished = ({ state }: Job): boolean => ['arriving', 'running', 'paused'].includes(state)

/** The accounts are listed; who listed them first is right. */
export const listPages = (job: Job, accounts: number, pages: number): Job =>
  job.pages === undefined ? { ...job, accounts, pages } : job

export const finishPage = (job: Job, page: number, nextLook: string): Job =>
  job.donePages.includes(page) ? job : { ...job, donePages: [...job.donePages, page], nextLook }

export const endJob = (
  job: Job,
  end: Pick<Job, 'state'> & Pick<Partial<Job>, 'code' | 'facts' | 'again'>,
  at: string,
): Job => (isUnfinished(job) ? { ...job, ...end, endedAt: at } : job)

/** What is to be done about a job whose run is not at work any more. */
export function breakOffJob(job: Job, at: string, nextLook: string): Job {
  if (!isRunning(job)) return job
  if (job.attempts - (job.continued ?? 0) >= mostAttempts) return endJob(job, { state: 'failed', code: 'internal' }, at)
  return { ...job, attempts: job.attempts + 1, nextLook }
}

/** Another run goes on from here. */
export const continueJob = (job: Job, nextLook: string): Job => ({
  ...job,
  state: 'running',
  attempts: job.attempts + 1,
  continued: (job.continued ?? 0) + 1,
  nextLook,
})

/** Pages side by side: some of the calls that a tenant takes at once stay free for rooms that somebody waits for. */
const pagesAtOnce = 4

/** The pages that are to be done yet, in windows. */
export const openPages = ({ pages = 0, donePages }: Job): number[][] =>
  chunk(
    Array.from({ length: pages }, (_, page) => page).filter((page) => !donePages.includes(page)),
    pagesAtOnce,
  )
