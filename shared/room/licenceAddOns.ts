import { addOns } from './addOns.ts'
import type { Edition, Licence } from './licence.ts'
import { entitlesTo, findLicence, licenceOf } from './licenceCatalogue.ts'
import { chooseRoomLicence, roomLicencesOf, workingLicences, type LicenceChoice } from './licences.ts'
import type { Room } from './request.ts'
import { capabilitiesOf, capabilityNames, excludeEachOther, type Capability } from './servicePlans.ts'
import type { Assignment, Sku } from './snapshot.ts'

/** What a request says about licences. */
export type LicenceWish = Pick<Room, 'licence' | 'dialIn' | 'dialOut'>

/** What the account holds, what the tenant owns, and whether calls leave through lines of its own (Direct Routing or Operator Connect). */
export interface LicenceReading {
  licences: Assignment[]
  skus: readonly Sku[]
  hasOwnLines?: boolean
}

/** A licence beside the room licence, and what it is needed for. `free` counts the units that can be assigned. */
export type AddOnChoice =
  | { kind: 'held' | 'assign' | 'none-free'; need: Capability; skuId: string; name: string; free: number }
  | { kind: 'not-owned'; need: Capability; name: string }

export interface LicenceDecision {
  room: LicenceChoice
  addOns: AddOnChoice[]
}

/**
 * Every licence that the account shall have: the room licence, a calling plan for dial-out where there are no lines of
 * one's own, and Audio Conferencing for dial-in where the room licence lacks it. Also SKUs that only their part number tells.
 */
export function decideLicences(
  { licence: asked, dialIn, dialOut }: LicenceWish,
  reading: LicenceReading,
): LicenceDecision {
  const audio = dialIn ? chooseAddOn('audio-conferencing', reading) : undefined
  const held = roomLicencesOf(reading, reading.skus)
  const room = unlessPlansClash(chooseRoomLicence({ asked, audio: sayAudio(audio) }, reading.skus, held), reading)
  const chosen = 'skuId' in room ? findLicence(room.skuId, reading.skus) : undefined
  const lacksAudio = chosen !== undefined && !entitlesTo(chosen, 'audio-conferencing')
  const plan = dialOut === 'international' ? 'calling-international' : 'calling-domestic'
  const needsPlan = dialOut !== 'none' && reading.hasOwnLines !== true
  return {
    room,
    addOns: [
      ...(audio && lacksAudio ? [chooseAddOn('audio-conferencing', reading, chosen.edition)] : []),
      ...(needsPlan ? [chooseAddOn(plan, reading, chosen?.edition)] : []),
    ],
  }
}

function sayAudio(choice: AddOnChoice | undefined) {
  if (!choice) return 'not-asked'
  if (choice.kind === 'not-owned') return 'not-owned'
  return choice.kind === 'none-free' ? 'awaited' : 'there'
}

/** One that is held, else the first with a free unit: of the same edition, that gives no more than is needed, as the catalogue lists them. */
function chooseAddOn(need: Capability, { licences, skus }: LicenceReading, edition?: Edition): AddOnChoice {
  const gives = (licence: Licence) => licence.family === 'add-on' && entitlesTo(licence, need)
  const freeOf = (id: string) => skus.find(({ skuId }) => skuId === id)?.free ?? 0
  const say = (kind: 'held' | 'assign' | 'none-free', { skuId, name }: Licence) =>
    ({ kind, need, skuId, name, free: freeOf(skuId) }) as const
  const held = workingLicences({ licences }, skus).find(gives)
  if (held) return say('held', held)
  const owned = skus
    .flatMap((sku) => licenceOf(sku) ?? [])
    .filter(gives)
    .toSorted((one, other) => rank(one, edition) - rank(other, edition))
  const free = owned.find(({ skuId }) => freeOf(skuId) > 0)
  if (free) return say('assign', free)
  return owned[0] ? say('none-free', owned[0]) : { kind: 'not-owned', need, name: capabilityNames[need] }
}

function rank({ skuId, plans, edition }: Licence, wanted: Edition | undefined): number {
  const place = addOns.findIndex((addOn) => addOn.skuId === skuId)
  return (edition === wanted ? 0 : 10_000) + capabilitiesOf(plans).size * 1000 + (place === -1 ? addOns.length : place)
}

/** What the account holds beside its room licence stays, and its plans may exclude those of the choice. */
function unlessPlansClash(choice: LicenceChoice, reading: LicenceReading): LicenceChoice {
  if (choice.kind !== 'assign' && choice.kind !== 'none-free') return choice
  const plans = findLicence(choice.skuId, reading.skus)?.plans ?? []
  const other = workingLicences(reading, reading.skus).find((licence) => excludeEachOther(plans, licence.plans))
  return other ? { kind: 'excluded', name: other.name, because: 'exclusive-plans' } : choice
}
