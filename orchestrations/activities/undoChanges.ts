import { done, type Change, type Outcome } from '../../shared/outcome.ts'
import { toRefused } from '../../shared/failures.ts'
import { nameOfLicence, roomLicencesOf } from '../../shared/room/licences.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { withoutNeverExpires } from '../../shared/room/settings/account.ts'
import { settingOf, toCmdlets, userPropertyOf, type Difference } from '../../shared/room/settings/catalogue.ts'
import type { Snapshot, User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { endingActivity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms'>

export interface Undone {
  undone: string
  left: string
}

/** One write that brings something back, and what it is for people. */
interface Return {
  titles: string[]
  changes: Change[]
  write: () => Promise<object>
  isBack: boolean
}

/**
 * After a cancel: settings and licences that this request may have written go back, whether a reading shows them already or not; the values are absolute.
 * It is over when a reading shows it, so that whoever asks next is not misled by an old one.
 * What cannot go back is listed: a mailbox that it made (a person removes it), a password (nobody knew the old one), a usage location that was not set before.
 */
export const undoChanges = endingActivity(
  'undoChanges',
  async ({ rooms }: Needs, _: null, run): Promise<Outcome<Undone>> => {
    const { record } = run
    const { account, claims } = record
    if (account === undefined || claims.length === 0) return done({ undone: 'nothing was changed', left: 'nothing' })
    const snapshot = await rooms.read(account)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    if (!snapshot.user && claims.some(({ kind }) => kind === 'licence' || kind === 'password'))
      return run.wait('mailbox-visible')
    const returns = [
      ...toSettingReturns(rooms, record, account, snapshot),
      ...toLicenceReturns(rooms, record, snapshot),
    ]
    return finish(returns, snapshot, run)
  },
)

async function finish(returns: Return[], snapshot: Snapshot, run: RunContext): Promise<Outcome<Undone>> {
  const { undoing } = run.record
  const isWritten = undoing?.attempt === run.attempt
  const { undone, left } = isWritten ? undoing : await write(returns, snapshot, run)
  const kept = returns.filter(({ titles }) => !titles.some((title) => left.includes(title)))
  const isShown = kept.every(({ isBack }) => isBack) && (isWritten || kept.length === 0)
  if (!isShown) return run.wait('settings-visible')
  const words = { undone: undone.join(', ') || 'nothing was changed', left: left.join(', ') || 'nothing' }
  return done(
    words,
    kept.flatMap(({ changes }) => changes),
  )
}

/** Written once in a run: writing again would only make Microsoft 365 show it later. */
async function write(
  returns: Return[],
  snapshot: Snapshot,
  run: RunContext,
): Promise<{ undone: string[]; left: string[] }> {
  const failed: Return[] = []
  for (const one of returns) if ('reason' in (await one.write())) failed.push(one)
  const titlesOf = (some: Return[]) => some.flatMap(({ titles }) => titles)
  const undone = titlesOf(returns.filter((one) => !failed.includes(one)))
  const left = [...listLeft(run.record, snapshot), ...titlesOf(failed)]
  await run.change((record) => ({ ...record, undoing: { attempt: run.attempt, undone, left } }))
  return { undone, left }
}

/** A mailbox whose making was only begun is left if one shows. */
function listLeft({ account, claims, before }: RequestRecord, { holder }: Snapshot): string[] {
  const has = (kind: string) => claims.some((claim) => claim.kind === kind)
  const isMade = claims.some(({ kind, isDone }) => kind === 'mailbox' && (isDone || holder?.type === 'RoomMailbox'))
  return [
    ...(isMade ? [`the room mailbox ${account}`] : []),
    ...(has('password') ? ['the new password'] : []),
    ...(before.some((difference) => isNewLocation(difference)) ? ['the usage location'] : []),
  ]
}

const isNewLocation = ({ setting, from }: Difference): boolean =>
  userPropertyOf(setting) === 'usageLocation' && from === ''

function toSettingReturns(
  rooms: Needs['rooms'],
  { before, claims }: RequestRecord,
  address: string,
  snapshot: Snapshot,
): Return[] {
  const begun = new Set(claims.map(({ name }) => name))
  const differences = before
    .filter(
      (difference) =>
        begun.has(settingOf(difference.setting).step ?? '') &&
        settingOf(difference.setting).target &&
        !isNewLocation(difference),
    )
    .map(({ setting, from, to }) => ({ setting, from: to, to: from }))
  const ofAccount = differences.filter(({ setting }) => userPropertyOf(setting) !== undefined)
  const ofRoom = differences.filter((difference) => !ofAccount.includes(difference))
  const room = toReturn(ofRoom, snapshot, () => rooms.configure(address, toCmdlets(ofRoom)))
  return [
    ...(ofRoom.length > 0 ? [room] : []),
    ...(snapshot.user ? toAccountReturns(rooms, snapshot.user, ofAccount, snapshot) : []),
  ]
}

const toReturn = (changes: Difference[], snapshot: Snapshot, write: Return['write']): Return => ({
  titles: changes.map(({ setting }) => settingOf(setting).title),
  changes,
  write,
  isBack: changes.every(
    ({ setting, to }) => JSON.stringify(settingOf(setting).read(snapshot) ?? '') === JSON.stringify(to),
  ),
})

/** Sign-in is blocked again before anything else of the account goes back. */
function toAccountReturns(
  rooms: Needs['rooms'],
  { id, passwordPolicies }: User,
  differences: Difference[],
  snapshot: Snapshot,
): Return[] {
  const writes: Record<string, (to: unknown) => Promise<object>> = {
    accountEnabled: () => rooms.setEnabled(id, false),
    usageLocation: (to) => rooms.prepareAccount(id, { usageLocation: String(to) }),
    passwordPolicies: () => rooms.prepareAccount(id, { passwordPolicies: withoutNeverExpires(passwordPolicies) }),
  }
  return Object.entries(writes).flatMap(([property, write]) => {
    const difference = differences.find(({ setting }) => userPropertyOf(setting) === property)
    return difference ? [toReturn([difference], snapshot, () => write(difference.to))] : []
  })
}

/** The room licences are again those that the account had before. */
function toLicenceReturns(
  rooms: Needs['rooms'],
  { claims, licencesBefore = [] }: RequestRecord,
  { user }: Snapshot,
): Return[] {
  if (!user || !claims.some(({ kind }) => kind === 'licence')) return []
  const held = roomLicencesOf(user).map(({ skuId }) => skuId)
  const ofGroups = roomLicencesOf(user).flatMap(({ skuId, isFromGroup }) => (isFromGroup ? [skuId] : []))
  const claimed = claims.flatMap(({ kind, name }) => (kind === 'licence' ? [name] : []))
  const remove = claimed.filter((skuId) => !licencesBefore.includes(skuId) && !ofGroups.includes(skuId))
  const add = licencesBefore.filter((skuId) => !held.includes(skuId))
  if (remove.length + add.length === 0) return []
  const change = {
    setting: 'licence.room',
    from: claimed.map(nameOfLicence).join(', '),
    to: licencesBefore.map(nameOfLicence).join(', ') || 'none',
  }
  return [
    {
      titles: [settingOf(change.setting).title],
      changes: [change],
      write: () => rooms.changeLicences(user.id, { add, remove }),
      isBack: add.length === 0 && !remove.some((skuId) => held.includes(skuId)),
    },
  ]
}
