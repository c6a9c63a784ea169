import { toRefused } from '../../shared/failures.ts'
import { done, type Change, type Outcome } from '../../shared/outcome.ts'
import { nameOfLicence } from '../../shared/room/licences.ts'
import { settingOf, toCmdlets, userPropertyOf, type Difference } from '../../shared/room/settings/catalogue.ts'
import { withoutNeverExpires } from '../../shared/room/settings/account.ts'
import type { Snapshot, User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { endingActivity } from '../activity.ts'

type Needs = Pick<World, 'rooms'>

export interface Undone {
  undone: string
  left: string
}

/** After a cancel: settings and licences that this request changed go back. A mailbox that it made is left for a person to remove. */
export const undoChanges = endingActivity(
  'undoChanges',
  async ({ rooms }: Needs, _: null, { record }): Promise<Outcome<Undone>> => {
    const { account, claims } = record
    const mailbox = claims.some(({ kind }) => kind === 'mailbox')
    const left = mailbox && account !== undefined ? `the room mailbox ${account}` : 'nothing'
    const licences = claims.filter(({ kind }) => kind === 'licence').map(({ name }) => name)
    if (account === undefined || claims.length === 0) return done({ undone: 'nothing was changed', left })
    const snapshot = await rooms.read(account)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const back = record.before.flatMap((difference) => toBack(difference, snapshot))
    const given = licences.filter((skuId) => snapshot.user?.licences.some((licence) => licence.skuId === skuId))
    const failed = await takeBack(rooms, account, snapshot, back, given)
    if (failed) return toRefused(failed, 'changing rooms and accounts')
    const titles = [...back.map(({ setting }) => settingOf(setting).title), ...given.map(nameOfLicence)]
    return done({ undone: titles.join(', ') || 'nothing was changed', left }, [...back, ...given.map(toEvidence)])
  },
)

const toEvidence = (skuId: string): Change => ({ setting: 'licence.room', from: nameOfLicence(skuId), to: 'none' })

/**
 * Everything that this request may have written, whether a reading shows it already or not: the values are absolute, and what was not written yet stays as it is.
 * Passwords cannot be brought back: nobody knew them. A usage location cannot be taken away again.
 */
function toBack({ setting, from }: Difference, snapshot: Snapshot): Difference[] {
  const { target, read } = settingOf(setting)
  const canGoBack = target && !(userPropertyOf(setting) === 'usageLocation' && from === '')
  return canGoBack ? [{ setting, from: read(snapshot) ?? '', to: from }] : []
}

async function takeBack(
  rooms: Needs['rooms'],
  address: string,
  { user }: Snapshot,
  back: Difference[],
  licences: string[],
): Promise<Failure | undefined> {
  const cmdlets = toCmdlets(back)
  const effects: (() => Promise<Failure | object>)[] =
    cmdlets.length > 0 ? [() => rooms.configure(address, cmdlets)] : []
  if (user)
    effects.push(
      ...licences.map((skuId) => () => rooms.changeLicence(user.id, { remove: skuId })),
      ...accountEffects(rooms, user, back),
    )
  for (const effect of effects) {
    const result = await effect()
    if ('kind' in result && result.kind === 'failed') return result
  }
  return undefined
}

interface Failure {
  kind: 'failed'
  reason: string
  text: string
}

/** Sign-in is blocked again before anything else of the account goes back. */
function accountEffects(rooms: Needs['rooms'], user: User, back: Difference[]): (() => Promise<Failure | object>)[] {
  const valueOf = (property: string) => back.find(({ setting }) => userPropertyOf(setting) === property)?.to
  const usageLocation = valueOf('usageLocation')
  const changes = {
    ...(usageLocation !== undefined && { usageLocation: String(usageLocation) }),
    ...(valueOf('passwordPolicies') === false && { passwordPolicies: withoutNeverExpires(user.passwordPolicies) }),
  }
  return [
    ...(valueOf('accountEnabled') === false ? [() => rooms.setEnabled(user.id, false)] : []),
    ...(Object.keys(changes).length > 0 ? [() => rooms.prepareAccount(user.id, changes)] : []),
  ]
}
