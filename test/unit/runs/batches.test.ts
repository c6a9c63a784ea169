import { describe, expect, test } from 'vitest'
import { lookAfter } from '../../../functions/runs/lookAfter.ts'
import { lookAfterJobs } from '../../../functions/runs/lookAfterJobs.ts'
import { performJob } from '../../../functions/runs/performJob.ts'
import { workOn } from '../../../functions/runs/workOn.ts'
import { advanceBatch } from '../../../orchestrations/activities/advanceBatch.ts'
import { concludeJob } from '../../../orchestrations/activities/concludeJob.ts'
import { done, refused, type Verdict } from '../../../shared/outcome.ts'
import { hasRowEnded, isHeld, isOpen, type RowResult } from '../../../shared/room/batch.ts'
import type { Command } from '../../../shared/room/command.ts'
import { endRequest } from '../../../shared/room/attempts.ts'
import { instanceOfJob, type Job } from '../../../shared/room/estate/job.ts'
import { takeIn } from '../../../shared/room/intake.ts'
import type { End } from '../../../shared/room/record.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { aRequester, aRoom } from '../../kit/rooms.ts'
import { aWorld } from '../../kit/world.ts'

const jobId = '00000000000000000009'
const by = 'adam@contoso.com'
type Part = Extract<Command, { kind: 'batch' }>

/** A list of rooms in parts, and the hands to take it in, to look after it and to end its requests. */
function aBatch(rooms = 12, { rowsAPart = 5, canary = 2 } = {}) {
  const made = aWorld()
  const { world, clock, sent } = made
  const hands = memoryEngine()
  const pages = Math.ceil(rooms / rowsAPart)
  const rows = Array.from({ length: rooms }, (_, at) => ({ line: at + 2, room: aRoom({ name: `Room ${at}` }) }))
  const parts = Array.from({ length: pages }, (_, page): Part => ({
    kind: 'batch',
    jobId,
    at: clock.now().toISOString(),
    by,
    requester: aRequester(),
    page,
    pages,
    rooms,
    canary,
    digest: 'd',
    rows: rows.slice(page * rowsAPart, (page + 1) * rowsAPart),
  }))
  const take = (command: Command) => workOn(world, hands.engine, command)
  const press = (kind: 'pause-batch' | 'resume-batch' | 'stop-job') =>
    take({ kind, jobId, at: clock.now().toISOString(), by })
  const job = async () => (await world.jobs.read(jobId)) as Job
  const seen = () => world.jobs.readResults<RowResult>(jobId)
  const perform = async (activity: typeof advanceBatch | typeof concludeJob, input: unknown, attempt?: number) =>
    performJob(world, activity as typeof concludeJob, {
      run: { requestId: jobId, attempt: attempt ?? (await job()).attempts },
      input: input as { verdict: Verdict },
      waited: {},
    })
  const advance = (attempt?: number) => perform(advanceBatch, null, attempt)
  const conclude = (verdict: Verdict) => perform(concludeJob, { verdict })
  /** What is on the queue becomes requests. */
  const takeUp = async () => {
    for (const command of sent.splice(0))
      if (command.kind === 'request')
        await world.requests.change(command.requestId, (record) => takeIn(record, command))
  }
  const end = async (how: End, count = Infinity, code?: string) => {
    await takeUp()
    const open = (await seen()).filter(isOpen).slice(0, count)
    for (const { requestId } of open)
      await world.requests.change(requestId, (record) =>
        record?.run.kind === 'ended' ? record : record && endRequest(record, how, clock.now().toISOString(), code),
      )
  }
  const count = async () => {
    const all = await seen()
    return { held: all.filter(isHeld).length, open: all.filter(isOpen).length, ended: all.filter(hasRowEnded).length }
  }
  const begun = async () => {
    for (const part of parts) await take(part)
    await advance()
  }
  return { ...made, ...hands, parts, take, press, job, seen, advance, conclude, takeUp, end, count, begun }
}

