import * as events from './historyEvents.ts'
import type { HistoryEvent } from './historyEvents.ts'
import type { Instance } from './instance.ts'
import { createInstance, endInstance } from './lifecycle.ts'
import type { Outcome } from './settleTurn.ts'
import type { Message, Store } from './store.ts'
import type { Task } from './tasks.ts'

export interface SettledTurn {
  instance: Instance
  /** The messages that the turn took in. */
  taken: Message[]
  /** Their events behind the mark that began the turn. */
  fresh: HistoryEvent[]
  outcome: Outcome
}

/** One transaction: what was taken in, what came of it, and the work that it sends out. */
export function commitTurn(store: Store, timerSpeed: number, { instance, taken, fresh, outcome }: SettledTurn): void {
  const { ending } = outcome
  store.together(() => {
    taken.forEach(({ sequence }) => store.removeMessage(sequence))
    const scheduled = outcome.scheduled.map((task) => sendOut(store, timerSpeed, instance, task))
    const end = ending ? [events.executionCompleted(ending.status, ending.output)] : []
    store.append(instance.instanceId, [
      ...fresh.map(events.played),
      ...scheduled,
      ...end,
      events.orchestratorCompleted(),
    ])
    store.putInstance({
      ...instance,
      status: ending?.status ?? 'Running',
      output: ending?.output ?? null,
      customStatus: outcome.customStatus ?? instance.customStatus,
      lastUpdatedTime: new Date().toISOString(),
    })
    if (ending) endInstance(store, instance, ending)
  })
}

/** Puts a task's work where it will be found; returns the event that remembers it. */
function sendOut(store: Store, timerSpeed: number, instance: Instance, task: Task): HistoryEvent {
  const { instanceId } = instance
  switch (task.kind) {
    case 'activity':
      store.addActivity({ instanceId, taskId: task.id, name: task.name, input: activityInput(task.input) })
      return events.taskScheduled(task.id, task.name)
    case 'timer': {
      const now = Date.now()
      const wait = Math.max(0, Date.parse(task.fireAt) - now) / timerSpeed
      store.post(instanceId, events.timerFired(task.id, task.fireAt), Math.ceil(now + wait))
      return events.timerCreated(task.id, task.fireAt)
    }
    case 'subOrchestration': {
      const childId = task.instanceId || `${instance.executionId}:${task.id}`
      startChild(store, instance, childId, task)
      return events.subOrchestrationCreated(task.id, task.name, childId)
    }
  }
}

function startChild(store: Store, parent: Instance, childId: string, task: Task & { kind: 'subOrchestration' }): void {
  const status = createInstance(store, {
    instanceId: childId,
    name: task.name,
    input: task.input === undefined || task.input === null ? null : JSON.stringify(task.input),
    parent: {
      Name: parent.name,
      OrchestrationInstance: { InstanceId: parent.instanceId, ExecutionId: parent.executionId },
      TaskScheduleId: task.id,
      Version: null,
    },
  })
  if (!status) return
  const failure = events.subOrchestrationFailed(task.id, `'${childId}' already exists with the status ${status}`, '')
  store.post(parent.instanceId, failure, Date.now())
}

/** The library sends strings to activities as JSON text already, everything else as it is. */
function activityInput(input: unknown): string | null {
  if (input === undefined || input === null) return null
  return typeof input === 'string' ? input : JSON.stringify(input)
}
