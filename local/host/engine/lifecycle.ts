import { randomUUID } from 'node:crypto'
import * as events from './historyEvents.ts'
import type { ParentInstance } from './historyEvents.ts'
import { hasEnded, type Instance, type Status } from './instance.ts'
import type { Ending } from './settleTurn.ts'
import type { Store } from './store.ts'

export interface Start {
  instanceId: string
  name: string
  /** JSON text. */
  input: string | null
  parent: ParentInstance | null
}

/**
 * Makes an instance and posts its first event. An ended instance of the same id is overwritten, as in the extension;
 * an active one stays and its status is returned.
 */
export function createInstance(store: Store, start: Start): Status | undefined {
  const old = store.instance(start.instanceId)
  if (old && !hasEnded(old)) return old.status
  // The extension writes execution ids of sub-orchestrations without hyphens and counts no generations of them.
  const executionId = start.parent ? randomUUID().replaceAll('-', '') : randomUUID()
  const generation = start.parent ? null : (old?.generation ?? -1) + 1
  const started = events.executionStarted({
    OrchestrationInstance: { InstanceId: start.instanceId, ExecutionId: executionId },
    ParentInstance: start.parent,
    Name: start.name,
    Input: start.input,
    Generation: generation,
  })
  const times = { createdTime: started.Timestamp, lastUpdatedTime: started.Timestamp }
  store.together(() => {
    store.forget(start.instanceId)
    store.putInstance({
      ...start,
      ...times,
      executionId,
      generation,
      status: 'Pending',
      output: null,
      customStatus: null,
    })
    store.post(start.instanceId, started, Date.now())
  })
  return undefined
}

/** Drops the work of an instance that has ended and tells its parent, when that still waits. */
export function endInstance(store: Store, { instanceId, parent }: Instance, { status, output, details }: Ending): void {
  store.dropWork(instanceId)
  if (!parent) return
  const { OrchestrationInstance: reference, TaskScheduleId: task } = parent
  const waiting = store.instance(reference.InstanceId)
  if (!waiting || hasEnded(waiting) || waiting.executionId !== reference.ExecutionId) return
  const event =
    status === 'Completed'
      ? events.subOrchestrationCompleted(task, output)
      : events.subOrchestrationFailed(task, output, details)
  store.post(waiting.instanceId, event, Date.now())
}
