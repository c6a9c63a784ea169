import { OrchestrationRuntimeStatus, type DurableClient } from 'durable-functions'
import type { InstanceState } from '../../shared/room/next.ts'

/** The durable engine, as far as doors use it. */
export interface Engine {
  state(instance: string): Promise<InstanceState>
  /** Starting what runs already is success: an earlier delivery started it. */
  start(workflow: string, instance: string, input: object): Promise<void>
  /** Wakes a run that waits; one that is gone needs no waking. */
  nudge(instance: string): Promise<void>
}

const active = [
  OrchestrationRuntimeStatus.Pending,
  OrchestrationRuntimeStatus.Running,
  OrchestrationRuntimeStatus.ContinuedAsNew,
  OrchestrationRuntimeStatus.Suspended,
]

export const makeEngine = (client: DurableClient): Engine => ({
  state: (instance) =>
    unless('HTTP 404', 'absent', async () =>
      toState((await client.getStatus(instance, { showInput: false })).runtimeStatus),
    ),
  start: (workflow, instance, input) =>
    unless('unexpected status code: 409', undefined, async () => {
      await client.startNew(workflow, { instanceId: instance, input })
    }),
  nudge: (instance) => unless('No instance with ID', undefined, () => client.raiseEvent(instance, 'nudge', {})),
})

function toState(status: OrchestrationRuntimeStatus): InstanceState {
  if (active.includes(status)) return 'active'
  return status === OrchestrationRuntimeStatus.Completed ? 'completed' : 'broken'
}

/** The client throws plain errors; their text is all that tells them apart (durable-functions 3.5.0). */
async function unless<T>(text: string, instead: T, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Error && error.message.includes(text)) return instead
    throw error
  }
}
