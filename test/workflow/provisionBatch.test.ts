import { expect, test } from 'vitest'
import { advanceBatch } from '../../orchestrations/activities/advanceBatch.ts'
import { concludeJob } from '../../orchestrations/activities/concludeJob.ts'
import { provisionBatch } from '../../orchestrations/provisionBatch.ts'
import { done, later } from '../../shared/outcome.ts'
import { answers, driveWorkflow } from '../kit/driveWorkflow.ts'
import { requestId } from '../kit/records.ts'

const input = { requestId, attempt: 1 }

test('a list of rooms is looked at when a request of it has ended, until all have', async () => {
  const run = await driveWorkflow(provisionBatch, input)
  await run.answer(answers(advanceBatch, later(60, 'rooms of the list')))
  await run.nudge()
  await run.answer(answers(advanceBatch, later(60, 'rooms of the list')))
  await run.fireTimer()
  await run.answer(answers(advanceBatch, done(null)))

  expect(run.callOf('concludeJob').input).toEqual({ verdict: done(null) })
  await run.answer(answers(concludeJob, done(null)))
  expect(run.isDone()).toBe(true)
})

test('a run that hands on says so in its end', async () => {
  const run = await driveWorkflow(provisionBatch, input)

  await run.answer(answers(advanceBatch, { ...later(0, 'rooms of the list'), isParking: true }))

  expect(run.callOf('concludeJob').input).toEqual({
    verdict: { kind: 'parked', seconds: 0, why: 'rooms of the list' },
  })
})
