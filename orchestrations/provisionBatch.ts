import { advanceBatch } from './activities/advanceBatch.ts'
import { concludeJob } from './activities/concludeJob.ts'
import { workflow } from './durable.ts'

/** Has a list of rooms set up, so many at a time; each row is a request with runs of its own. */
export const provisionBatch = workflow('provisionBatch', function* (run) {
  const verdict = yield* run.verdict(run.step(advanceBatch, null))
  return yield* run.verdict(run.step(concludeJob, { verdict }))
})
