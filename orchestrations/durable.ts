import type { OrchestrationContext, Task } from 'durable-functions'
import { done, type Done, type Outcome, type Parked, type Refused, type Verdict } from '../shared/outcome.ts'
import type { Activity, ActivityKind, Call, RunRef } from './activity.ts'

/** A part of a workflow: yields tasks of the engine, returns a typed value. */
export type Flow<T> = Generator<Task, T, unknown>

/** Without its world: a workflow cannot tell what an activity needs. */
type Callable<Input, Value> = Activity<never, Input, Value, never>
interface Described<Value> {
  name: string
  kind: ActivityKind
  input: unknown
  /** Never set; carries the type of the value. */
  value?: Value
}

/** What a workflow can do. Every wait, retry and early end is in here, so that workflows read like their flow chart. */
export interface Run {
  /** The value of a step; leaves the workflow when the step refuses or wants a wait too long to sit through. */
  step<Input, Value>(activity: Callable<Input, Value>, input: Input): Flow<Value>
  /** Steps side by side; values in the same order. */
  all<Values extends unknown[]>(...calls: { [K in keyof Values]: Described<Values[K]> }): Flow<Values>
  /** Runs a part and says how it ended instead of leaving with it. */
  verdict(part: Flow<unknown>): Flow<Verdict>
}

export interface Workflow {
  name: string
  handler: (context: OrchestrationContext) => Generator<Task, unknown, unknown>
}

export function workflow(name: string, body: (run: Run, ref: RunRef) => Flow<unknown>): Workflow {
  return {
    name,
    *handler(context) {
      const ref = context.df.getInput<RunRef>()
      if (!ref) throw new Error(`${name} needs an input`)
      return yield* body(makeRun(context, ref), ref)
    },
  }
}

/** Describes a call for `all`; a task is scheduled only when it is yielded. */
export const call = <Input, Value>(activity: Callable<Input, Value>, input: Input): Described<Value> => ({
  name: activity.name,
  kind: activity.kind,
  input,
})

/** Leaves the workflow from any depth. */
class Leave extends Error {
  readonly verdict: Refused | Parked

  constructor(verdict: Refused | Parked) {
    super(verdict.kind)
    this.verdict = verdict
  }
}

function makeRun(context: OrchestrationContext, ref: RunRef): Run {
  return {
    *step(activity, input) {
      const [value] = yield* settle(context, ref, [call(activity, input)])
      return value as never
    },
    *all(...calls) {
      return (yield* settle(context, ref, calls)) as never
    },
    *verdict(part) {
      try {
        return done(yield* part)
      } catch (error) {
        if (error instanceof Leave) return error.verdict
        throw error
      }
    },
  }
}

interface Asked {
  described: Described<unknown>
  /** Seconds waited so far, by reason: patience with one thing is not used up by another. */
  waited: Record<string, number>
  why: string
  /** Seconds until it may be asked again. */
  dueIn: number
  end?: Done<unknown> | Refused
}

/** Rounds: all that are due are asked at once; who said "later" is asked again when its own wait is over, until all have ended or one refused. */
function* settle(context: OrchestrationContext, run: RunRef, calls: Described<unknown>[]): Flow<unknown[]> {
  const asked: Asked[] = calls.map((described) => ({ described, waited: {}, why: '', dueIn: 0 }))
  for (;;) {
    const due = asked.filter(({ end, dueIn }) => !end && dueIn <= 0)
    for (const [place, outcome] of (yield* askAll(context, run, due)).entries()) takeOutcome(due[place], outcome)
    for (const { end } of asked) if (end?.kind === 'refused') throw new Leave(end)
    const open = asked.filter(({ end }) => !end)
    if (open.length === 0) return asked.map(({ end }) => end?.kind === 'done' && end.value)
    yield* waitFor(context, open)
  }
}

/** Until the first of them is due. Only work can be woken: nothing that changes in the record makes an ending due earlier. */
function* waitFor(context: OrchestrationContext, open: Asked[]): Flow<void> {
  const seconds = Math.min(...open.map(({ dueIn }) => dueIn))
  const isWakeable = open.every(({ described }) => described.kind === 'work')
  const { isWoken, elapsed } = yield* pause(context, seconds, isWakeable)
  for (const one of open) {
    one.waited[one.why] = (one.waited[one.why] ?? 0) + elapsed
    one.dueIn = isWoken ? 0 : one.dueIn - seconds
  }
}

function takeOutcome(one: Asked | undefined, outcome: Outcome<unknown>): void {
  if (!one) return
  if (outcome.kind !== 'later') {
    one.end = outcome
    return
  }
  const { seconds, why, isParking, facts } = outcome
  if (isParking) throw new Leave({ kind: 'parked', seconds, why, ...(facts && { facts }) })
  one.dueIn = seconds
  one.why = why
}

/** One task is yielded as it is, several together; the engine cannot wait for none. */
function* askAll(context: OrchestrationContext, run: RunRef, due: Asked[]): Flow<Outcome<unknown>[]> {
  const tasks = due.map(({ described: { name, input }, waited }) =>
    context.df.callActivity(name, { run, input, waited: { ...waited } } satisfies Call<unknown>),
  )
  const [only] = tasks
  if (!only) return []
  return tasks.length === 1
    ? [(yield only) as Outcome<unknown>]
    : ((yield context.df.Task.all(tasks)) as Outcome<unknown>[])
}

interface Paused {
  isWoken: boolean
  /** Seconds that have passed by the recorded time. */
  elapsed: number
}

/** The one way to wait: until the time is over, or until somebody says that the record has changed. A nudge carries nothing; a lost one costs the rest of the wait. */
function* pause(context: OrchestrationContext, seconds: number, isWakeable: boolean): Flow<Paused> {
  const since = context.df.currentUtcDateTime.getTime()
  // oxlint-disable-next-line no-restricted-globals -- arithmetic on the recorded time, no clock
  const timer = context.df.createTimer(new Date(since + seconds * 1_000))
  if (!isWakeable) {
    yield timer
    return { isWoken: false, elapsed: seconds }
  }
  const nudge = context.df.waitForExternalEvent('nudge')
  const winner = yield context.df.Task.any([timer, nudge])
  if (winner !== nudge) return { isWoken: false, elapsed: seconds }
  timer.cancel()
  const elapsed = Math.round((context.df.currentUtcDateTime.getTime() - since) / 1_000)
  return { isWoken: true, elapsed: Math.min(seconds, Math.max(0, elapsed)) }
}
