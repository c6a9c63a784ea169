import { expect, test } from 'vitest'
import type { StepRow } from '../../../shared/room/steps.ts'
import { makeSteps } from '../../../shared/store/steps.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { after, requestId, start } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

async function theSteps() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeSteps({ connectionString })
}
const aRow = (changes: Partial<StepRow> = {}): StepRow => ({
  step: 'ensureMailbox',
  attempt: 1,
  state: 'running',
  startedAt: start,
  ...changes,
})

test('the steps of one attempt are found among those of many', async () => {
  const steps = await theSteps()
  for (const attempt of [1, 2, 10, 11, 100]) await steps.write(requestId, aRow({ attempt }))
  await steps.write(requestId, aRow({ attempt: 10, step: 'verifyRoom' }))
  await steps.write('other', aRow({ attempt: 10 }))

  expect((await steps.list(requestId, 10)).map(({ attempt, step }) => [attempt, step])).toEqual([
    [10, 'ensureMailbox'],
    [10, 'verifyRoom'],
  ])
  expect(await steps.list(requestId, 12)).toEqual([])
  expect(await steps.list(requestId)).toHaveLength(6)
})

test('a step that has ended is not taken back by a late one, and began when it first began', async () => {
  const steps = await theSteps()
  await steps.write(requestId, aRow())
  await steps.write(requestId, aRow({ state: 'done', startedAt: after(5), endedAt: after(9) }))
  await steps.write(requestId, aRow({ startedAt: after(10) }))

  expect(await steps.list(requestId, 1)).toEqual([aRow({ state: 'done', endedAt: after(9) })])
})
