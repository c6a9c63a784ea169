import pLimit from 'p-limit'
import { done, later, refused, type Later, type Outcome } from '../../shared/outcome.ts'
import { requestIdOf } from '../../shared/requestId.ts'
import {
  chooseRows,
  hasRowEnded,
  isOpen,
  rowsOnAPage,
  settleRow,
  type BatchRow,
  type RowResult,
} from '../../shared/room/batch.ts'
import { countRows } from '../../shared/room/estate/batchJob.ts'
import { isRunning, type Job } from '../../shared/room/estate/job.ts'
import { secondsAfter, secondsSince } from '../../shared/room/times.ts'
import { batchSource, ticketOfRow } from '../../shared/sources.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'jobs' | 'requests' | 'clock' | 'lookSeconds' | 'sendCommand' | 'roomsAtOnce'>

/** Requests that end wake the run; this finds what was lost on the way. */
const betweenLooks = 60
const longestRun = 3_600
const untilNextRun = 300
const callsAtOnce = 10

type Pages = RowResult[][]

/** Sees which rooms of a list have ended, and begins with as many others. */
export const advanceBatch = jobActivity(
  'advanceBatch',
  async (world: Needs, _: null, { job }): Promise<Outcome<null>> => {
    const pages = await settleRows(world, job)
    const now = world.clock.now()
    const nextLook = secondsAfter(now, world.lookSeconds)
    const known = await world.jobs.change(job, (one) => one && countRows(one, job.attempts, pages.flat(), nextLook))
    if (!known?.batch || !isRunning(known)) return refused('cancelled')
    if (pages.flat().every(hasRowEnded)) return done(null)
    await openRows(world, known, pages, chooseRows(pages.flat(), known.batch, world.roomsAtOnce))
    return rest(known.batch, now)
  },
)

/** The rows as their requests say by now; kept where something has changed. */
async function settleRows(world: Needs, job: Job): Promise<Pages> {
  const pages = await Promise.all(
    Array.from({ length: job.pages ?? 0 }, (_, page) => world.jobs.readResults<RowResult>(job.id, page)),
  )
  const oneOfSome = pLimit(callsAtOnce)
  for (const [page, rows] of pages.entries()) {
    if (!rows.some(isOpen)) continue
    const settled = await Promise.all(rows.map((row) => oneOfSome(() => settle(world, job, page, row))))
    if (settled.some((row, place) => row !== rows[place])) await world.jobs.keepResults(job.id, page, settled)
    pages[page] = settled
  }
  return pages
}

async function settle(world: Needs, job: Job, page: number, row: RowResult): Promise<RowResult> {
  if (!isOpen(row)) return row
  const run = (await world.requests.read(row.requestId))?.record.run
  if (!run && secondsSince(row.at ?? job.at, world.clock.now()) >= betweenLooks) await ask(world, job, page, [row])
  return settleRow(row, run)
}

/** The rows are open before their requests are on the queue, so that a run that dies between the two leaves none out, and none too many. */
async function openRows(world: Needs, job: Job, pages: Pages, chosen: RowResult[]): Promise<void> {
  const at = world.clock.now().toISOString()
  for (const [page, rows] of pages.entries()) {
    const begun = rows.filter((row) => chosen.includes(row)).map((row): RowResult => ({ ...row, state: 'open', at }))
    if (begun.length === 0) continue
    const next = rows.map((row) => begun.find(({ line }) => line === row.line) ?? row)
    await world.jobs.keepResults(job.id, page, next)
    await ask(world, job, page, begun)
  }
}

/** Asking again is asking once: the request of a row has the same id, revision and content. */
async function ask({ jobs, sendCommand }: Needs, job: Job, page: number, rows: RowResult[]): Promise<void> {
  const wanted = await jobs.readPage<BatchRow>(job.id, page)
  for (const { line, at = job.at } of rows) {
    const room = wanted.find((one) => one.line === line)?.room
    if (!room || !job.batch) throw new Error(`line ${line} of ${job.id} has vanished`)
    const ticket = ticketOfRow(job.id, line)
    await sendCommand({
      kind: 'request',
      requestId: requestIdOf(batchSource, ticket, 1),
      at,
      source: batchSource,
      ticket,
      item: 1,
      revision: 1,
      requester: job.batch.requester,
      room,
    })
  }
}

/** A history stays short: after a page's worth of rooms, or an hour, another run goes on. */
function rest({ ended, run }: NonNullable<Job['batch']>, now: Date): Later {
  const why = 'rooms of the list'
  if (ended - run.ended >= rowsOnAPage) return { ...later(0, why), isParking: true }
  if (secondsSince(run.since, now) >= longestRun) return { ...later(untilNextRun, why), isParking: true }
  return later(betweenLooks, why)
}
