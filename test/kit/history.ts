/** The protocol between the durable extension and durable-functions 3.5.0, as far as our workflows use it. */
export const eventType = {
  executionStarted: 0,
  taskScheduled: 4,
  taskCompleted: 5,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
  eventRaised: 15,
} as const

export interface HistoryEvent {
  EventType: number
  EventId: number
  IsPlayed: boolean
  Timestamp: string
}

interface AskActivity {
  functionName: string
  input: unknown
}
interface SetTimer {
  fireAt: string
  isCanceled: boolean
}
interface WaitForEvent {
  externalEventName: string
}
/** `Task.any` or `Task.all` */
interface Bracket {
  compoundActions: Action[]
}
export type Action = AskActivity | SetTimer | WaitForEvent | Bracket

/** What the library answers; actions are all that were asked for since the start. */
export interface Episode {
  isDone: boolean
  actions: [Action[]]
}

export const isWait = (action: Action): boolean => 'externalEventName' in action

export const withoutBrackets = (actions: Action[]): Action[] =>
  actions.flatMap((action) => ('compoundActions' in action ? withoutBrackets(action.compoundActions) : [action]))
