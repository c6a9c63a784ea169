import type { InvocationRequest, TypedData } from '../functionsCore.ts'
import type { DurableFunction } from '../hostedFunctions.ts'
import type { Worker } from '../worker.ts'
import { readAnswer, readFailure, type Answer } from './answer.ts'
import { eventType, taskCompleted, taskFailed, type HistoryEvent } from './historyEvents.ts'
import type { Instance } from './instance.ts'
import type { PendingActivity } from './store.ts'

export type Invoke = Worker['invoke']

export interface AskedOrchestrator {
  answer: Answer
  /** How many tasks the library counted. */
  counted: number | undefined
}

/** Hands an orchestrator its whole history, as the extension does in every turn. */
export async function askOrchestrator(
  invoke: Invoke,
  called: DurableFunction,
  instance: Instance,
  history: HistoryEvent[],
): Promise<AskedOrchestrator> {
  const fields = {
    input: JSON.parse(instance.input ?? 'null') as unknown,
    instanceId: instance.instanceId,
    isReplaying: history.some(({ EventType }) => EventType === eventType.OrchestratorCompleted),
    parentInstanceId: instance.parent?.OrchestrationInstance.InstanceId ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
  }
  const data = { string: JSON.stringify({ history, ...fields }) }
  const { error, returnValue, context } = await invoke(called.registered, {
    inputData: [{ name: called.triggerBinding, data }],
    triggerMetadata: { [called.triggerBinding]: data, ...metadataOf(fields) },
  })
  return { answer: error ? readFailure(error) : readAnswer(returnValue?.json), counted: countOf(context) }
}

interface DurableContext {
  df?: { taskOrchestratorExecutor?: { sequenceNumber?: number } }
}

const countOf = (context: unknown): number | undefined =>
  (context as DurableContext | undefined)?.df?.taskOrchestratorExecutor?.sequenceNumber

/** Runs an activity; the event tells its orchestration how it ended. */
export async function callActivity(
  invoke: Invoke,
  called: DurableFunction,
  activity: PendingActivity,
): Promise<HistoryEvent> {
  const { error, returnValue } = await invoke(called.registered, activityRequest(called.triggerBinding, activity))
  if (!error) return taskCompleted(activity.taskId, resultOf(returnValue))
  const { reason, details } = describeFailure(activity.name, error)
  return taskFailed(activity.taskId, reason, details)
}

/** JSON text; null for nothing. */
function resultOf(returnValue: TypedData | undefined): string | null {
  if (!returnValue) return null
  if (returnValue.string !== undefined) return JSON.stringify(returnValue.string)
  if (returnValue.bytes) return JSON.stringify(Buffer.from(returnValue.bytes).toString('base64'))
  return returnValue.json ?? String(returnValue.int ?? returnValue.double)
}

function activityRequest(binding: string, { instanceId, input }: PendingActivity): InvocationRequest {
  const metadata: Record<string, TypedData> = { instanceId: { string: instanceId } }
  if (input === null) return { inputData: [{ name: binding, data: undefined }], triggerMetadata: metadata }
  const data = { string: input }
  return {
    inputData: [{ name: binding, data }],
    triggerMetadata: { ...metadata, [binding]: data, data: { json: input }, ...metadataOf(JSON.parse(input)) },
  }
}

/** The real host repeats top-level fields as metadata: objects as JSON, values as text, no lists and no nulls. */
function metadataOf(fields: unknown): Record<string, TypedData> {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return {}
  const entries = Object.entries(fields as Record<string, unknown>).filter(
    ([, value]) => value !== null && !Array.isArray(value),
  )
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'object'
        ? { json: JSON.stringify(value) }
        : { string: typeof value === 'string' ? value : JSON.stringify(value) },
    ]),
  )
}

/** Reason and details of a failed activity; the details are the first part of the serialised .NET exception. */
function describeFailure(name: string, { message, stack }: Error): { reason: string; details: string } {
  const inner = {
    $type: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
    IsUserException: false,
    RemoteStackTrace: stack ?? '',
    RemoteMessage: message,
    RemoteTypeName: null,
  }
  const outer = {
    $type: 'System.Exception, System.Private.CoreLib',
    ClassName: 'System.Exception',
    Message: ` ${message}`,
    Data: null,
    InnerException: inner,
  }
  return { reason: `Activity function '${name}' failed:  ${message}`, details: JSON.stringify(outer) }
}
