import type { FieldProblem } from './problems.ts'
import type { Room } from './request.ts'

/** What is done with an account that exists, besides setting it up and looking at it. */
export const lifecycleActions = ['rotate', 'retire'] as const
export type LifecycleAction = (typeof lifecycleActions)[number]

export const isLifecycle = (action: unknown): action is LifecycleAction =>
  lifecycleActions.some((one) => one === action)

/** What every request may say, whatever is to be done. */
const identifying = ['name', 'site', 'building', 'floor', 'module', 'address', 'usageLocation', 'action']

/** Besides these an action on an existing account takes nothing. */
const fieldsOf: Record<LifecycleAction, string[]> = {
  rotate: identifying,
  retire: [...identifying, 'graceDays'],
}

/** An account that exists is named by its address: a proposed one might be another room's. What an action does not act on is refused, never ignored. */
export function findSenseless(room: Room, usual: Record<string, unknown>): FieldProblem[] {
  const { action, address, graceDays } = room
  if (!isLifecycle(action))
    return graceDays === undefined ? [] : [{ path: 'graceDays', detail: 'belongs to the action retire alone' }]
  const given = Object.entries(room).filter(([name, value]) => value !== undefined && value !== usual[name])
  const senseless = given.filter(([name]) => !fieldsOf[action].includes(name))
  return [
    ...(address === undefined ? [{ path: 'address', detail: `is needed with the action ${action}` }] : []),
    ...senseless.map(([path]) => ({ path, detail: `is nothing that the action ${action} acts on; leave it out` })),
  ]
}
