import { sayProblem } from '../problems.ts'
import type { Job } from './job.ts'

/** Work on many accounts, as pages show it. */
export interface JobView extends Pick<Job, 'id' | 'kind' | 'by' | 'at' | 'endedAt' | 'again' | 'isFirst'> {
  /** Scans and repairs neither arrive in parts nor pause. */
  state: Exclude<Job['state'], 'arriving' | 'paused'>
  /** Known once they are listed. */
  accounts?: number
  /** Shares of all pages that are done, 0 to 1. */
  progress: number
  problem?: { code: string; says: string; remedy: string }
}

export function viewJob(job: Job): JobView {
  const { id, kind, by, at, state, endedAt, again, isFirst, accounts, pages, donePages, code, facts } = job
  return {
    id,
    kind,
    by,
    at,
    state: state === 'arriving' || state === 'paused' ? 'running' : state,
    ...(endedAt !== undefined && { endedAt }),
    ...(again !== undefined && { again }),
    ...(isFirst && { isFirst }),
    ...(accounts !== undefined && { accounts }),
    progress: state === 'done' ? 1 : pages ? donePages.length / pages : 0,
    ...(code !== undefined && { problem: { code, ...sayProblem(code, facts) } }),
  }
}
