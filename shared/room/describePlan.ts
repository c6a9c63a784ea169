import { placeNotes } from './details.ts'
import { sayDevice } from './device.ts'
import { isRoomLicence } from './licence.ts'
import { licenceOf } from './licenceCatalogue.ts'
import { licenceNotes } from './licenceNotes.ts'
import { nameOfLicence, roomLicencesOf } from './licences.ts'
import { licencesFor, needsLicence } from './licenceSet.ts'
import type { Plan } from './plan.ts'
import type { ProfiledRoom } from './profiles.ts'
import type { Room } from './request.ts'
import { describeChanges, differencesFor, toDo } from './settings/catalogue.ts'
import type { Snapshot } from './snapshot.ts'
import { homesOf } from './topology.ts'

const kinds: Record<string, string> = {
  SharedMailbox: 'shared mailbox',
  UserMailbox: 'user mailbox',
  account: 'account without a mailbox',
}

/** What would be done, in words for the person who decides about it. */
export function describePlan(plan: Plan, room: ProfiledRoom, snapshot: Snapshot, lookAlikes: string[]): string[] {
  return [
    sayMove(plan, room),
    ...sayProfile(room),
    ...(plan.topology === 'online' ? [] : [`Where: ${homesOf[plan.topology].words}`]),
    ...sayDifferences(plan),
    ...(isChanged(plan) ? sayLicenceChange(room, snapshot) : []),
    ...(isChanged(plan) && needsLicence(room, snapshot) ? [sayLicences(snapshot, comingTo(room, snapshot))] : []),
    ...licenceNotes(room, snapshot, plan.topology, isChanged(plan) ? comingTo(room, snapshot) : []),
    ...placeNotes(room, snapshot, plan.topology),
    ...(plan.kind === 'create' ? [] : sayMeetings(snapshot)),
    ...(plan.device ? [sayDevice(plan.device)] : []),
    ...(lookAlikes.length > 0 ? [`Rooms with similar names: ${lookAlikes.join(', ')}`] : []),
  ]
}

const sayProfile = ({ profile, because }: ProfiledRoom): string[] =>
  profile === undefined ? [] : [`Profile ${profile}: ${because ?? ''}`]

const isChanged = ({ work }: Plan): boolean => work === undefined || work.steps.length > 0

function sayMove({ kind, address, from }: Plan, { name }: Room): string {
  const { type = '', name: known = '' } = from ?? {}
  const words: Record<Plan['kind'], string> = {
    create: `Make the room mailbox ${address} for "${name}"`,
    reuse: `Put the room mailbox ${address} right`,
    convert: `Turn the ${kinds[type] ?? 'mailbox'} "${known}" (${address}) into a room mailbox`,
    restore: `Bring back the deleted room "${known}" (${address}) with its calendar`,
  }
  return words[kind]
}

/** A licence is told apart, with how many are left. */
const sayDifferences = ({ work }: Plan): string[] => {
  const settings = toDo(work?.differences ?? []).filter((one) => !differencesFor('assignLicence', [one]).includes(one))
  return describeChanges(settings)
}

/** SKU ids that would be assigned. */
const comingTo = (room: Room, snapshot: Snapshot): string[] => licencesFor(room, snapshot)?.missing ?? []

/** Two room licences exclude each other, so the other one goes in the same call. */
function sayLicenceChange(room: Room, snapshot: Snapshot): string[] {
  const { others = [], room: coming = '' } = licencesFor(room, snapshot) ?? {}
  if (others.length === 0) return []
  const going = others.map((skuId) => nameOfLicence(skuId, snapshot.skus)).join(', ')
  return [`Licence: ${going} → ${nameOfLicence(coming, snapshot.skus)}; ${going} is free again at once`]
}

/** Of room licences, and of those beside them that would be assigned. */
function sayLicences({ skus, user }: Snapshot, coming: string[]): string {
  const held = user ? roomLicencesOf(user, skus).map(({ name }) => name) : []
  const left = skus.flatMap((sku) => {
    const licence = licenceOf(sku)
    return licence && (isRoomLicence(licence) || coming.includes(sku.skuId))
      ? [`${licence.name}: ${sku.free} left`]
      : []
  })
  const has = held.length > 0 ? `The room has ${held.join(', ')}. ` : ''
  return `${has}Licences: ${left.join(', ') || 'none are owned'}`
}

/** Fifty is as far as anybody counts; what could not be read is not said. */
function sayMeetings({ meetings }: Snapshot): string[] {
  if (meetings === undefined) return []
  return [`Meetings to come: ${meetings === 0 ? 'none' : meetings >= 50 ? '50 or more' : meetings}`]
}
