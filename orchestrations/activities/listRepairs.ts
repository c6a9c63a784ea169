import { chunk } from '../../shared/room/chunk.ts'
import { done, type Outcome } from '../../shared/outcome.ts'
import { openFaults, statusOf } from '../../shared/room/estate/account.ts'
import { listPages, openPages } from '../../shared/room/estate/job.ts'
import type { Scope } from '../../shared/room/estate/repair.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'jobs' | 'accounts' | 'clock'>

const accountsOnAPage = 25

/** Lists the accounts that are to be put right into pages, and says which are to be worked on side by side. */
export const listRepairs = jobActivity(
  'listRepairs',
  async ({ jobs, accounts, clock }: Needs, _: null, { job }): Promise<Outcome<number[][]>> => {
    if (job.pages !== undefined) return done(openPages(job))
    const today = clock.now().toISOString().slice(0, 10)
    const addresses = await findAccounts(accounts, job.scope ?? { accounts: [] }, today)
    const pages = chunk(addresses, accountsOnAPage)
    for (const [page, some] of pages.entries()) await jobs.keepPage(job.id, page, some)
    const changed = await jobs.change(job, (known) => known && listPages(known, addresses.length, pages.length))
    return done(openPages(changed ?? job))
  },
)

async function findAccounts(accounts: Needs['accounts'], scope: Scope, today: string): Promise<string[]> {
  if ('accounts' in scope) return [...new Set(scope.accounts)]
  const { settings } = scope
  return (await accounts.list())
    .filter((account) => statusOf(account, today) === 'needs-action')
    .filter((account) => !settings || openFaults(account, today).some((setting) => settings.includes(setting)))
    .map(({ address }) => address)
    .toSorted()
}
