import { decideLicences } from './licenceAddOns.ts'
import { explainLicenceError } from './licenceErrors.ts'
import { findLicence } from './licenceCatalogue.ts'
import { isChoiceFor, roomLicencesOf, unlessExcluded, type LicenceChoice } from './licences.ts'
import { refuse, type Refusal } from './identify.ts'
import type { Room } from './request.ts'
import type { Sku, Snapshot, User } from './snapshot.ts'
import { decideSkypeLicences } from './skypeLicences.ts'
import { asksForSkype, asksForTeams } from './wishes.ts'

/** Every licence that the account shall have, by SKU id. */
export interface LicenceSet {
  kind: 'set'
  /** The room licence; none where Skype is all that is asked for. */
  room?: string
  /** Not held, or not active yet. */
  missing: string[]
  /** Room licences that have to go, because two exclude each other. */
  others: string[]
  /** Of the missing ones, the first without a free unit. */
  awaited?: string
}

interface Reading {
  user: Pick<User, 'licences'>
  skus: readonly Sku[]
  /** Skype for Business Online has answered, and takes licences of its own. */
  hasSkypeOnline?: true | undefined
}

/** Whether anything that is asked for takes a licence; Skype on a server takes one on paper. */
export const needsLicence = (
  room: Pick<Room, 'services'>,
  { hasSkypeOnline }: Pick<Reading, 'hasSkypeOnline'>,
): boolean => asksForTeams(room) || (asksForSkype(room) && hasSkypeOnline === true)

/** Which licences are wanted; `begun` are those that this request has begun to assign, so that a lost answer never costs a second unit. */
export function decideLicenceSet(room: Room, reading: Reading, begun: readonly string[] = []): LicenceSet | Refusal {
  const teams = asksForTeams(room) ? decideTeamsSet(room, reading, begun) : nothing
  if (teams.kind === 'refuse' || !asksForSkype(room) || !reading.hasSkypeOnline) return teams
  const coming = teams.missing.map((skuId) => ({ skuId, state: 'Active' }))
  const licences = [...reading.user.licences, ...coming]
  const skype = decideSkypeLicences(room, { licences, skus: reading.skus }, begun)
  const unowned = skype.filter(({ kind }) => kind === 'not-owned').map(({ name }) => name)
  if (unowned.length > 0) return refuse('licence-not-owned', { licence: unowned.join(' and ') })
  const missing = skype.flatMap((one) => (one.kind === 'not-owned' ? [] : [one]))
  const awaited = teams.awaited ?? missing.find(({ kind }) => kind === 'none-free')?.skuId
  return {
    ...teams,
    missing: [...teams.missing, ...missing.map(({ skuId }) => skuId)],
    ...(awaited !== undefined && { awaited }),
  }
}

const nothing: LicenceSet = { kind: 'set', missing: [], others: [] }

function decideTeamsSet(room: Room, reading: Reading, begun: readonly string[]): LicenceSet | Refusal {
  const { user, skus } = reading
  const decision = decideLicences(room, { licences: user.licences, skus })
  const chosen = chooseBegun(room, reading, begun) ?? decision.room
  if (chosen.kind === 'not-owned') return refuse('licence-not-owned', { licence: chosen.name })
  if (chosen.kind === 'excluded')
    return refuse(chosen.because === 'exclusive-plans' ? 'licence-excluded' : 'licence-from-a-group', {
      licence: chosen.name,
    })
  const unowned = decision.addOns.find(({ kind }) => kind === 'not-owned')
  if (unowned) return refuse('licence-not-owned', { licence: unowned.name })
  const wanted = [chosen, ...decision.addOns.flatMap((addOn) => (addOn.kind === 'not-owned' ? [] : [addOn]))]
  const missing = wanted.filter(({ skuId }) => !isActive(user, skuId))
  const awaited = missing.find(({ kind, skuId }) => kind === 'none-free' && !begun.includes(skuId))
  return {
    kind: 'set',
    room: chosen.skuId,
    missing: missing.map(({ skuId }) => skuId),
    others: roomLicencesOf(user, skus)
      .map(({ skuId }) => skuId)
      .filter((skuId) => skuId !== chosen.skuId),
    ...(awaited && { awaited: awaited.skuId }),
  }
}

/** The same from one reading of the room, whose account may not be there yet; nothing where it needs none or can have none. */
export function licencesFor(
  room: Room,
  { user, skus, hasSkypeOnline }: Pick<Snapshot, 'user' | 'skus' | 'hasSkypeOnline'>,
): LicenceSet | undefined {
  const reading = { skus, user: user ?? { licences: [] }, hasSkypeOnline }
  const set = needsLicence(room, reading) ? decideLicenceSet(room, reading) : undefined
  return set?.kind === 'set' ? set : undefined
}

const isActive = ({ licences }: Reading['user'], skuId: string): boolean =>
  licences.some((licence) => licence.skuId === skuId && licence.state === 'Active')

/** What an earlier run began to assign, if it still fits the wish. */
function chooseBegun({ licence }: Room, { user, skus }: Reading, begun: readonly string[]): LicenceChoice | undefined {
  const skuId = begun.find((one) => isChoiceFor(one, licence, skus) && skus.some((sku) => sku.skuId === one))
  const name = findLicence(skuId ?? '', skus)?.name ?? ''
  return skuId === undefined ? undefined : unlessExcluded({ kind: 'assign', skuId, name }, roomLicencesOf(user, skus))
}

/** Why a group could not give the licence; undefined where nothing went wrong, or nothing yet. A missing unit is waited for. */
export function findGroupFault({ licences }: Reading['user'], skuId: string): Refusal | 'no-unit' | undefined {
  const failed = licences.find((one) => one.skuId === skuId && one.isFromGroup && one.state === 'Error')
  if (!failed) return undefined
  const { code, cause, remedy } = explainLicenceError(failed.error)
  return code === 'no-unit' ? 'no-unit' : refuse('licence-not-assignable', { cause, remedy })
}
