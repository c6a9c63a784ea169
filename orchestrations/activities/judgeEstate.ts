import { createHash } from 'node:crypto'
import { done, type Outcome } from '../../shared/outcome.ts'
import { findConcerns, foldAlerts } from '../../shared/room/estate/alerts.ts'
import { remediated } from '../../shared/room/estate/drift.ts'
import type { World } from '../../shared/world.ts'
import { jobActivity } from '../activity.ts'

type Needs = Pick<World, 'accounts' | 'alerts' | 'strays' | 'licenceStocks' | 'clock' | 'alertRules' | 'sendCommand'>

/** After all accounts were read: raises and closes alerts, and has put right what the drift policy says. */
export const judgeEstate = jobActivity(
  'judgeEstate',
  async (world: Needs, _: null, { job }): Promise<Outcome<null>> => {
    const { accounts, alerts, strays, licenceStocks, clock, alertRules } = world
    const at = clock.now().toISOString()
    const state = {
      accounts: await accounts.list(),
      licences: ((await licenceStocks.read())?.licences ?? []).map(({ name, bought, used }) => ({
        name,
        left: bought - used,
      })),
      strays: ((await strays.read())?.strays ?? []).map(({ address }) => address),
    }
    const concerns = findConcerns(state, alertRules, at.slice(0, 10))
    const folded = foldAlerts(await alerts.list(), concerns, at)
    await alerts.keep(folded.alerts, folded.notices)
    const settings = remediated(alertRules.drift)
    const isDrifting = state.accounts.some(({ wrong }) => wrong.some((setting) => settings.includes(setting)))
    if (isDrifting) {
      // Judged twice, it is put right once.
      const jobId = createHash('sha256').update(`${job.id}/drift`).digest('hex').slice(0, 20)
      await world.sendCommand({ kind: 'repair', jobId, at, by: job.by, scope: { all: 'needs-action', settings } })
    }
    return done(null)
  },
)
