import { askedOf, capabilityRows, type Entitlement } from './capabilities.ts'
import type { Licence } from './licence.ts'
import type { LicenceReading } from './licenceAddOns.ts'
import { entitlesTo, findLicence, licenceOf } from './licenceCatalogue.ts'
import { workingLicences } from './licences.ts'
import type { Room } from './request.ts'
import { capabilityNames, type Capability } from './servicePlans.ts'

type Wish = Pick<Room, 'phoneNumber' | 'enterpriseVoice' | 'dialIn' | 'dialOut'>

/** A licence that the account lacks: a unit is free, is waited for, or would have to be bought. */
export type SkypeLicence =
  | { kind: 'assign' | 'none-free'; skuId: string; name: string }
  | { kind: 'not-owned'; name: string }

/**
 * The licences of a room on Skype for Business Online, by the rules of its time (`capabilityRows`, skypeRoom): of all sets
 * of licences that give everything asked for, the one that is to be had soonest and takes fewest units.
 * `begun` are those that this request has begun to assign: their units are its own.
 */
export function decideSkypeLicences(
  room: Wish,
  reading: Pick<LicenceReading, 'licences' | 'skus'>,
  begun: readonly string[] = [],
): SkypeLicence[] {
  const sets = setsFor(room).map((set) => chooseEach(set, reading, begun))
  return sets.toSorted((one, other) => costOf(one) - costOf(other))[0] ?? []
}

/** One set of each rule together with one of every other rule. */
function setsFor(room: Wish): Entitlement[][] {
  const rules = capabilityRows.filter(({ asked }) => askedOf(room).includes(asked)).map(({ skypeRoom }) => skypeRoom)
  return rules.reduce<Entitlement[][]>(
    (sets, { anyOf }) => sets.flatMap((set) => anyOf.map((more) => [...set, ...more])),
    [[]],
  )
}

/** Whole suites first: what they bring needs nothing beside them. */
function chooseEach(
  set: readonly Entitlement[],
  reading: Pick<LicenceReading, 'licences' | 'skus'>,
  begun: readonly string[],
): SkypeLicence[] {
  const held = workingLicences(reading, reading.skus)
  const chosen: SkypeLicence[] = []
  const given = [...held]
  const take = (choice: SkypeLicence) => {
    chosen.push(choice)
    const licence = 'skuId' in choice ? findLicence(choice.skuId, reading.skus) : undefined
    if (licence) given.push(licence)
  }
  const suites = set.filter((one) => typeof one === 'object')
  for (const { skuId } of suites)
    if (!given.some((licence) => licence.skuId === skuId))
      take(chooseOf([findLicence(skuId, reading.skus)], reading, begun) ?? notOwned(findLicence(skuId)?.name ?? skuId))
  for (const one of set.filter(isCapability))
    if (!given.some((licence) => entitlesTo(licence, one)))
      take(chooseOf(ownedFor(one, reading), reading, begun) ?? notOwned(capabilityNames[one]))
  return chosen
}

/** No rule of Skype asks for a Teams Rooms licence or for lines of one's own. */
const isCapability = (one: Entitlement): one is Capability =>
  typeof one === 'string' && one !== 'room-licence' && one !== 'own-lines'

const notOwned = (name: string): SkypeLicence => ({ kind: 'not-owned', name })

const ownedFor = (capability: Capability, { skus }: Pick<LicenceReading, 'skus'>): Licence[] =>
  skus
    .flatMap((sku) => licenceOf(sku) ?? [])
    .filter((licence) => /^(?:skype|add-on)$/.test(licence.family) && entitlesTo(licence, capability))

/** One that was begun, else one with a free unit, else one to wait for. */
function chooseOf(
  licences: readonly (Licence | undefined)[],
  { skus }: Pick<LicenceReading, 'skus'>,
  begun: readonly string[],
): SkypeLicence | undefined {
  const owned = licences.flatMap((licence) => {
    const sku = skus.find(({ skuId }) => skuId === licence?.skuId)
    return licence && sku ? [{ licence, isFree: sku.free > 0 || begun.includes(sku.skuId) }] : []
  })
  const found =
    owned.find(({ licence }) => begun.includes(licence.skuId)) ?? owned.find(({ isFree }) => isFree) ?? owned[0]
  return found && { kind: found.isFree ? 'assign' : 'none-free', skuId: found.licence.skuId, name: found.licence.name }
}

/** What cannot be had comes last, what has to be waited for before it; then fewest units. */
const costOf = (choices: readonly SkypeLicence[]): number =>
  choices.reduce((sum, { kind }) => sum + (kind === 'not-owned' ? 10_000 : kind === 'none-free' ? 100 : 1), 0)
