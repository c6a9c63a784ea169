import { notSupported } from '../notSupported.ts'
import type { Action, Answer } from './answer.ts'
import { findNonDeterminism } from './determinism.ts'
import { endedTask, eventType, isScheduled, type HistoryEvent } from './historyEvents.ts'
import { numberTasks, type Task } from './tasks.ts'

export interface Turn {
  name: string
  /** All events, those of this turn last. */
  history: HistoryEvent[]
  answer: Answer
  /** How many tasks the library counted; undefined when it did not get that far. */
  counted: number | undefined
  isRegistered: (called: CallTask) => boolean
}

/** A task that calls a function by name. */
export type CallTask = Exclude<Task, { kind: 'timer' }>

export interface Ending {
  status: 'Completed' | 'Failed' | 'Terminated'
  /** JSON text of a result; plain text of a failure or of a reason to terminate. */
  output: string | null
  details: string | null
}

/** What follows from a turn; nothing of it has happened yet. */
export interface Outcome {
  scheduled: Task[]
  /** Names of called functions that are not registered: such a call never ends, as on Azure. */
  hanging: string[]
  customStatus: string | undefined
  ending: Ending | undefined
}

/** Decides what a turn leads to. */
export function settleTurn(turn: Turn): Outcome {
  const { name, history, answer } = turn
  const customStatus = answer.customStatus === undefined ? undefined : JSON.stringify(answer.customStatus)
  const end = (ending: Ending): Outcome => ({ scheduled: [], hanging: [], customStatus, ending })

  const terminated = history.find((event) => event.EventType === eventType.ExecutionTerminated)
  if (terminated) return end({ status: 'Terminated', output: terminated.Input, details: null })
  if (!answer.actions) return end(failed(name, answer.error ?? ''))
  const planned = planTasks(turn, answer.actions)
  if (typeof planned === 'string') return end({ status: 'Failed', output: planned, details: planned })

  const hangs = (task: Task): task is CallTask => task.kind !== 'timer' && !turn.isRegistered(task)
  const hanging = planned.filter(hangs).map((task) => task.name)
  const runnable = planned.filter((task) => !hangs(task))
  const before = new Set(history.filter(isScheduled).map(({ EventId }) => EventId))
  const scheduled = runnable.filter(({ id }) => !before.has(id))
  const ending = hasOpenTasks(runnable, history) ? undefined : endOf(name, answer)
  return { scheduled, hanging, customStatus, ending }
}

/** The tasks of a turn, or why the instance must fail. */
function planTasks({ history, counted }: Turn, actions: Action[]): Task[] | string {
  try {
    const tasks = numberTasks(actions)
    return findNonDeterminism(history, tasks) ?? findMiscount(tasks, counted) ?? findLongTimer(history, tasks) ?? tasks
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const findMiscount = (tasks: Task[], counted: number | undefined): string | undefined =>
  counted === undefined || counted === tasks.length
    ? undefined
    : `task ids differ: durable-functions counts ${counted} tasks, the engine ${tasks.length}. A task that was yielded ` +
      'before stands in a second Task.any or Task.all; Azure would schedule it again.'

/** Beyond six days the real extension and the library split a timer into several tasks. */
function findLongTimer(history: HistoryEvent[], tasks: Task[]): string | undefined {
  const started = history.findLast(({ EventType }) => EventType === eventType.OrchestratorStarted)
  const limit = Date.parse(started?.Timestamp ?? '') + 6 * 24 * 3600 * 1000
  const isLong = tasks.some((task) => task.kind === 'timer' && Date.parse(task.fireAt) > limit)
  return isLong ? notSupported('a durable timer longer than six days').message : undefined
}

/** DurableTask.Core ends an orchestration only when every task has ended, also one that nobody waits for; a cancelled timer counts as ended. */
function hasOpenTasks(tasks: Task[], history: HistoryEvent[]): boolean {
  const ended = new Set(history.map(endedTask))
  return tasks.some((task) => !ended.has(task.id) && !(task.kind === 'timer' && task.isCancelled))
}

function endOf(name: string, { isDone, error, output }: Answer): Ending | undefined {
  if (error) return failed(name, error)
  return isDone ? { status: 'Completed', output: JSON.stringify(output ?? null), details: null } : undefined
}

export const failed = (name: string, error: string): Ending => ({
  status: 'Failed',
  output: `Orchestrator function '${name}' failed: ${error}`,
  details: `Message: ${error}, StackTrace: `,
})
