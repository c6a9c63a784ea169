import { setImmediate } from 'node:timers/promises'
import type { Engine } from '../../functions/runs/engine.ts'
import type { InstanceState } from '../../shared/room/next.ts'

/** The durable engine as doors see it: an instance that runs is not started again, one that is over starts afresh. What runs in it is the test's. */
export function memoryEngine(instances: Record<string, InstanceState> = {}) {
  const states = new Map(Object.entries(instances))
  const started: { workflow: string; instance: string; input: object }[] = []
  const nudged: string[] = []
  const faults: { start: Error[]; state: Map<string, Error> } = { start: [], state: new Map() }
  const engine: Engine = {
    async state(instance) {
      await setImmediate()
      const fault = faults.state.get(instance)
      if (fault) throw fault
      return states.get(instance) ?? 'absent'
    },
    async start(workflow, instance, input) {
      await setImmediate()
      const fault = faults.start.shift()
      if (fault) throw fault
      if (states.get(instance) === 'active') return
      states.set(instance, 'active')
      started.push({ workflow, instance, input })
    },
    async nudge(instance) {
      await setImmediate()
      nudged.push(instance)
    },
  }
  return {
    engine,
    states,
    started,
    nudged,
    /** The next start fails. */
    failStart: (error: Error) => void faults.start.push(error),
    /** The state of an instance cannot be read. */
    failState: (instance: string, error: Error) => void faults.state.set(instance, error),
  }
}
