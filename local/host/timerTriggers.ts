import { Cron } from 'croner'
import type { InputsOf } from './durableClients.ts'
import type { TimerFunction } from './hostedFunctions.ts'
import type { Log } from './log.ts'
import { expand } from './settings.ts'
import type { Worker } from './worker.ts'

export interface TimerTriggers {
  /** Runs the function of that name now; false when there is none. */
  run(name: string): boolean
  stop(): void
}

interface Parts {
  worker: Worker
  inputsOf: InputsOf
  log: Log
  environment: Record<string, string | undefined>
}

/**
 * Runs timer functions by their NCRONTAB schedule, in UTC as on Azure. Runs that were missed while the host was away are
 * not made up for, so nothing is ever past due.
 */
export function startTimerTriggers(functions: TimerFunction[], parts: Parts): TimerTriggers {
  const timers = functions.map((called) => startTimer(called, parts))
  for (const { called, run } of timers) if (called.runOnStartup) run()
  return {
    run: (name) => {
      const timer = timers.find(({ called }) => called.name.toLowerCase() === name.toLowerCase())
      timer?.run()
      return timer !== undefined
    },
    stop: () => timers.forEach(({ cron }) => cron.stop()),
  }
}

const part = String.raw`(?:\*|\d+|[a-z]{3})(?:-(?:\d+|[a-z]{3}))?(?:/\d+)?`
const ncrontab = new RegExp(String.raw`^${part}(?:,${part})*(?:\s+${part}(?:,${part})*){5}$`, 'i')

function startTimer(called: TimerFunction, parts: Parts) {
  const where = `the function "${called.name}"`
  const schedule = expand(called.schedule, parts.environment, where)
  if (!ncrontab.test(schedule)) throw new Error(`"${schedule}" of ${where} is not an NCRONTAB expression of six fields`)
  let last: Date | null = null
  const run = async () => {
    const previous = last
    last = new Date()
    await invoke(called, parts, previous, cron.nextRun())
  }
  const cron = new Cron(schedule, { mode: '6-part', timezone: 'UTC', domAndDow: true, protect: true }, run)
  return { called, cron, run: () => void run() }
}

async function invoke(called: TimerFunction, parts: Parts, last: Date | null, next: Date | null): Promise<void> {
  const payload = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: withOffset(last), Next: withOffset(next), LastUpdated: withOffset(last ?? new Date()) },
    IsPastDue: false,
  }
  const text = JSON.stringify(payload)
  const { error } = await parts.worker.invoke(called.registered, {
    inputData: [{ name: called.triggerBinding, data: { json: text } }, ...parts.inputsOf(called)],
    triggerMetadata: { TimerTrigger: { string: text }, [called.triggerBinding]: { string: text } },
  })
  if (error) parts.log('error', called.name, error.stack ?? error.message)
}

/** .NET's smallest date stands for never. */
const withOffset = (date: Date | null): string => (date?.toISOString() ?? '0001-01-01T00:00:00Z').replace('Z', '+00:00')
