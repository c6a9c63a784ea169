import type { DurableFunction } from '../hostedFunctions.ts'
import type { Log } from '../log.ts'
import { commitTurn } from './commitTurn.ts'
import { Dispatcher } from './dispatcher.ts'
import * as events from './historyEvents.ts'
import type { HistoryEvent } from './historyEvents.ts'
import { hasEnded, type Instance, type Status } from './instance.ts'
import { askOrchestrator, callActivity, type Invoke } from './invocations.ts'
import { createInstance } from './lifecycle.ts'
import { failed, settleTurn, type CallTask, type Outcome } from './settleTurn.ts'
import type { PendingActivity, Store } from './store.ts'

export interface Engine {
  /** The status of the active instance that has the id already; undefined when the orchestration was started. */
  start(instanceId: string, name: string, input: string | null): Status | undefined
  raise(instanceId: string, eventName: string, input: string): void
  terminate(instanceId: string, reason: string | null): void
  /** Goes on with what the last process left. */
  run(): void
  stop(graceMs: number): Promise<void>
}

interface Parts {
  store: Store
  functions: DurableFunction[]
  invoke: Invoke
  limits: { maxConcurrentActivities: number; maxConcurrentOrchestrators: number }
  /** Durable timers run so many times faster than the clock. */
  timerSpeed: number
  log: Log
}

/** Runs orchestrations as the Durable extension does, from a store that survives kill −9. */
export function makeEngine(parts: Parts): Engine {
  const { store } = parts
  const known = { orchestrators: byName(parts, 'orchestrator'), activities: byName(parts, 'activity') }
  const dispatcher = new Dispatcher({
    store,
    limits: parts.limits,
    runTurn: (instanceId) => runTurn(parts, known, instanceId),
    runActivity: (activity) => runActivity(parts, known, activity),
  })
  const deliver = (instanceId: string, event: HistoryEvent) => {
    const instance = store.instance(instanceId)
    // It may have ended since the caller looked; the extension drops such a message, too.
    if (!instance || hasEnded(instance)) return
    store.post(instanceId, event, Date.now())
    dispatcher.wake()
  }
  return {
    start: (instanceId, name, input) => {
      const status = createInstance(store, { instanceId, name, input, parent: null })
      dispatcher.wake()
      return status
    },
    raise: (instanceId, eventName, input) => deliver(instanceId, events.eventRaised(eventName, input)),
    terminate: (instanceId, reason) => deliver(instanceId, events.executionTerminated(reason)),
    run: () => dispatcher.wake(),
    stop: (graceMs) => dispatcher.stop(graceMs),
  }
}

/** By name in lower case: the extension does not tell upper from lower. */
type ByName = Map<string, DurableFunction>
interface Known {
  orchestrators: ByName
  activities: ByName
}

const byName = ({ functions }: Parts, kind: DurableFunction['kind']): ByName =>
  new Map(functions.filter((one) => one.kind === kind).map((one) => [one.name.toLowerCase(), one]))

async function runTurn(parts: Parts, known: Known, instanceId: string): Promise<void> {
  const { store, log } = parts
  const instance = store.instance(instanceId)
  if (!instance) return
  const taken = store.dueMessages(instanceId, Date.now())
  const fresh = [events.orchestratorStarted(), ...taken.map(({ event }) => event)]
  const outcome = await think(parts, known, instance, [...store.history(instanceId), ...fresh])
  for (const name of outcome.hanging)
    log('error', instance.name, `instance '${instanceId}' hangs: it calls '${name}', which is not registered`)
  commitTurn(store, parts.timerSpeed, { instance, taken, fresh, outcome })
}

async function think({ invoke }: Parts, known: Known, instance: Instance, history: HistoryEvent[]): Promise<Outcome> {
  const { name } = instance
  const called = known.orchestrators.get(name.toLowerCase())
  if (!called) {
    const ending = failed(name, unknownOrchestrator(name, known.orchestrators))
    return { scheduled: [], hanging: [], customStatus: undefined, ending }
  }
  const asked = await askOrchestrator(invoke, called, instance, history)
  return settleTurn({ name, history, ...asked, isRegistered: (called) => isRegistered(known, called) })
}

const isRegistered = ({ activities, orchestrators }: Known, called: CallTask): boolean =>
  (called.kind === 'activity' ? activities : orchestrators).has(called.name.toLowerCase())

const unknownOrchestrator = (name: string, known: ByName): string =>
  `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: ` +
  `The following are the known orchestrator functions: ${[...known.values()].map((one) => `'${one.name}'`).join(', ')}.`

async function runActivity({ store, invoke, log }: Parts, known: Known, activity: PendingActivity): Promise<void> {
  const called = known.activities.get(activity.name.toLowerCase())
  if (!called) {
    log('error', activity.name, `instance '${activity.instanceId}' hangs: its activity is no longer registered`)
    return
  }
  const event = await callActivity(invoke, called, activity)
  store.together(() => {
    // The orchestration may have ended meanwhile; then nobody waits for the result.
    if (store.removeActivity(activity.sequence)) store.post(activity.instanceId, event, Date.now())
  })
}
