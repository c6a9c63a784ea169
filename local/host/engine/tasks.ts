import { notSupported } from '../notSupported.ts'
import type { Action } from './answer.ts'

/** A task that an orchestrator asked for; `id` is its sequence number. */
export type Task =
  | { kind: 'activity'; id: number; name: string; input: unknown }
  | { kind: 'subOrchestration'; id: number; name: string; input: unknown; instanceId: string | undefined }
  | { kind: 'timer'; id: number; fireAt: string; isCancelled: boolean }

const actionType = {
  callActivity: 0,
  callSubOrchestrator: 2,
  createTimer: 5,
  waitForExternalEvent: 6,
  whenAny: 11,
  whenAll: 12,
}

const refused: Record<number, string> = {
  1: 'callActivityWithRetry',
  3: 'callSubOrchestratorWithRetry',
  4: 'continueAsNew',
  7: 'callEntity',
  8: 'callHttp',
  9: 'signalEntity',
  13: 'an entity lock',
  14: 'an entity lock',
}

/**
 * The tasks of an action list with the ids that the library gave them. Ids are nowhere in the list: the library counts
 * tasks as they are yielded, inside Task.any and Task.all from left to right; waits for events have none.
 */
export function numberTasks(actions: Action[]): Task[] {
  const leaves = actions.flatMap(leavesOf).filter((action) => action.actionType !== actionType.waitForExternalEvent)
  return leaves.map(toTask)
}

const leavesOf = (action: Action): Action[] =>
  action.actionType === actionType.whenAny || action.actionType === actionType.whenAll
    ? (action.compoundActions ?? []).flatMap(leavesOf)
    : [action]

function toTask(action: Action, id: number): Task {
  const { input, instanceId, functionName: name = '' } = action
  switch (action.actionType) {
    case actionType.callActivity:
      return { kind: 'activity', id, name, input }
    case actionType.callSubOrchestrator:
      if (action.version) throw notSupported('a version in callSubOrchestrator')
      return { kind: 'subOrchestration', id, name, input, instanceId }
    case actionType.createTimer:
      return { kind: 'timer', id, fireAt: action.fireAt ?? '', isCancelled: action.isCanceled ?? false }
    default:
      throw notSupported(refused[action.actionType] ?? `the action type ${action.actionType}`)
  }
}
