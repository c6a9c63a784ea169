import { isCancelled, isOutdated, type RequestRecord } from './record.ts'

/** How the engine sees the instance of a run. */
export type InstanceState = 'absent' | 'active' | 'completed' | 'broken'

export type Next =
  /** Nothing was made yet, so there is nothing to undo: it ends here. */
  | { kind: 'end-cancelled' }
  | { kind: 'start' }
  /** The record says that a run is on its way, but the engine has none: start that very instance. */
  | { kind: 'start-again' }
  /** The run waits for something that is not wanted any more. */
  | { kind: 'nudge' }
  /** The run is over, but did not tell the record. */
  | { kind: 'broken-off' }
  | { kind: 'nothing' }

const nothing: Next = { kind: 'nothing' }

/** What is due for a request, from its record, the clock and what the engine says of its instance. Asking twice gives the same. */
export function decideNext(record: RequestRecord, instance: InstanceState, now: string): Next {
  switch (record.run.kind) {
    case 'ended':
      return nothing
    case 'idle':
      return decideIdle(record)
    case 'parked':
      return isUnwanted(record) || record.run.notBefore <= now ? { kind: 'start' } : nothing
    case 'running':
      return decideRunning(record, instance)
  }
}

/** What it is parked for is not wanted any more. Taking back is finished whatever is wanted by now. */
const isUnwanted = (record: RequestRecord): boolean =>
  record.run.kind === 'parked' && !record.run.isUndoing && (isCancelled(record) || isOutdated(record))

function decideIdle(record: RequestRecord): Next {
  // Withdrawn before it came.
  if (!record.wanted.room) return nothing
  return isCancelled(record) && record.claims.length === 0 ? { kind: 'end-cancelled' } : { kind: 'start' }
}

function decideRunning(record: RequestRecord, instance: InstanceState): Next {
  switch (instance) {
    case 'absent':
      return { kind: 'start-again' }
    case 'active':
      // Once something was written, a change of the ticket is applied at the end; waking the run would only spend its patience.
      return isCancelled(record) || (isOutdated(record) && record.claims.length === 0) ? { kind: 'nudge' } : nothing
    case 'completed':
    case 'broken':
      return { kind: 'broken-off' }
  }
}
