import { toRefused } from '../../shared/failures.ts'
import { chunk } from '../../shared/room/chunk.ts'
import { done, type Outcome } from '../../shared/outcome.ts'
import { markGone } from '../../shared/room/estate/account.ts'
import { listPages, openPages } from '../../shared/room/estate/job.ts'
import { isOnServer } from '../../shared/repairAccount.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'jobs' | 'accounts' | 'topologies' | 'clock'>

/** A page takes about as long as its twenty requests to Exchange. */
const roomsOnAPage = 100

/** Lists every room of Exchange Online into pages, marks the accounts that are gone, and says which are to be read side by side. */
export const listEstate = jobActivity(
  'listEstate',
  async ({ rooms, jobs, accounts, topologies, clock }: Needs, _: null, { job }): Promise<Outcome<number[][]>> => {
    if (job.pages !== undefined) return done(openPages(job))
    const at = clock.now().toISOString()
    const listed = await rooms.listEstate()
    if ('kind' in listed) return toRefused(listed, 'listing rooms')
    const pages = chunk(listed, roomsOnAPage)
    for (const [page, some] of pages.entries()) await jobs.keepPage(job.id, page, some)
    const there = new Set(listed.map(({ address }) => address))
    const isMissed = (address: string) => !there.has(address) && !isOnServer({ topologies }, address)
    for (const { address, goneSince } of await accounts.list())
      if (goneSince === undefined && isMissed(address))
        await accounts.change(address, (known) => known && markGone(known, at))
    const changed = await jobs.change(job, (known) => known && listPages(known, listed.length, pages.length))
    return done(openPages(changed ?? job))
  },
)
