import { toRefused } from '../../shared/failures.ts'
import { done, type Change, type Outcome } from '../../shared/outcome.ts'
import { waitFor } from '../../shared/patience.ts'
import type { Work } from '../../shared/room/plan.ts'
import { neverExpires } from '../../shared/room/settings/account.ts'
import { differencesFor } from '../../shared/room/settings/catalogue.ts'
import type { User } from '../../shared/room/snapshot.ts'
import type { Secret } from '../../shared/secret.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'passwords' | 'patience'>

/**
 * Usage location, password that never expires, password, sign-in; in this order. Sign-in is allowed only when the tenant shows that the password never expires.
 * The password is made, kept and set in here: nothing but its version leaves.
 */
export const ensureAccount = activity(
  'ensureAccount',
  async (world: Needs, work: Work, run): Promise<Outcome<null>> => {
    const { rooms, patience } = world
    const user = isWritten(run) ? await rooms.prepareAccount(work.userId, {}) : await write(world, work, run)
    if ('kind' in user)
      return user.reason === 'absent'
        ? waitFor('settings-visible', run.waitedSeconds, patience, sayWhich)
        : toRefused(user, 'changing accounts')
    if (!isPrepared(user, work)) return waitFor('settings-visible', run.waitedSeconds, patience, sayWhich)
    if (!user.isEnabled) {
      const effect = await rooms.setEnabled(work.userId, true)
      if (effect.kind === 'failed') return toRefused(effect, 'allowing sign-in')
    }
    return done(null, toEvidence(work))
  },
)

const sayWhich = { settings: 'Password never expires, Usage location' }

const isPrepared = ({ passwordPolicies, usageLocation }: User, { account }: Work): boolean =>
  neverExpires(passwordPolicies) && (account.usageLocation === undefined || account.usageLocation === usageLocation)

/** Later rounds of this run only read: what was written once is on its way. */
const isWritten = ({ record, attempt }: RunContext): boolean =>
  record.claims.some((claim) => claim.name === 'ensureAccount' && claim.attempt === attempt && claim.isDone)

async function write({ rooms, passwords }: Needs, work: Work, run: RunContext) {
  const made = work.password === 'new' ? await makePassword(passwords, work, run) : undefined
  const user = await rooms.prepareAccount(work.userId, {
    ...work.account,
    ...(made && { password: made.password.reveal() }),
  })
  if ('kind' in user) return user
  if (made) await run.claim({ kind: 'password', name: made.version, isDone: true })
  await run.claim({ kind: 'settings', name: 'ensureAccount', isDone: true })
  return user
}

async function makePassword(
  passwords: Needs['passwords'],
  { address }: Work,
  run: RunContext,
): Promise<{ version: string; password: Secret }> {
  const made = await passwords.make(address, { request: run.requestId, attempt: String(run.attempt) })
  await run.claim({ kind: 'password', name: made.version, isDone: false })
  return made
}

function toEvidence({ differences, password }: Work): Change[] {
  const settings = differencesFor('ensureAccount', differences).filter(
    ({ setting }) => setting !== 'account.hasPassword',
  )
  return password === 'new'
    ? [...settings, { setting: 'account.hasPassword', from: 'kept secret', to: 'a new one, kept in the vault' }]
    : settings
}
