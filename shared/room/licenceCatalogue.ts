import { addOns } from './addOns.ts'
import { foreignLicences } from './foreignLicences.ts'
import type { Edition, Licence, LicenceFamily, LicenceKind } from './licence.ts'
import { roomLicences } from './roomLicences.ts'
import { capabilitiesOf, type Capability } from './servicePlans.ts'
import type { Sku } from './snapshot.ts'

/** Every licence that matters to a room, by SKU id. */
export const licenceCatalogue: ReadonlyMap<string, Licence> = new Map(
  [...roomLicences, ...foreignLicences, ...addOns].map((licence) => [licence.skuId, licence]),
)

export const entitlesTo = ({ plans }: Pick<Licence, 'plans'>, capability: Capability): boolean =>
  capabilitiesOf(plans).has(capability)

/**
 * The licence behind a SKU, also one that the catalogue does not know: then its part number speaks, else its plans.
 * Nothing, if it is none that matters to a room. Which plans it has, the tenant knows best.
 */
export function licenceOf(sku: Pick<Sku, 'skuId' | 'partNumber' | 'plans'>): Licence | undefined {
  const known = licenceCatalogue.get(sku.skuId)
  return known ? { ...known, plans: sku.plans ?? known.plans } : classify(sku)
}

/** The licence behind an id that a user holds, with what the tenant's list says of it where there is one. */
export function findLicence(skuId: string, skus: readonly Sku[] = []): Licence | undefined {
  const sku = skus.find((one) => one.skuId === skuId)
  return sku ? licenceOf(sku) : licenceCatalogue.get(skuId)
}

/** Beginnings of part numbers. Room licences: Microsoft, "Find Teams Rooms devices with unsupported licenses" (2023-03-18). */
const families: [beginning: string, family: LicenceFamily, kind?: LicenceKind][] = [
  ['MICROSOFT_TEAMS_ROOMS_PRO', 'room', 'pro'],
  ['MICROSOFT_TEAMS_ROOMS_BASIC', 'room', 'basic'],
  ['MEETING_ROOM', 'room', 'standard'],
  ['MTR_PREM', 'room', 'premium'],
  ['MMR_P', 'room', 'premium'],
  ['MCOCAP', 'shared-device'],
  ['PHONESYSTEM_VIRTUALUSER', 'voice-application'],
  ['MCOSTANDARD', 'skype'],
  ['MCOIMP', 'skype'],
  ['MCOEV', 'add-on'],
  ['MCOMEETA', 'add-on'],
  ['MCOPSTN', 'add-on'],
  ['MICROSOFT_TEAMS_CALLING_PLAN', 'add-on'],
]

function classify({ skuId, partNumber, plans }: Pick<Sku, 'skuId' | 'partNumber' | 'plans'>): Licence | undefined {
  // Trimming takes the no-break space too that some part numbers end with.
  const name = partNumber.trim()
  const [, ofName, kind] = families.find(([beginning]) => name.toUpperCase().startsWith(beginning)) ?? []
  const family = ofName ?? familyOfPlans(plans ?? [])
  if (!family) return undefined
  const edition = editionOf(name)
  return {
    skuId,
    partNumber: name,
    name: name.replaceAll('_', ' '),
    family,
    plans: plans ?? plansAssumed(name, kind),
    ...(edition && { edition }),
    ...(kind && { kind }),
    ...((kind === 'standard' || kind === 'premium') && { isLegacy: true }),
  }
}

/** Teams together with a mailbox, or for frontline workers, is for people; a room licence has no mailbox, but none is told by its plans alone. */
function familyOfPlans(plans: readonly string[]): LicenceFamily | undefined {
  if (plans.some((plan) => plan.startsWith('MCOEV_VIRTUALUSER'))) return 'voice-application'
  const has = capabilitiesOf(plans)
  if (has.has('teams')) return 'user'
  if (has.has('skype')) return has.has('exchange') ? 'user' : 'skype'
  const isAddOn = telephony.some((capability) => has.has(capability))
  return isAddOn ? 'add-on' : undefined
}

const telephony: Capability[] = ['phone-system', 'audio-conferencing', 'calling-domestic', 'calling-international']

/** Until the tenant's list says which plans it has: those of the plain licence of its kind. */
function plansAssumed(partNumber: string, kind: LicenceKind | undefined): readonly string[] {
  const plans = roomLicences.find((licence) => licence.kind === kind)?.plans ?? []
  return /no_?audio|without_audio/i.test(partNumber) ? plans.filter((plan) => plan !== 'MCOMEETADV') : plans
}

const editions: [RegExp, Edition][] = [
  [/gcc_?high/i, 'gcc-high'],
  [/_dod/i, 'dod'],
  [/_gcc|_gov/i, 'gcc'],
  [/_fac|_student|_edu/i, 'edu'],
]
const editionOf = (partNumber: string): Edition | undefined =>
  editions.find(([pattern]) => pattern.test(partNumber))?.[1]
