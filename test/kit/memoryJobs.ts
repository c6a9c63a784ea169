import type { Job, Jobs } from '../../shared/microsoft365/jobs.ts'
import type { JobScope } from '../../shared/microsoft365/runbooks.ts'

interface KeptJob extends Job {
  request: string
  output: string
}

/** An Automation account whose jobs do what the test says; each call is noted. */
export function memoryJobs() {
  const kept = new Map<string, KeptJob>()
  const calls: string[] = []
  const faults: (Error | undefined)[] = []
  const note = async (call: string): Promise<void> => {
    calls.push(call)
    const fault = faults.shift()
    if (fault !== undefined) throw fault
  }
  const jobs: Jobs = {
    async find(name) {
      await note('find')
      return kept.get(name)
    },
    async start(name, request) {
      await note('start')
      const job = { status: 'New', request, output: '' }
      kept.set(name, job)
      return job
    },
    async stop(name) {
      await note('stop')
      const job = kept.get(name)
      if (job) kept.set(name, { ...job, status: 'Stopped' })
      return true
    },
    async output(name) {
      await note('output')
      return kept.get(name)?.output ?? ''
    },
  }
  return {
    jobs,
    calls,
    kept,
    /** The next calls fail so, one after the other; an undefined one goes well. */
    fail: (...with_: (Error | undefined)[]) => void faults.push(...with_),
    /** What happens to every job that is not over. */
    work: (changes: Partial<KeptJob>) => {
      for (const [name, job] of kept)
        if (!/Completed|Failed|Stopped/.test(job.status)) kept.set(name, { ...job, ...changes })
    },
    requests: () => [...kept.values()].map(({ request }) => JSON.parse(request) as { cmdlets: object[] }),
  }
}

/** A scope that notes what it is told to remember; `notes` may be shared with the jobs, to see the order. */
export function aScope(changes: Partial<Pick<JobScope, 'key' | 'isLast'>> = {}, notes: string[] = []) {
  const scope: JobScope = {
    key: 'request/1/step/{}',
    isLast: false,
    keepJob: async (name) => void notes.push(`keep ${name}`),
    dropJob: async (name) => void notes.push(`drop ${name}`),
    ...changes,
  }
  return { scope, notes }
}

/** What a runbook puts out. */
export const outputOf = (...results: object[]): string => JSON.stringify({ results })
