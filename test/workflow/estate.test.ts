import { describe, expect, it } from 'vitest'
import { concludeJob } from '../../orchestrations/activities/concludeJob.ts'
import { judgeEstate } from '../../orchestrations/activities/judgeEstate.ts'
import { listEstate } from '../../orchestrations/activities/listEstate.ts'
import { listRepairs } from '../../orchestrations/activities/listRepairs.ts'
import { proveRepairs } from '../../orchestrations/activities/proveRepairs.ts'
import { repairPage } from '../../orchestrations/activities/repairPage.ts'
import { scanPage } from '../../orchestrations/activities/scanPage.ts'
import { repairEstate } from '../../orchestrations/repairEstate.ts'
import { scanEstate } from '../../orchestrations/scanEstate.ts'
import { done, later, refused } from '../../shared/outcome.ts'
import { answers, driveWorkflow } from '../kit/driveWorkflow.ts'
import { requestId } from '../kit/records.ts'

const input = { requestId, attempt: 1 }
const pages = (count: number, activity: Parameters<typeof answers>[0]) =>
  Array.from({ length: count }, () => answers(activity, done(null)))

describe('a scan', () => {
  it('reads the pages of a window side by side, judges what it found, and ends', async () => {
    const run = await driveWorkflow(scanEstate, input)
    await run.answer(answers(listEstate, done([[0, 1, 2, 3], [4]])))

    expect(run.open()).toEqual(['scanPage', 'scanPage', 'scanPage', 'scanPage'])
    await run.answer(...pages(4, scanPage))
    expect(run.open()).toEqual(['scanPage'])
    await run.answer(...pages(1, scanPage))
    await run.answer(answers(judgeEstate, done(null)))
    expect(run.callOf('concludeJob').input).toEqual({ verdict: done(null) })
    await run.answer(answers(concludeJob, done(null)))

    expect(run.isDone()).toBe(true)
    expect(run.awaited()).toBe(5)
  })

  it('of a tenant without rooms judges and ends', async () => {
    const run = await driveWorkflow(scanEstate, input)

    await run.answer(answers(listEstate, done([])))

    expect(run.open()).toEqual(['judgeEstate'])
  })

  it('waits for a busy tenant, page by page', async () => {
    const run = await driveWorkflow(scanEstate, input)
    await run.answer(answers(listEstate, done([[0, 1]])))

    await run.answer(answers(scanPage, done(null)), answers(scanPage, later(30, 'microsoft')))
    await run.fireTimer()

    expect(run.open()).toEqual(['scanPage'])
    expect(run.callOf('scanPage').waited).toEqual({ microsoft: 30 })
  })

  it('that may not list rooms says so in its end', async () => {
    const run = await driveWorkflow(scanEstate, input)

    await run.answer(answers(listEstate, refused('permission-missing', { what: 'listing rooms' })))

    expect(run.callOf('concludeJob').input).toEqual({
      verdict: refused('permission-missing', { what: 'listing rooms' }),
    })
  })

  it('of ten thousand rooms leaves no more history than its pages are worth', async () => {
    const windows = Array.from({ length: 25 }, (_, window) => [0, 1, 2, 3].map((page) => 4 * window + page))
    const run = await driveWorkflow(scanEstate, input)
    await run.answer(answers(listEstate, done(windows)))
    for (const window of windows) await run.answer(...pages(window.length, scanPage))
    await run.answer(answers(judgeEstate, done(null)))
    await run.answer(answers(concludeJob, done(null)))

    expect(run.isDone()).toBe(true)
    expect(run.history.length).toBeLessThan(4 * 100)
  })
})

describe('a repair', () => {
  it('writes a window of pages, then reads it back', async () => {
    const run = await driveWorkflow(repairEstate, input)
    await run.answer(answers(listRepairs, done([[0, 1]])))

    expect(run.open()).toEqual(['repairPage', 'repairPage'])
    await run.answer(...pages(2, repairPage))
    expect(run.open()).toEqual(['proveRepairs', 'proveRepairs'])
    await run.answer(...pages(2, proveRepairs))
    await run.answer(answers(concludeJob, done(null)))

    expect(run.isDone()).toBe(true)
  })

  it('that is stopped ends with the page that noticed', async () => {
    const run = await driveWorkflow(repairEstate, input)
    await run.answer(answers(listRepairs, done([[0], [1]])))

    await run.answer(answers(repairPage, refused('cancelled')))

    expect(run.callOf('concludeJob').input).toEqual({ verdict: refused('cancelled') })
  })
})
