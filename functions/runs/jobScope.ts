import type { Call, RunContext } from '../../orchestrations/activity.ts'
import type { JobScope } from '../../shared/microsoft365/runbooks.ts'
import { dropClaim } from '../../shared/room/claims.ts'

/**
 * A call that is repeated because its job is not over finds that job again; one that looks afresh, because something is not visible yet, gets a new one.
 * What is waited for the worker itself makes no difference to what is asked of it.
 */
export function makeJobScope(run: RunContext, step: string, waited: Call<unknown>['waited']): JobScope {
  const { worker: _, ...others } = waited
  const next = run.wait('worker')
  return {
    key: [run.requestId, run.attempt, step, JSON.stringify(others)].join('/'),
    isLast: next.kind === 'refused' || next.isParking === true,
    keepJob: async (name) => void (await run.claim({ kind: 'job', name, isDone: false })),
    dropJob: async (name) => void (await run.change((record) => dropClaim(record, { kind: 'job', name }))),
  }
}
