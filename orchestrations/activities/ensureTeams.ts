import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import type { TeamsChanges } from '../../shared/microsoft365/teams.ts'
import type { Work } from '../../shared/room/plan.ts'
import { differencesFor, settingOf, type Difference } from '../../shared/room/settings/catalogue.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms'>

const claim = { kind: 'settings', name: 'ensureTeams' } as const

/** Policies and the phone number in Teams. Policies are absolute; a number is ordered once in a run, and the order is looked at until it is done. */
export const ensureTeams = activity(
  'ensureTeams',
  async ({ rooms }: Needs, work: Work, run): Promise<Outcome<null>> => {
    if (work.userId === undefined) return refused('teams-needs-the-cloud')
    const differences = differencesFor('ensureTeams', work.differences)
    const ordered = orderOf(run)
    if (ordered === undefined) return configure(rooms, work.userId, differences, run)
    const order = await rooms.readOrder(ordered)
    if (order.kind === 'under-way') return run.wait('number-assigned')
    if (order.kind === 'failed') return refused('number-not-assigned', { reason: order.text })
    return done(null, differences)
  },
)

async function configure(
  rooms: Needs['rooms'],
  userId: string,
  differences: Difference[],
  run: RunContext,
): Promise<Outcome<null>> {
  await run.claim({ ...claim, isDone: false })
  const effect = await rooms.configureTeams(userId, toChanges(differences))
  if (effect.kind === 'failed') return toRefused(effect, 'changing policies and numbers in Teams')
  await run.claim({ ...claim, isDone: true })
  if (effect.order === undefined) return done(null, differences)
  await run.claim({ kind: 'number', name: effect.order, isDone: false })
  return run.wait('number-assigned')
}

/** What this run has ordered. */
const orderOf = ({ record, attempt }: RunContext): string | undefined =>
  record.claims.find((one) => one.kind === 'number' && one.attempt === attempt)?.name

function toChanges(differences: Difference[]): TeamsChanges {
  const changes: TeamsChanges = { policies: {} }
  for (const { setting, to } of differences) {
    const { target } = settingOf(setting)
    if (!target || !('teams' in target)) continue
    if (target.teams === 'PhoneNumber') changes.assign = String(to)
    else changes.policies[target.teams] = String(to)
  }
  return changes
}
