import type { Activity, Call, RunRef } from '../../orchestrations/activity.ts'
import type { Workflow } from '../../orchestrations/durable.ts'
import type { Outcome } from '../../shared/outcome.ts'
import { callbackOf, provideFunctionsCore } from './functionsCore.ts'
import { eventType, isWait, withoutBrackets, type Action, type Episode, type HistoryEvent } from './history.ts'
import { start } from './records.ts'

provideFunctionsCore()
const { app } = await import('durable-functions')

export interface Answered<Value> {
  name: string
  outcome: Outcome<Value>
}

/** The outcome of an activity, typed by its contract: a changed contract does not compile. */
export const answers = <Value>(
  activity: Activity<never, never, Value, never>,
  outcome: Outcome<Value>,
): Answered<Value> => ({
  name: activity.name,
  outcome,
})

/** A workflow that stands still between two turns of the engine. */
export interface Driven {
  /** Activities that were asked and have not answered, by name, in the order of asking. */
  open(): string[]
  /** What an open activity was sent. */
  callOf(name: string): Call<unknown>
  /** Answers open activities, all in one turn. */
  answer(...answered: Answered<unknown>[]): Promise<void>
  /** All that were set, in their order; seconds count from then. */
  timers(): { seconds: number; isCancelled: boolean }[]
  /** Lets the last timer fire. */
  fireTimer(): Promise<void>
  nudge(): Promise<void>
  /** How often it has waited for something. */
  awaited(): number
  isDone(): boolean
  /** Why it failed, if it did. */
  failure(): string | undefined
  actions(): Action[]
  history: HistoryEvent[]
}

/** One invocation of a workflow over a history, on the real executor of the library, taken at the seam where the Functions worker takes it. */
export async function replayWorkflow({ name, handler }: Workflow, input: RunRef, history: HistoryEvent[]) {
  app.orchestration(name, handler)
  const answer = await callbackOf(name)(triggerInput(input, history), {})
  return JSON.parse(JSON.stringify(answer)) as Episode
}

/** As the durable extension sends it. The history is a copy, because the library turns timestamps into dates in place. */
const triggerInput = (input: RunRef, history: HistoryEvent[]): object => ({
  history: structuredClone(history),
  input,
  instanceId: 'instance-1',
  isReplaying: history.some(({ IsPlayed }) => IsPlayed),
  parentInstanceId: null,
  upperSchemaVersion: 1,
  upperSchemaVersionNew: 3,
  longRunningTimerIntervalDuration: '3.00:00:00',
  maximumShortTimerDuration: '6.00:00:00',
  defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
})

interface Asked {
  id: number
  name: string
  call: Call<unknown>
  isAnswered: boolean
}
interface Timer {
  id: number
  seconds: number
  fireAt: string
  isCancelled: boolean
}

/** What the workflow has asked for. Ids are implicit: library and engine both count activities and timers in the order of the actions. */
function makeSchedule(append: (EventType: number, fields: object) => void) {
  const asked: Asked[] = []
  const timers: Timer[] = []
  const take = (action: Action, id: number, now: number): void => {
    if ('functionName' in action) {
      const { functionName: name, input } = action
      asked.push({ id, name, call: input as Call<unknown>, isAnswered: false })
      append(eventType.taskScheduled, { EventId: id, Name: name, Input: JSON.stringify(input) })
    } else if ('fireAt' in action) {
      const { fireAt } = action
      timers.push({ id, fireAt, seconds: (Date.parse(fireAt) - now) / 1_000, isCancelled: false })
      append(eventType.timerCreated, { EventId: id, FireAt: fireAt })
    }
  }
  return {
    asked,
    timers,
    follow: (actions: Action[], now: number): void => {
      const counted = withoutBrackets(actions).filter((action) => !isWait(action))
      const known = asked.length + timers.length
      for (const [id, action] of counted.entries()) if (id >= known) take(action, id, now)
      for (const timer of timers) {
        const action = counted[timer.id]
        timer.isCancelled = action !== undefined && 'fireAt' in action && action.isCanceled
      }
    },
  }
}

/** Starts a workflow; the engine's part is played by the test. */
export async function driveWorkflow(workflow: Workflow, input: RunRef): Promise<Driven> {
  const history: HistoryEvent[] = []
  let now = Date.parse(start)
  let episode: Episode = { isDone: false, actions: [[]] }
  let failure: string | undefined
  let turns = 0

  const append = (EventType: number, fields: object = {}): void =>
    void history.push({ EventType, EventId: -1, IsPlayed: false, Timestamp: new Date(now).toISOString(), ...fields })
  const { asked, timers, follow } = makeSchedule(append)
  const open = () => asked.filter(({ isAnswered }) => !isAnswered)
  const findOpen = (name: string): Asked => {
    const found = open().find((one) => one.name === name)
    if (!found) throw new Error(`${name} is not asked now, but ${JSON.stringify(open().map((one) => one.name))}`)
    return found
  }
  const turn = async (happen: () => void): Promise<void> => {
    append(eventType.orchestratorStarted)
    happen()
    turns++
    try {
      episode = await replayWorkflow(workflow, input, history)
    } catch (error) {
      failure = String(error)
    }
    for (const event of history) event.IsPlayed = true
    follow(episode.actions[0], now)
    append(eventType.orchestratorCompleted)
  }

  await turn(() => append(eventType.executionStarted, { Name: workflow.name, Input: JSON.stringify(input) }))
  return {
    history,
    open: () => open().map(({ name }) => name),
    callOf: (name) => findOpen(name).call,
    answer: (...answered) =>
      turn(() => {
        for (const { name, outcome } of answered) {
          const one = findOpen(name)
          one.isAnswered = true
          append(eventType.taskCompleted, { TaskScheduledId: one.id, Result: JSON.stringify(outcome) })
        }
      }),
    timers: () => timers.map(({ seconds, isCancelled }) => ({ seconds, isCancelled })),
    fireTimer() {
      const timer = timers.at(-1)
      if (!timer || timer.isCancelled) throw new Error('no timer runs')
      now = Math.max(now, Date.parse(timer.fireAt))
      return turn(() => append(eventType.timerFired, { TimerId: timer.id, FireAt: timer.fireAt }))
    },
    nudge: () => turn(() => append(eventType.eventRaised, { Name: 'nudge', Input: '{}' })),
    awaited: () => turns - 1,
    isDone: () => episode.isDone,
    failure: () => failure,
    actions: () => episode.actions[0],
  }
}
