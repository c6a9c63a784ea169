import { toRefused } from '../../shared/failures.ts'
import { done, type Change, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { keepBefore } from '../../shared/room/attempts.ts'
import { nameOfLicence } from '../../shared/room/licences.ts'
import type { AccountRef } from '../../shared/room/plan.ts'
import { ownLicences } from '../../shared/room/retirement.ts'
import type { Snapshot, User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms'>

/** Blocks the sign-in, frees the number and the licences, and reads that back. Each is claimed before, so that a cancel can bring it back. */
export const releaseAccount = activity(
  'releaseAccount',
  async ({ rooms }: Needs, account: AccountRef, run): Promise<Outcome<null>> => {
    const snapshot = await rooms.read(account)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const { user } = snapshot
    if (!user) return run.wait('mailbox-visible')
    const rest =
      (await block(rooms, account, user, run)) ??
      (await freeNumber(rooms, user, run)) ??
      (await freeLicences(rooms, user, snapshot, run))
    return rest ?? done(null, toEvidence(run, snapshot))
  },
)

const signIn = { kind: 'settings', name: 'ensureAccount' } as const

async function block(
  rooms: Needs['rooms'],
  account: AccountRef,
  user: User,
  run: RunContext,
): Promise<Later | Refused | undefined> {
  if (!user.isEnabled) return undefined
  if (!isWritten(run, signIn)) {
    await run.change((record) => keepBefore(record, [{ setting: 'account.enabled', from: true, to: false }]))
    await run.claim({ ...signIn, isDone: false })
    const effect = await rooms.setEnabled({ ...account, userId: user.id }, false)
    if (effect.kind === 'failed') return toRefused(effect, 'blocking sign-in')
    await run.claim({ ...signIn, isDone: true })
  }
  return waitFor(run, 'Sign-in blocked')
}

/** Where telephony is closed to us, the number is not ours to free. */
async function freeNumber(rooms: Needs['rooms'], { id }: User, run: RunContext): Promise<Later | Refused | undefined> {
  const found = await rooms.readNumber(id)
  if ('kind' in found || found.number === '') return undefined
  const claim = { kind: 'number', name: found.number } as const
  if (!isWritten(run, claim)) {
    await run.claim({ ...claim, isDone: false })
    const effect = await rooms.configureTeams(id, { policies: {}, unassign: found.number })
    if (effect.kind === 'failed') return toRefused(effect, 'taking phone numbers back')
    await run.claim({ ...claim, isDone: true })
  }
  return waitFor(run, 'Phone number')
}

async function freeLicences(
  rooms: Needs['rooms'],
  { id }: User,
  snapshot: Snapshot,
  run: RunContext,
): Promise<Later | Refused | undefined> {
  const own = ownLicences(snapshot)
  if (own.length === 0) return undefined
  if (!own.every((name) => isWritten(run, { kind: 'licence', name }))) {
    await run.change((record) => ({ ...record, licencesBefore: record.licencesBefore ?? own }))
    for (const name of own) await run.claim({ kind: 'licence', name, isDone: false })
    const effect = await rooms.changeLicences(id, { add: [], remove: own })
    if (effect.kind === 'failed') return toRefused(effect, 'taking licences back')
    for (const name of own) await run.claim({ kind: 'licence', name, isDone: true })
  }
  return waitFor(run, 'Licence')
}

/** Later rounds of this run only read: what was written once is on its way. */
const isWritten = ({ record, attempt }: RunContext, { kind, name }: { kind: string; name: string }): boolean =>
  record.claims.some((one) => one.kind === kind && one.name === name && one.attempt === attempt && one.isDone)

const waitFor = (run: RunContext, settings: string) => run.wait('settings-visible', { facts: { settings } })

function toEvidence({ record }: RunContext, { skus }: Snapshot): Change[] {
  const { before, licencesBefore = [] } = record
  const names = licencesBefore.map((skuId) => nameOfLicence(skuId, skus)).join(', ')
  return [
    ...before.filter(({ setting }) => setting === 'account.enabled'),
    ...(names === '' ? [] : [{ setting: 'licence.room', from: names, to: 'none' }]),
  ]
}
