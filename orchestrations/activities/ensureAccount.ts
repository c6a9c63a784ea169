import { toRefused } from '../../shared/failures.ts'
import type { AccountReading } from '../../shared/microsoft365/accounts.ts'
import type { Failed } from '../../shared/microsoft365/effect.ts'
import { done, type Change, type Outcome, type Refused } from '../../shared/outcome.ts'
import type { Work } from '../../shared/room/plan.ts'
import { claimFirst } from '../../shared/room/claims.ts'
import { differencesFor } from '../../shared/room/settings/catalogue.ts'
import type { Secret } from '../../shared/secret.ts'
import type { Denied } from '../../shared/vault/passwords.ts'
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
    const user = isWritten(run) ? await world.rooms.prepareAccount(work, {}) : await write(world, work, run)
    if ('code' in user) return user
    if ('kind' in user) return user.reason === 'absent' ? waitToSee(run) : toRefused(user, 'changing accounts')
    if (!isPrepared(user, work)) return waitToSee(run)
    if (!user.isEnabled) {
      const effect = await world.rooms.setEnabled(work, true)
      if (effect.kind === 'failed') return toRefused(effect, 'allowing sign-in')
    }
    return done(null, toEvidence(work))
  },
)

/** The least role that allows recovery too. */
const vaultRight = 'keeping passwords in the vault: the role Key Vault Secrets Officer'

const waitToSee = (run: RunContext) =>
  run.wait('settings-visible', { facts: { settings: 'Password never expires, Usage location' } })

const isPrepared = ({ neverExpires, usageLocation }: AccountReading, { account }: Work): boolean =>
  neverExpires && (account.usageLocation === undefined || account.usageLocation === usageLocation)

/** Later rounds of this run only read: what was written once is on its way. */
const isWritten = ({ record, attempt }: RunContext): boolean =>
  record.claims.some((one) => one.name === claim.name && one.attempt === attempt && one.isDone)

async function write(
  { rooms, passwords }: Needs,
  work: Work,
  run: RunContext,
): Promise<AccountReading | Failed | Refused> {
  await run.claim({ ...claim, isDone: false })
  const made = work.password === 'new' ? await settlePassword(passwords, work, run) : undefined
  if (made && 'kind' in made) return toRefused(made, vaultRight)
  const user = await rooms.prepareAccount(work, { ...work.account, ...(made && { password: made }) })
  if ('kind' in user) return user
  if (made) await run.claim({ kind: 'password', name: made.version, isDone: true })
  await run.claim({ ...claim, isDone: true })
  return user
}

/** Whoever claims first decides which version goes to Graph, so it does not matter that this may run twice at once. */
async function settlePassword(
  passwords: Needs['passwords'],
  { address }: Work,
  { change, requestId, attempt }: RunContext,
): Promise<{ version: string; value: Secret } | Denied> {
  const made = await passwords.make(address, { request: requestId, attempt: String(attempt) })
  if (typeof made !== 'string') return made
  const record = await change((known) => claimFirst(known, { kind: 'password', name: made, attempt, isDone: false }))
  const version = record.claims.find((one) => one.kind === 'password' && one.attempt === attempt)?.name ?? made
  if (version !== made) await passwords.discard(made)
  const value = await passwords.read(version)
  return 'kind' in value ? value : { version, value }
}

function toEvidence({ differences, password }: Work): Change[] {
  const settings = differencesFor('ensureAccount', differences).filter(
    ({ setting }) => setting !== 'account.hasPassword',
  )
  return password === 'new'
    ? [...settings, { setting: 'account.hasPassword', from: 'kept secret', to: 'a new one, kept in the vault' }]
    : settings
}
