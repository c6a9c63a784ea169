import { setTimeout as sleep } from 'node:timers/promises'
import type { Documents } from '../../kit/documents.ts'
import type { Services } from '../serve.ts'
import { goneText } from '../skypeOnline/skypeOnlineCmdlets.ts'
import { readSwitches } from '../switches.ts'
import { workerTimes } from '../timings.ts'
import type { Range } from '../timings.ts'
import { requestParameter } from './account.ts'
import { isEnded } from './jobs.ts'
import type { Job } from './jobs.ts'
import { performCmdlet } from './performCmdlet.ts'
import { RunbookError, readRunbookRequest } from './runbookRequest.ts'
import type { RunbookRequest } from './runbookRequest.ts'
import type { Result } from './runbook.ts'

export interface Worker {
  /** There may be a job to take up. */
  wake(): void
  stop(): Promise<void>
}

export interface WorkerSwitch {
  isOnline(): boolean
  turn(isOnline: boolean): void
}

export function openWorkerSwitch(documents: Documents): WorkerSwitch {
  const collection = documents.of<{ isOnline: boolean }>('worker')
  return {
    isOnline: () => collection.get('group')?.isOnline ?? true,
    turn: (isOnline) => collection.put('group', { isOnline }),
  }
}

/** A job whose worker went away is started anew three times, then suspended (automation-hrw-run-runbooks.md, 2024). */
const mostStarts = 4

/**
 * The one machine of the worker group: takes jobs one after the other in their order. A job that was running when the
 * tenant died is begun anew from its first cmdlet (automation-runbook-execution.md), so its cmdlets may run twice.
 */
export function startWorker(services: Services, log: (line: string) => void): Worker {
  const { jobs, worker } = services
  const leaving = new AbortController()
  let wakeUp: () => void = () => undefined
  let isAwake = false
  const nextJob = () => (worker.isOnline() ? jobs.next() : undefined)
  const work = async () => {
    while (!leaving.signal.aborted) {
      const job = nextJob()
      if (job) await runJob(services, job, leaving.signal)
      else if (isAwake) isAwake = false
      else await new Promise<void>((resolve) => (wakeUp = resolve))
    }
  }
  const working = work().catch((error: unknown) => {
    if (!leaving.signal.aborted)
      log(`tenant: the worker stopped: ${error instanceof Error ? error.stack : String(error)}`)
  })
  const wake = () => {
    isAwake = true
    wakeUp()
  }
  return {
    wake,
    async stop() {
      leaving.abort()
      wake()
      await working
    },
  }
}

async function runJob(services: Services, { name, starts }: Job, signal: AbortSignal): Promise<void> {
  const { pace, jobs, worker } = services
  const spend = (range: Range, what: string) =>
    sleep(pace.compress(pace.draw(range, 'worker', what, name, starts)), undefined, { signal })
  await spend(workerTimes.pickUp, 'pickUp')
  const taken = jobs.get(name)
  if (!taken || isEnded(taken) || !worker.isOnline()) return
  const at = new Date(pace.now()).toISOString()
  if (taken.starts >= mostStarts) {
    jobs.put({ ...taken, status: 'Suspended', endedAt: at, changedAt: at, exception: 'The job was started too often.' })
    return
  }
  jobs.put({ ...taken, status: 'Running', startedAt: at, changedAt: at, starts: taken.starts + 1 })
  await spend(workerTimes.start, 'start')
  const end = await runRunbook(services, taken, signal)
  await spend(workerTimes.close, 'close')
  const running = jobs.get(name)
  const endedAt = new Date(pace.now()).toISOString()
  if (running && !isEnded(running)) jobs.put({ ...running, ...end, endedAt, changedAt: endedAt })
}

type End = Pick<Job, 'status' | 'output' | 'exception'>

/** What Invoke-RoomCmdlets does with one request. */
async function runRunbook(services: Services, job: Job, signal: AbortSignal): Promise<End> {
  try {
    const request = readRunbookRequest(job.parameters[requestParameter] ?? '')
    if (request.isOnline && readSwitches(services.world).skypeOnline === 'retired')
      throw new RunbookError(goneText(services.facts.domain))
    const results = await runAll(services, job, request, signal)
    return { status: 'Completed', output: JSON.stringify({ results }), exception: null }
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error
    return { status: 'Failed', output: '', exception: error.message }
  }
}

/** A Get- that fails is a result and the others go on; any other cmdlet that fails ends the run. */
async function runAll(
  services: Services,
  job: Job,
  { address, isOnline, invocations }: RunbookRequest,
  signal: AbortSignal,
): Promise<Result[]> {
  const results: Result[] = []
  let isOver = false
  for (const invocation of invocations) {
    // A stopped job runs no further cmdlet; what it would have put out is thrown away.
    isOver ||= isEnded(services.jobs.get(job.name) ?? job)
    const result: Result = isOver
      ? { kind: 'skipped' }
      : await performCmdlet(services, { job, address, isOnline, invocation, signal })
    isOver ||= result.kind === 'failed' && !invocation.name.startsWith('Get-')
    results.push(result)
  }
  return results
}
