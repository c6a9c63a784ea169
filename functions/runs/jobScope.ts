import type { Call, RunContext } from '../../orchestrations/activity.ts'
import type { JobScope } from '../../shared/microsoft365/runbooks.ts'
import { dropClaim } from '../../shared/room/claims.ts'
import { isLongWait } from './runContext.ts'

/**
 * A call that is repeated because its job is not over finds that job again; one that looks afresh, because something is not visible yet, gets a new one.
 * What is waited for the worker itself makes no difference to what is asked of it.
 */
export function makeJobScope(run: RunContext, step: string, waited: Call<unknown>['waited']): JobScope {
  const { worker = 0, ...others } = waited
  return {
    key: [run.requestId, run.attempt, step, JSON.stringify(others)].join('/'),
    isLast: isLongWait('worker', worker),
    keepJob: async (name) => void (await run.claim({ kind: 'job', name, isDone: false })),
    dropJob: async (name) => void (await run.change((record) => dropClaim(record, { kind: 'job', name }))),
  }
}
