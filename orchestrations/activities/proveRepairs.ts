import { done, type Outcome } from '../../shared/outcome.ts'
import { keepLook } from '../../shared/keepLook.ts'
import { readAccount } from '../../shared/repairAccount.ts'
import { finishPage, type Job } from '../../shared/room/estate/job.ts'
import type { RepairResult } from '../../shared/room/estate/repair.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'jobs' | 'accounts' | 'topologies' | 'clock' | 'lookSeconds'>

/** Reads back what was written on one page, until it shows or patience is over; only what shows is called repaired. */
export const proveRepairs = jobActivity(
  'proveRepairs',
  async (world: Needs, { page }: { page: number }, { job, wait }): Promise<Outcome<null>> => {
    const { jobs, clock, lookSeconds } = world
    if (job.donePages.includes(page)) return done(null)
    const results: RepairResult[] = []
    for (const result of await jobs.readResults(job.id, page))
      results.push(result.end === 'written' ? await prove(world, job, result) : result)
    const isOpen = results.some(({ end }) => end === 'written')
    const next = isOpen ? wait('settings-visible') : undefined
    await jobs.keepResults(job.id, page, next?.kind === 'refused' ? results.map(giveUp) : results)
    if (next?.kind === 'later') return next
    await jobs.change(job, (known) => known && finishPage(known, page, secondsAfter(clock.now(), lookSeconds)))
    return done(null)
  },
)

async function prove(world: Needs, { edits }: Job, result: RepairResult): Promise<RepairResult> {
  const { address, changed } = result
  const { at, isWhole, snapshot } = await readAccount(world, address)
  if ('kind' in snapshot) return result
  const { findings } = await keepLook(world, { at, snapshot, isWhole })
  const isSet = (setting: string) => {
    const finding = findings.find((one) => one.setting === setting)
    const edit = edits?.find((one) => one.setting === setting)
    return edit ? finding?.actual === edit.to : finding?.state === 'right'
  }
  return changed.every(isSet) ? { ...result, end: 'repaired' } : result
}

const giveUp = (result: RepairResult): RepairResult =>
  result.end === 'written' ? { ...result, end: 'failed', code: 'settings-not-visible' } : result
