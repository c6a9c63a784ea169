import { eventType, isScheduled, type HistoryEvent, type Scheduled } from './historyEvents.ts'
import type { Task } from './tasks.ts'

const kinds = {
  [eventType.TaskScheduled]: { kind: 'activity', words: 'an activity task', action: 'ScheduleTaskOrchestratorAction' },
  [eventType.SubOrchestrationInstanceCreated]: {
    kind: 'subOrchestration',
    words: 'a sub-orchestration task',
    action: 'CreateSubOrchestrationAction',
  },
  [eventType.TimerCreated]: { kind: 'timer', words: 'a timer task', action: 'CreateTimerOrchestratorAction' },
} as const

const question = 'Was a change made to the orchestrator code after this instance had already started running?'

/**
 * Why the tasks of this replay are not those that history has, in the words of DurableTask.Core
 * (TaskOrchestrationContext.cs); undefined when they are.
 */
export function findNonDeterminism(history: HistoryEvent[], tasks: Task[]): string | undefined {
  for (const event of history.filter(isScheduled)) {
    const difference = compare(event, tasks[event.EventId])
    if (difference) return `Non-Deterministic workflow detected: ${difference} ${question}`
  }
  return undefined
}

function compare(event: Scheduled, task: Task | undefined): string | undefined {
  const was = kinds[event.EventType]
  const name = 'Name' in event ? ` named '${event.Name}'` : ''
  const before = `A previous execution of this orchestration scheduled ${was.words} with sequence number ${event.EventId}${name}`
  if (!task) return `${before}, but the current replay execution hasn't (yet?) scheduled this task.`
  if (task.kind !== was.kind) {
    const { action } = Object.values(kinds).find(({ kind }) => kind === task.kind) ?? was
    return `${before}, but the current orchestration replay instead produced a ${action} action with this sequence number.`
  }
  if (task.kind === 'timer' || ('Name' in event && event.Name.toLowerCase() === task.name.toLowerCase()))
    return undefined
  return `${before}, but the current orchestration replay instead scheduled ${was.words} named '${task.name}' with this sequence number. `
}
