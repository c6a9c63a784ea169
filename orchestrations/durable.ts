import type { OrchestrationContext, Task } from 'durable-functions'
import {
  done,
  type Done,
  type Later,
  type Outcome,
  type Parked,
  type Refused,
  type Verdict,
} from '../shared/outcome.ts'
import type { Activity, Call, RunRef } from './activity.ts'

/** A part of a workflow: yields tasks of the engine, returns a typed value. */
export type Flow<T> = Generator<Task, T, unknown>

/** Without its world: a workflow cannot tell what an activity needs. */
type Callable<Input, Value> = Activity<never, Input, Value>
interface Described<Value> {
  name: string
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

/** Longer waits end the run; the record remembers them. */
const longestPauseSeconds = 3_600

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
  waitedSeconds: number
  end?: Done<unknown> | Refused
}

/** Rounds: all that are open are asked at once; who said "later" is asked again after the shortest wait, until all have ended or one refused. */
function* settle(context: OrchestrationContext, run: RunRef, calls: Described<unknown>[]): Flow<unknown[]> {
  const asked: Asked[] = calls.map((described) => ({ described, waitedSeconds: 0 }))
  for (;;) {
    const open = asked.filter(({ end }) => !end)
    if (open.length === 0) return asked.map(({ end }) => end?.kind === 'done' && end.value)
    const outcomes = yield* askAll(context, run, open)
    const wait = takeEnds(open, outcomes)
    const refusal = asked.find(({ end }) => end?.kind === 'refused')?.end
    if (refusal?.kind === 'refused') throw new Leave(refusal)
    if (!wait) continue
    if (wait.isParking || wait.seconds > longestPauseSeconds)
      throw new Leave({ kind: 'parked', seconds: wait.seconds, why: wait.why })
    yield* pause(context, wait.seconds)
    for (const still of open) still.waitedSeconds += wait.seconds
  }
}

function* askAll(context: OrchestrationContext, run: RunRef, open: Asked[]): Flow<Outcome<unknown>[]> {
  const tasks = open.map(({ described: { name, input }, waitedSeconds }) =>
    context.df.callActivity(name, { run, input, waitedSeconds } satisfies Call<unknown>),
  )
  const [only] = tasks
  if (only && tasks.length === 1) return [(yield only) as Outcome<unknown>]
  return (yield context.df.Task.all(tasks)) as Outcome<unknown>[]
}

/** Notes who has ended; returns the shortest wait of the others. */
function takeEnds(open: Asked[], outcomes: Outcome<unknown>[]): Later | undefined {
  let wait: Later | undefined
  for (const [place, outcome] of outcomes.entries()) {
    const one = open[place]
    if (one && outcome.kind !== 'later') one.end = outcome
    if (outcome.kind === 'later' && (!wait || outcome.seconds < wait.seconds)) wait = outcome
  }
  return wait
}

/** The one way to wait: until the time is over, or until somebody says that the record has changed. A nudge carries nothing; a lost one costs the rest of the wait. */
function* pause(context: OrchestrationContext, seconds: number): Flow<void> {
  // oxlint-disable-next-line no-restricted-globals -- arithmetic on the recorded time, no clock
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + seconds * 1_000))
  const nudge = context.df.waitForExternalEvent('nudge')
  const winner = yield context.df.Task.any([timer, nudge])
  if (winner === nudge) timer.cancel()
}
