import { endStatus, eventType, isScheduled, type EventName, type HistoryEvent } from './historyEvents.ts'
import type { Instance } from './instance.ts'

export interface Shown {
  input: boolean
  history: boolean
  historyOutput: boolean
}

/** The body of a status answer. */
export function statusView(instance: Instance, shown: Shown, history: HistoryEvent[]) {
  const isListed = shown.history && instance.status !== 'Pending'
  return {
    name: instance.name,
    instanceId: instance.instanceId,
    runtimeStatus: instance.status,
    input: shown.input ? parsed(instance.input) : null,
    customStatus: parsed(instance.customStatus),
    output: parsed(instance.output),
    createdTime: wholeSeconds(instance.createdTime),
    lastUpdatedTime: wholeSeconds(instance.lastUpdatedTime),
    ...(isListed && { historyEvents: historyView(history, shown) }),
  }
}

const wholeSeconds = (time: string): string => `${time.slice(0, 19)}Z`

/** Failures and reasons are stored as plain text, so text that is not JSON is shown as it is. */
export function parsed(text: string | null): unknown {
  if (text === null || text.trim() === '') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

const hidden = ['EventId', 'IsPlayed', 'TaskScheduledId', 'TimerId']
const hiddenAtStart = ['Name', 'OrchestrationInstance', 'ParentInstance', 'Version', 'Tags']
const names = new Map<number, string>(Object.entries(eventType).map(([name, number]) => [number, name]))
const endNames = new Map<number, string>(Object.entries(endStatus).map(([name, number]) => [number, name]))
const markers: EventName[] = ['OrchestratorStarted', 'OrchestratorCompleted']

/** History for people: markers left out, a scheduled function folded into its result (DurableClient.cs of the extension). */
function historyView(history: HistoryEvent[], shown: Shown): Record<string, unknown>[] {
  const isMarker = ({ EventType }: HistoryEvent) => markers.some((marker) => eventType[marker] === EventType)
  const ended = new Set(history.map((event) => 'TaskScheduledId' in event && event.TaskScheduledId))
  const isFolded = (event: HistoryEvent) => isScheduled(event) && ended.has(event.EventId)
  return history.filter((event) => !isMarker(event) && !isFolded(event)).map((event) => viewOf(event, history, shown))
}

function viewOf(event: HistoryEvent, history: HistoryEvent[], shown: Shown): Record<string, unknown> {
  const view: Record<string, unknown> = { ...event, EventType: names.get(event.EventType) }
  if (event.EventType === eventType.ExecutionStarted) {
    view['FunctionName'] = event.Name
    hiddenAtStart.forEach((key) => delete view[key])
  }
  if (isScheduled(event)) delete view['Version']
  if ('OrchestrationStatus' in event) view['OrchestrationStatus'] = endNames.get(event.OrchestrationStatus)
  if ('Result' in event) view['Result'] = parsed(event.Result)
  if (!shown.historyOutput) delete view['Result']
  if ('TaskScheduledId' in event) Object.assign(view, scheduledPart(event.TaskScheduledId, history))
  if (!shown.input) delete view['Input']
  hidden.forEach((key) => delete view[key])
  return view
}

function scheduledPart(id: number, history: HistoryEvent[]): Record<string, unknown> {
  const scheduled = history.find((event) => isScheduled(event) && event.EventId === id)
  if (!scheduled || !('Name' in scheduled)) return {}
  return { ScheduledTime: scheduled.Timestamp.replace('Z', '+00:00'), FunctionName: scheduled.Name, Input: null }
}