describe('a list of rooms', () => {
  test('begins with its last part, in whatever order and however often they come', async () => {
    const { parts, take, job, started, seen } = aBatch()
    const [first, second, third] = parts as [Part, Part, Part]

    for (const part of [third, first, third]) await take(part)
    expect((await job()).state).toBe('arriving')
    expect(started).toEqual([])
    await take(second)

    expect(await job()).toMatchObject({ state: 'running', accounts: 12, pages: 3 })
    expect(started.map(({ workflow, instance }) => [workflow, instance])).toEqual([['provisionBatch', `${jobId}-1`]])
    expect((await seen()).map(({ line }) => line)).toEqual(Array.from({ length: 12 }, (_, at) => at + 2))
  })

  test('of which a part comes again later is not begun anew', async () => {
    const { parts, take, begun, count } = aBatch()
    await begun()

    await take(parts[0] as Part)

    expect(await count()).toEqual({ held: 11, open: 1, ended: 0 })
  })

  test('of which a part never comes fails, and says so', async () => {
    const { parts, take, job, world, engine, clock } = aBatch()
    await take(parts[0] as Part)

    clock.advance(3_601)
    await lookAfterJobs(world, engine, () => jobId)

    expect(await job()).toMatchObject({ state: 'failed', code: 'batch-incomplete' })
  })

  test('has its canary first, alone, and then as many as the window holds', async () => {
    const { begun, advance, end, count, seen, sent } = aBatch(15, { canary: 9 })
    await begun()
    expect(sent.map((command) => command.kind === 'request' && command.ticket)).toEqual([`${jobId}-9`])
    expect(await advance()).toMatchObject({ kind: 'later' })
    expect(await count()).toEqual({ held: 14, open: 1, ended: 0 })

    await end('ready')
    await advance()
    expect(await count()).toEqual({ held: 4, open: 10, ended: 1 })
    await end('ready', 3)
    await advance()

    expect(await count()).toEqual({ held: 1, open: 10, ended: 4 })
    expect((await seen()).find(({ line }) => line === 9)?.state).toBe('ready')
  })

  test('is not stopped by a room that needs a person', async () => {
    const { begun, advance, end, conclude, job, seen } = aBatch(4)
    await begun()
    await end('ready')
    await advance()
    await end('needs a person', 1, 'no-licence-left')
    await end('ready')

    expect(await advance()).toEqual(done(null))
    await conclude(done(null))

    expect(await job()).toMatchObject({ state: 'done', batch: { ended: 4, ready: 3 } })
    expect((await seen()).map(({ state, code }) => [state, code])).toContainEqual(['needs a person', 'no-licence-left'])
  })

  test('pauses when its canary is not ready, and goes on when a person says so', async () => {
    const { begun, advance, end, conclude, job, count, press, started } = aBatch()
    await begun()
    await end('needs a person', 1, 'no-licence-left')

    const verdict = await advance()
    expect(verdict).toEqual(refused('cancelled'))
    await conclude(refused('cancelled'))
    expect(await job()).toMatchObject({ state: 'paused', batch: { paused: 'canary' } })
    expect(await count()).toMatchObject({ open: 0, held: 11 })
    await press('resume-batch')
    await advance()

    expect(started.at(-1)?.instance).toBe(`${jobId}-2`)
    expect(await count()).toMatchObject({ open: 10, held: 1 })
    expect((await job()).batch).not.toHaveProperty('paused')
  })

  test('that is paused begins nothing, and its old run does nothing after it was resumed', async () => {
    const { begun, advance, end, press, count, conclude, job } = aBatch()
    await begun()
    await end('ready')
    await press('pause-batch')

    expect(await advance()).toEqual(refused('cancelled'))
    expect(await count()).toMatchObject({ open: 1, held: 11 })
    await press('resume-batch')
    expect(await advance(1)).toEqual(refused('stale'))
    await conclude(done(null)).then(() => undefined)

    expect((await job()).attempts).toBe(2)
  })

  test('that is cancelled begins nothing more, and lets what is open go on', async () => {
    const { begun, advance, end, press, conclude, job, count, world } = aBatch()
    await begun()
    await end('ready')
    await advance()
    await press('stop-job')

    expect(await advance()).toEqual(refused('cancelled'))
    await conclude(refused('cancelled'))

    expect((await job()).state).toBe('cancelled')
    expect(await count()).toMatchObject({ open: 10, held: 1 })
    expect(await world.jobs.readPage(jobId, 0)).toEqual([])
  })

  test('asks again for a room whose request was lost on the way, and only then', async () => {
    const { begun, advance, sent, clock } = aBatch()
    await begun()
    const [first] = sent.splice(0)
    await advance()
    expect(sent).toEqual([])

    clock.advance(61)
    await advance()

    expect(sent).toEqual([first])
  })

  test('hands on after a hundred rooms, so that no history grows without end', async () => {
    const { begun, advance, end, conclude, job, sent, world, engine, started } = aBatch(130, { rowsAPart: 50 })
    await begun()
    let verdict = await advance()
    while (verdict.kind === 'later' && !verdict.isParking) {
      await end('ready')
      verdict = await advance()
    }
    expect((await job()).batch?.ended).toBe(101)

    await conclude({ kind: 'parked', seconds: 0, why: 'rooms' })
    expect(sent.at(-1)).toEqual({ kind: 'look-job', jobId })
    await workOn(world, engine, { kind: 'look-job', jobId })

    expect(started.at(-1)?.instance).toBe(`${jobId}-2`)
    expect(await job()).toMatchObject({ attempts: 2, continued: 1, state: 'running' })
  })

  test('whose run broke off three times needs a person; runs that handed on do not count', async () => {
    const { begun, conclude, job, states, world, engine, clock } = aBatch(130)
    await begun()
    for (let handed = 0; handed < 5; handed++) await conclude({ kind: 'parked', seconds: 0, why: 'rooms' })

    const ends: string[] = []
    for (let broken = 0; broken < 3; broken++) {
      states.set(instanceOfJob(await job()), 'broken')
      clock.advance(301)
      await lookAfterJobs(world, engine, () => jobId)
      ends.push((await job()).state)
    }

    expect(ends).toEqual(['running', 'running', 'failed'])
    expect((await job()).attempts).toBe(8)
  })

  test('is woken by a request that has ended', async () => {
    const { begun, end, seen, nudged, world, engine } = aBatch()
    await begun()
    await end('ready')

    await lookAfter(world, engine, (await seen())[0]?.requestId ?? '')

    expect(nudged).toEqual([`${jobId}-1`])
  })
})
