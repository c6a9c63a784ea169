/** Events of an orchestration's history, as the Durable extension spells them to the worker. */
export const eventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
} as const

export type EventName = keyof typeof eventType

interface Event<Name extends EventName> {
  EventType: (typeof eventType)[Name]
  /** The task's id where the event schedules one, otherwise −1. */
  EventId: number
  /** True once the worker was given the event in an earlier turn; false for ever on markers and scheduled tasks. */
  IsPlayed: boolean
  Timestamp: string
}

interface InstanceReference {
  InstanceId: string
  ExecutionId: string
}

/** Where a sub-orchestration reports its end. */
export interface ParentInstance {
  Name: string
  OrchestrationInstance: InstanceReference
  TaskScheduleId: number
  Version: null
}

export interface ExecutionStarted extends Event<'ExecutionStarted'> {
  OrchestrationInstance: InstanceReference
  ParentInstance: ParentInstance | null
  Name: string
  Input: string | null
  /** How often this id was started before; null for a sub-orchestration. */
  Generation: number | null
}
interface Completion {
  TaskScheduledId: number
  /** JSON text; null for a function that returned nothing. */
  Result: string | null
}
interface Failure {
  TaskScheduledId: number
  Reason: string | null
  Details: string | null
  FailureDetails: null
}
export type TaskScheduled = Event<'TaskScheduled'> & { Name: string }
export type SubOrchestrationCreated = Event<'SubOrchestrationInstanceCreated'> & { Name: string; InstanceId: string }
export type TimerCreated = Event<'TimerCreated'> & { FireAt: string }
export type Scheduled = TaskScheduled | SubOrchestrationCreated | TimerCreated

export type HistoryEvent =
  | ExecutionStarted
  | (Event<'ExecutionCompleted'> & { OrchestrationStatus: number; Result: string | null })
  | (Event<'ExecutionTerminated'> & { Input: string | null })
  | Scheduled
  | (Event<'TaskCompleted'> & Completion)
  | (Event<'TaskFailed'> & Failure)
  | (Event<'SubOrchestrationInstanceCompleted'> & Completion)
  | (Event<'SubOrchestrationInstanceFailed'> & Failure)
  | (Event<'TimerFired'> & { TimerId: number; FireAt: string })
  | Event<'OrchestratorStarted'>
  | Event<'OrchestratorCompleted'>
  | (Event<'EventRaised'> & { Name: string; Input: string })

/** As .NET writes times: without zeros at the end of the fraction. */
const dotNetTime = (iso: string): string => iso.replace(/\.?0+Z$/, 'Z')

const make = <Name extends EventName, Fields extends object>(name: Name, fields: Fields, EventId = -1) => ({
  EventType: eventType[name],
  ...fields,
  EventId,
  IsPlayed: false,
  Timestamp: dotNetTime(new Date().toISOString()),
})

export const orchestratorStarted = () => make('OrchestratorStarted', {})
export const orchestratorCompleted = () => make('OrchestratorCompleted', {})

type Start = Pick<ExecutionStarted, 'OrchestrationInstance' | 'ParentInstance' | 'Name' | 'Input' | 'Generation'>
export const executionStarted = (start: Start) =>
  make('ExecutionStarted', {
    ...start,
    Version: null,
    Tags: null,
    Correlation: null,
    ParentTraceContext: null,
    ScheduledStartTime: null,
    GenerateNewTrace: false,
  })

/** The numbers that stand for an end in history. */
export const endStatus = { Completed: 1, Failed: 3, Terminated: 5 } as const
export const executionCompleted = (status: keyof typeof endStatus, Result: string | null) =>
  make('ExecutionCompleted', { OrchestrationStatus: endStatus[status], Result, FailureDetails: null })
export const executionTerminated = (Input: string | null) => make('ExecutionTerminated', { Input })
export const eventRaised = (Name: string, Input: string) =>
  make('EventRaised', { Name, Input, ParentTraceContext: null })

export const taskScheduled = (id: number, Name: string) =>
  make('TaskScheduled', { Name, Version: '', Input: null, ParentTraceContext: null, Tags: null }, id)
export const taskCompleted = (TaskScheduledId: number, Result: string | null) =>
  make('TaskCompleted', { TaskScheduledId, Result })
export const taskFailed = (TaskScheduledId: number, Reason: string, Details: string) =>
  make('TaskFailed', { TaskScheduledId, Reason, Details, FailureDetails: null })

export const subOrchestrationCreated = (id: number, Name: string, InstanceId: string) =>
  make(
    'SubOrchestrationInstanceCreated',
    { Name, Version: null, InstanceId, Input: null, ClientSpanId: null, Tags: null },
    id,
  )
export const subOrchestrationCompleted = (TaskScheduledId: number, Result: string | null) =>
  make('SubOrchestrationInstanceCompleted', { TaskScheduledId, Result })
export const subOrchestrationFailed = (TaskScheduledId: number, Reason: string | null, Details: string | null) =>
  make('SubOrchestrationInstanceFailed', { TaskScheduledId, Reason, Details, FailureDetails: null })

export const timerCreated = (id: number, FireAt: string) => make('TimerCreated', { FireAt: dotNetTime(FireAt) }, id)
export const timerFired = (TimerId: number, FireAt: string) =>
  make('TimerFired', { TimerId, FireAt: dotNetTime(FireAt) })

const neverPlayed = new Set<number>([
  eventType.OrchestratorStarted,
  eventType.OrchestratorCompleted,
  eventType.TaskScheduled,
  eventType.SubOrchestrationInstanceCreated,
  eventType.TimerCreated,
  eventType.ExecutionCompleted,
])

/** The event as the worker sees it in every turn after the first. */
export const played = (event: HistoryEvent): HistoryEvent => ({ ...event, IsPlayed: !neverPlayed.has(event.EventType) })

export const isScheduled = (event: HistoryEvent): event is Scheduled =>
  event.EventType === eventType.TaskScheduled ||
  event.EventType === eventType.SubOrchestrationInstanceCreated ||
  event.EventType === eventType.TimerCreated

/** The id of the task that the event ends. */
export function endedTask(event: HistoryEvent): number | undefined {
  if ('TaskScheduledId' in event) return event.TaskScheduledId
  return 'TimerId' in event ? event.TimerId : undefined
}
