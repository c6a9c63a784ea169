import { isRoomLicence, type Licence, type LicenceKind, type RoomLicence } from './licence.ts'
import { entitlesTo, findLicence, licenceCatalogue, licenceOf } from './licenceCatalogue.ts'
import { roomLicences } from './roomLicences.ts'
import type { Sku, User } from './snapshot.ts'

export type { LicenceKind }

/** A room licence that a user holds. Who has it from a group keeps it until he leaves the group. */
export type HeldLicence = RoomLicence & { isFromGroup: boolean }

/**
 * The room licences that the user holds and that work, each once, on however many paths it comes.
 * With the tenant's list also those that the catalogue does not know.
 */
export function roomLicencesOf({ licences }: Pick<User, 'licences'>, skus: readonly Sku[] = []): HeldLicence[] {
  const active = licences.filter(({ state }) => state === 'Active')
  const held = [...new Set(active.map(({ skuId }) => skuId))].flatMap((skuId) => findLicence(skuId, skus) ?? [])
  return held.filter(isRoomLicence).map((licence) => ({
    ...licence,
    isFromGroup: active.some(({ skuId, isFromGroup }) => skuId === licence.skuId && isFromGroup === true),
  }))
}

/** Every licence of an account that gives something, each once. */
export function workingLicences({ licences }: Pick<User, 'licences'>, skus: readonly Sku[]): Licence[] {
  const working = licences.filter(({ state }) => state === 'Active' || state === 'ActiveWithError')
  return [...new Set(working.map(({ skuId }) => skuId))].flatMap((skuId) => findLicence(skuId, skus) ?? [])
}

/** As people know it; one that nobody knows by its id. */
export const nameOfLicence = (skuId: string, skus: readonly Sku[] = []): string =>
  findLicence(skuId, skus)?.name ?? skuId

const pro: LicenceKind = 'pro'

/** Kinds that satisfy a wish, the best first. Standard and Premium are sold no more: Pro stands in for them. Basic is given only when asked. */
const kindsFor = (asked: LicenceKind | undefined): LicenceKind[] =>
  asked === 'standard' || asked === 'premium' ? [asked, pro] : [asked ?? pro]

/** Whether a licence that the room holds is what it asks for. Who asks for none keeps any. */
export const isLicenceFor = (kind: LicenceKind, asked: LicenceKind | undefined): boolean =>
  asked === undefined || kindsFor(asked).includes(kind)

/** Whether what was chosen earlier still fits the wish. */
export const isChoiceFor = (skuId: string, asked: LicenceKind | undefined, skus: readonly Sku[] = []): boolean =>
  kindsFor(asked).some((kind) => kind === findLicence(skuId, skus)?.kind)

/** What was given in place of the kind that was asked for. */
export const isInPlaceOf = (name: string, asked: LicenceKind): boolean =>
  roomLicences.some((licence) => licence.name === name && licence.kind !== asked)

export const isSoldNoMore = (name: string): boolean =>
  roomLicences.some((licence) => licence.name === name && licence.isLegacy)

/** As people call the kind. */
export const nameOfKind = (kind: LicenceKind): string => `Teams Rooms ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`

/** basic-limit: there may be units, but a tenant may not use more of them. */
export type LicenceChoice =
  | { kind: 'keep' | 'assign' | 'none-free'; skuId: string; name: string; because?: 'basic-limit' }
  | { kind: 'not-owned'; name: string }
  /** Another licence is in the way: a room licence that only a group's owner can take away, or one whose plans exclude those of the choice. */
  | { kind: 'excluded'; name: string; because: 'licence-of-a-group' | 'exclusive-plans' }

/** Which licence the account shall have: one that it holds and that fits, else the first kind that fits and has a free unit. Of the tenant's SKUs only those of the catalogue. */
export const decideLicence = (
  asked: LicenceKind | undefined,
  skus: readonly Sku[],
  held: HeldLicence[] = [],
): LicenceChoice =>
  chooseRoomLicence(
    { asked, audio: 'not-asked' },
    skus.filter(({ skuId }) => licenceCatalogue.has(skuId)),
    held,
  )

/** What a choice has to meet, and whether Audio Conferencing can come from beside it: there (held, or a unit is free), awaited (owned, none free) or not owned. */
export interface RoomLicenceWish {
  asked: LicenceKind | undefined
  audio: 'not-asked' | 'there' | 'awaited' | 'not-owned'
}

