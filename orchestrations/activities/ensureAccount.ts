import { toRefused } from '../../shared/failures.ts'
import { done, type Change, type Outcome } from '../../shared/outcome.ts'
import type { Work } from '../../shared/room/plan.ts'
import { claimFirst } from '../../shared/room/record.ts'
import { neverExpires } from '../../shared/room/settings/account.ts'
import { differencesFor } from '../../shared/room/settings/catalogue.ts'
import type { User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'passwords'>

const claim = { kind: 'settings', name: 'ensureAccount' } as const

/**
 * Usage location, password that never expires, password, sign-in; in this order. Sign-in is allowed only when the tenant shows that the password never expires.
 * The password is made, kept and set in here: nothing but its version leaves.
 */
export const ensureAccount = activity(
  'ensureAccount',
  async (world: Needs, work: Work, run): Promise<Outcome<null>> => {
    const user = isWritten(run) ? await world.rooms.prepareAccount(work.userId, {}) : await write(world, work, run)
    if ('kind' in user) return user.reason === 'absent' ? waitToSee(run) : toRefused(user, 'changing accounts')
    if (!isPrepared(user, work)) return waitToSee(run)
    if (!user.isEnabled) {
      const effect = await world.rooms.setEnabled(work.userId, true)
      if (effect.kind === 'failed') return toRefused(effect, 'allowing sign-in')
    }
    return done(null, toEvidence(work))
  },
)

const waitToSee = (run: RunContext) =>
  run.wait('settings-visible', { facts: { settings: 'Password never expires, Usage location' } })

const isPrepared = ({ passwordPolicies, usageLocation }: User, { account }: Work): boolean =>
  neverExpires(passwordPolicies) && (account.usageLocation === undefined || account.usageLocation === usageLocation)

/** Later rounds of this run only read: what was written once is on its way. */
const isWritten = ({ record, attempt }: RunContext): boolean =>
  record.claims.some((one) => one.name === claim.name && one.attempt === attempt && one.isDone)

async function write({ rooms, passwords }: Needs, work: Work, run: RunContext) {
  await run.claim({ ...claim, isDone: false })
  const version = work.password === 'new' ? await settleVersion(passwords, work, run) : undefined
  const password = version === undefined ? {} : { password: (await passwords.read(version)).reveal() }
  const user = await rooms.prepareAccount(work.userId, { ...work.account, ...password })
  if ('kind' in user) return user
  if (version !== undefined) await run.claim({ kind: 'password', name: version, isDone: true })
  await run.claim({ ...claim, isDone: true })
  return user
}

/** Whoever claims first decides which version goes to Graph, so it does not matter that this may run twice at once. */
async function settleVersion(
  passwords: Needs['passwords'],
  { address }: Work,
  { change, requestId, attempt }: RunContext,
): Promise<string> {
  const made = await passwords.make(address, { request: requestId, attempt: String(attempt) })
  const record = await change((known) => claimFirst(known, { kind: 'password', name: made, attempt, isDone: false }))
  const claimed = record.claims.find((one) => one.kind === 'password' && one.attempt === attempt)?.name ?? made
  if (claimed !== made) await passwords.discard(made)
  return claimed
}

function toEvidence({ differences, password }: Work): Change[] {
  const settings = differencesFor('ensureAccount', differences).filter(
    ({ setting }) => setting !== 'account.hasPassword',
  )
  return password === 'new'
    ? [...settings, { setting: 'account.hasPassword', from: 'kept secret', to: 'a new one, kept in the vault' }]
    : settings
}
