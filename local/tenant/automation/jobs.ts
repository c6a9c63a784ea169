import type { Documents } from '../../kit/documents.ts'

/** Statuses that the tenant plays, of those in Azure/azure-docs, automation-runbook-execution.md, 2024. */
export type JobStatus = 'Queued' | 'Running' | 'Completed' | 'Failed' | 'Stopped' | 'Suspended'

export interface Job {
  name: string
  jobId: string
  /** Jobs are taken up in this order. */
  order: number
  runbook: string
  runOn: string
  parameters: Record<string, string>
  status: JobStatus
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  changedAt: string
  /** How often it began, as a job that was interrupted begins anew. */
  starts: number
  exception: string | null
  output: string
}

/** The jobs of the Automation account; what was put survives kill −9. */
export interface Jobs {
  get(name: string): Job | undefined
  add(job: Omit<Job, 'order'>): void
  put(job: Job): void
  /** The oldest that waits or was interrupted. */
  next(): Job | undefined
}

export function openJobs(documents: Documents, noteChange: () => void): Jobs {
  const collection = documents.of<Job>('job')
  // Job names are in a path, where case does not count.
  const keyOf = (name: string) => name.toLowerCase()
  return {
    get: (name) => collection.get(keyOf(name)),
    add(job) {
      noteChange()
      const order = 1 + Math.max(0, ...collection.all().map(({ order }) => order))
      collection.put(keyOf(job.name), { ...job, order })
    },
    put(job) {
      noteChange()
      collection.put(keyOf(job.name), job)
    },
    next: () =>
      collection
        .all()
        .filter(({ status }) => status === 'Queued' || status === 'Running')
        .toSorted((one, other) => one.order - other.order)[0],
  }
}

/** A job that has ended keeps its end. */
export function isEnded({ status }: Job): boolean {
  return status !== 'Queued' && status !== 'Running'
}
