import { concludeJob } from './activities/concludeJob.ts'
import { listRepairs } from './activities/listRepairs.ts'
import { proveRepairs } from './activities/proveRepairs.ts'
import { repairPage } from './activities/repairPage.ts'
import { call, workflow, type Run } from './durable.ts'

/** Puts settings of one or many accounts right, and reads them back. */
export const repairEstate = workflow('repairEstate', function* (run) {
  const verdict = yield* run.verdict(repair(run))
  return yield* run.verdict(run.step(concludeJob, { verdict }))
})

/** A page is proved when the others of its window are written: what was changed first has had the longest time to be seen. */
function* repair(run: Run) {
  const windows = yield* run.step(listRepairs, null)
  for (const some of windows) {
    yield* run.all(...some.map((page) => call(repairPage, { page })))
    yield* run.all(...some.map((page) => call(proveRepairs, { page })))
  }
  return null
}