/** As `decideLicence`, where a licence without Audio Conferencing does only if that comes from beside it; waiting for it is the last resort. */
export function chooseRoomLicence(
  { asked, audio }: RoomLicenceWish,
  skus: readonly Sku[],
  held: HeldLicence[],
): LicenceChoice {
  const choice = chooseAmong(asked, skus, held)
  if (audio === 'not-asked' || audio === 'there') return choice(() => true)
  const itself = choice((licence) => entitlesTo(licence, 'audio-conferencing'))
  if (itself.kind !== 'not-owned') return itself
  const anyone = choice(() => true)
  if (anyone.kind === 'not-owned') return anyone
  return audio === 'awaited' ? anyone : { kind: 'not-owned', name: `${itself.name} with Audio Conferencing` }
}

const chooseAmong =
  (asked: LicenceKind | undefined, skus: readonly Sku[], held: HeldLicence[]) =>
  (suits: (licence: RoomLicence) => boolean): LicenceChoice => {
    const kept = findFitting(asked, held.filter(suits))
    return unlessExcluded(
      kept ? { kind: 'keep', skuId: kept.skuId, name: kept.name } : findUnit(asked, skus, suits),
      held,
    )
  }

/** Two room licences exclude each other, and what a group gives cannot be taken away. */
export function unlessExcluded(choice: LicenceChoice, held: HeldLicence[]): LicenceChoice {
  const other = held.find(({ skuId, isFromGroup }) => isFromGroup && 'skuId' in choice && skuId !== choice.skuId)
  return other ? { kind: 'excluded', name: other.name, because: 'licence-of-a-group' } : choice
}

/** One from a group first, because it cannot be taken away; then the best kind. */
function findFitting(asked: LicenceKind | undefined, held: HeldLicence[]): HeldLicence | undefined {
  const fitting = held.filter(({ kind }) => isLicenceFor(kind, asked))
  return (
    fitting.find(({ isFromGroup }) => isFromGroup) ??
    fitting.find(({ kind }) => kind === kindsFor(asked)[0]) ??
    fitting[0]
  )
}

function findUnit(
  asked: LicenceKind | undefined,
  skus: readonly Sku[],
  suits: (licence: RoomLicence) => boolean,
): LicenceChoice {
  const kinds = kindsFor(asked)
  const owned = ownedRoomLicences(skus).filter(suits)
  const fitting = kinds.flatMap((kind) => owned.filter((licence) => licence.kind === kind))
  const free = fitting.find((licence) => skus.some(({ skuId, free }) => skuId === licence.skuId && free > 0))
  // One waits for the kind that stands in, because the other one is sold no more.
  const awaited = fitting.find(({ kind }) => kind === fitting.at(-1)?.kind)
  const found = free ?? awaited
  if (!found) return { kind: 'not-owned', name: kinds.join(' or ') }
  const isOver = found.kind === 'basic' && !hasRoomForBasic(skus)
  return {
    kind: free && !isOver ? 'assign' : 'none-free',
    skuId: found.skuId,
    name: found.name,
    ...(isOver && { because: 'basic-limit' }),
  }
}

/** In the order of preference: as the catalogue lists them, then those that it does not know. */
export function ownedRoomLicences(skus: readonly Sku[]): RoomLicence[] {
  const order = roomLicences.map(({ skuId }) => skuId)
  const rank = ({ skuId }: RoomLicence) => (order.includes(skuId) ? order.indexOf(skuId) : order.length)
  return skus
    .flatMap((sku) => licenceOf(sku) ?? [])
    .filter(isRoomLicence)
    .toSorted((one, other) => rank(one) - rank(other))
}

/** Microsoft, "Microsoft Teams Rooms licenses": a tenant uses at most 25 of Teams Rooms Basic, of whatever variant. */
export const mostBasic = 25

/** Units of Teams Rooms Basic that are assigned in the tenant. */
export const countBasic = (skus: readonly Sku[]): number =>
  skus.filter((sku) => licenceOf(sku)?.kind === 'basic').reduce((sum, { consumed = 0 }) => sum + consumed, 0)

const hasRoomForBasic = (skus: readonly Sku[]): boolean => countBasic(skus) < mostBasic

/** How many units a tenant may use of this licence and its variants, where that is bounded. */
export const limitOf = (skuId: string, skus: readonly Sku[]): number | undefined =>
  findLicence(skuId, skus)?.kind === 'basic' ? mostBasic : undefined

/** Units that can be given out now: bought, not in use, and within the limit. */
export function countFree(skuId: string, skus: readonly Sku[]): number {
  const free = skus.find((sku) => sku.skuId === skuId)?.free ?? 0
  const limit = limitOf(skuId, skus)
  return limit === undefined ? free : Math.min(free, limit - countBasic(skus))
}
