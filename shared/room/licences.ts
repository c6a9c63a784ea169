import type { Room } from './request.ts'
import type { Sku, User } from './snapshot.ts'

export type LicenceKind = NonNullable<Room['licence']>

interface RoomLicence {
  skuId: string
  partNumber: string
  kind: LicenceKind
  name: string
}

/**
 * Licences that let Teams Rooms sign in. Ids: Microsoft, "Product names and service plan identifiers for licensing"; kinds: "Teams Rooms licenses".
 * Ids are the key: part numbers carry stray spaces and are not unique.
 */
const roomLicences: RoomLicence[] = [
  {
    skuId: '4cde982a-ede4-4409-9ae6-b003453c8ea6',
    partNumber: 'Microsoft_Teams_Rooms_Pro',
    kind: 'pro',
    name: 'Teams Rooms Pro',
  },
  {
    skuId: '21943e3a-2429-4f83-84c1-02735cd49e78',
    partNumber: 'Microsoft_Teams_Rooms_Pro_without_Audio_Conferencing',
    kind: 'pro',
    name: 'Teams Rooms Pro without Audio Conferencing',
  },
  {
    skuId: '31ecb341-2a17-483e-9140-c473006d1e1a',
    partNumber: 'Microsoft_Teams_Rooms_Pro_GCC',
    kind: 'pro',
    name: 'Teams Rooms Pro (GCC)',
  },
  {
    skuId: 'c25e2b36-e161-4946-bef2-69239729f690',
    partNumber: 'Microsoft_Teams_Rooms_Pro_FAC',
    kind: 'pro',
    name: 'Teams Rooms Pro (EDU)',
  },
  {
    skuId: '6af4b3d6-14bb-4a2a-960c-6c902aad34f3',
    partNumber: 'Microsoft_Teams_Rooms_Basic',
    kind: 'basic',
    name: 'Teams Rooms Basic',
  },
  {
    skuId: '50509a35-f0bd-4c5e-89ac-22f0e16a00f8',
    partNumber: 'Microsoft_Teams_Rooms_Basic_without_Audio_Conferencing',
    kind: 'basic',
    name: 'Teams Rooms Basic without Audio Conferencing',
  },
  {
    skuId: 'a4e376bd-c61e-4618-9901-3fc0cb1b88bb',
    partNumber: 'Microsoft_Teams_Rooms_Basic_FAC',
    kind: 'basic',
    name: 'Teams Rooms Basic (EDU)',
  },
  {
    skuId: '6070a4c8-34c6-4937-8dfb-39bbc6397a60',
    partNumber: 'MEETING_ROOM',
    kind: 'standard',
    name: 'Teams Rooms Standard',
  },
  {
    skuId: '61bec411-e46a-4dab-8f46-8b58ec845ffe',
    partNumber: 'MEETING_ROOM_NOAUDIOCONF',
    kind: 'standard',
    name: 'Teams Rooms Standard without Audio Conferencing',
  },
  {
    skuId: '9571e9ac-2741-4b63-95fd-a79696f0d0ac',
    partNumber: 'MEETING_ROOM_GOV',
    kind: 'standard',
    name: 'Teams Rooms Standard (GCC)',
  },
  {
    skuId: 'b4348f75-a776-4061-ac6c-36b9016b01d1',
    partNumber: 'MEETING_ROOM_GOV_NOAUDIOCONF',
    kind: 'standard',
    name: 'Teams Rooms Standard (GCC) without Audio Conferencing',
  },
  {
    skuId: '4fb214cb-a430-4a91-9c91-4976763aa78f',
    partNumber: 'MTR_PREM',
    kind: 'premium',
    name: 'Teams Rooms Premium',
  },
]

const bySku = new Map(roomLicences.map((licence) => [licence.skuId, licence]))

/** A room licence that a user holds. Who has it from a group keeps it until he leaves the group. */
export type HeldLicence = RoomLicence & { isFromGroup: boolean }

/** The room licences that the user holds and that work, each once, on however many paths it comes. */
export function roomLicencesOf({ licences }: User): HeldLicence[] {
  const active = licences.filter(({ state }) => state === 'Active')
  const held = [...new Set(active.map(({ skuId }) => skuId))].flatMap((skuId) => bySku.get(skuId) ?? [])
  return held.map((licence) => ({
    ...licence,
    isFromGroup: active.some(({ skuId, isFromGroup }) => skuId === licence.skuId && isFromGroup === true),
  }))
}

export const nameOfLicence = (skuId: string): string => bySku.get(skuId)?.name ?? skuId

const pro: LicenceKind = 'pro'

/** Kinds that satisfy a wish, the best first. Standard and Premium are sold no more: Pro stands in for them. Basic is given only when asked. */
const kindsFor = (asked: LicenceKind | undefined): LicenceKind[] =>
  asked === 'standard' || asked === 'premium' ? [asked, pro] : [asked ?? pro]

/** Whether a licence that the room holds is what it asks for. Who asks for none keeps any. */
export const isLicenceFor = (kind: LicenceKind, asked: LicenceKind | undefined): boolean =>
  asked === undefined || kindsFor(asked).includes(kind)

/** Whether what was chosen earlier still fits the wish. */
export const isChoiceFor = (skuId: string, asked: LicenceKind | undefined): boolean =>
  kindsFor(asked).some((kind) => kind === bySku.get(skuId)?.kind)

/** What was given in place of the kind that was asked for. */
export const isInPlaceOf = (name: string, asked: LicenceKind): boolean =>
  roomLicences.some((licence) => licence.name === name && licence.kind !== asked)

/** As people call the kind. */
export const nameOfKind = (kind: LicenceKind): string => `Teams Rooms ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`

export type LicenceChoice =
  | { kind: 'keep' | 'assign' | 'none-free'; skuId: string; name: string }
  | { kind: 'not-owned'; name: string }
  /** A group gives another room licence, which only the group's owner can take away. */
  | { kind: 'excluded'; name: string }

/** Which licence the account shall have: one that it holds and that fits, else the first kind that fits and has a free unit. */
export function decideLicence(asked: LicenceKind | undefined, skus: Sku[], held: HeldLicence[] = []): LicenceChoice {
  const kept = findFitting(asked, held)
  return unlessExcluded(kept ? { kind: 'keep', skuId: kept.skuId, name: kept.name } : findUnit(asked, skus), held)
}

/** Two room licences exclude each other, and what a group gives cannot be taken away. */
export function unlessExcluded(choice: LicenceChoice, held: HeldLicence[]): LicenceChoice {
  const other = held.find(({ skuId, isFromGroup }) => isFromGroup && 'skuId' in choice && skuId !== choice.skuId)
  return other ? { kind: 'excluded', name: other.name } : choice
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

function findUnit(asked: LicenceKind | undefined, skus: Sku[]): LicenceChoice {
  const kinds = kindsFor(asked)
  const owned = kinds.flatMap((kind) =>
    roomLicences.filter((licence) => licence.kind === kind && skus.some(({ skuId }) => skuId === licence.skuId)),
  )
  const free = owned.find((licence) => skus.some(({ skuId, free }) => skuId === licence.skuId && free > 0))
  if (free) return { kind: 'assign', skuId: free.skuId, name: free.name }
  const last = owned.at(-1)
  if (last) return { kind: 'none-free', skuId: last.skuId, name: last.name }
  return { kind: 'not-owned', name: kinds.join(' or ') }
}
