import { concludeJob } from './activities/concludeJob.ts'
import { judgeEstate } from './activities/judgeEstate.ts'
import { listEstate } from './activities/listEstate.ts'
import { scanPage } from './activities/scanPage.ts'
import { call, workflow, type Run } from './durable.ts'

/** Reads every room account of the tenant, and keeps what it finds as it goes. */
export const scanEstate = workflow('scanEstate', function* (run) {
  const verdict = yield* run.verdict(scan(run))
  return yield* run.verdict(run.step(concludeJob, { verdict }))
})

function* scan(run: Run) {
  const windows = yield* run.step(listEstate, null)
  for (const some of windows) yield* run.all(...some.map((page) => call(scanPage, { page })))
  yield* run.step(judgeEstate, null)
  return null
}
