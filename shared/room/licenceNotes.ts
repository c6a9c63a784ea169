import { missingFor, paperLicencesFor } from './capabilities.ts'
import { judgeLicences, type LicenceFindingCode } from './licenceFitness.ts'
import type { Room } from './request.ts'
import type { Assignment, Snapshot } from './snapshot.ts'
import { homesOf, type Topology } from './topology.ts'
import { asksForTeams } from './wishes.ts'

/**
 * What people should know about the licences of a room, a line each; nothing where nothing is to be said.
 * `coming` are SKU ids that will be held besides.
 */
export function licenceNotes(
  room: Room,
  { user, skus, teams }: Pick<Snapshot, 'user' | 'skus' | 'teams'>,
  topology: Topology,
  coming: readonly string[] = [],
): string[] {
  const assigned: Assignment[] = coming.map((skuId) => ({ skuId, state: 'Active' }))
  // Whether there are lines of one's own is not read; a number that Teams took shows that calls have a way.
  const hasOwnLines = room.phoneNumber !== undefined && teams?.['PhoneNumber'] === room.phoneNumber
  const reading = { licences: [...(user?.licences ?? []), ...assigned], skus, hasOwnLines }
  return [
    ...(asksForTeams(room) ? [...sayWrong(room, reading), ...sayMissing(room, reading)] : []),
    ...sayPaper(room, topology),
    ...sayPassedOver(room, topology),
  ]
}

type Reading = Parameters<typeof missingFor>[1]

/** Said elsewhere: what is missing below, the country among the settings. */
const saidElsewhere: LicenceFindingCode[] = ['lacks-voice', 'no-usage-location']

const sayWrong = (room: Room, reading: Reading): string[] =>
  judgeLicences(reading, { room })
    .filter(({ code, severity }) => severity !== 'note' && !saidElsewhere.includes(code))
    .map(({ says, remedy }) => `${says} ${remedy}`)

function sayMissing(room: Room, reading: Reading): string[] {
  const missing = missingFor(room, reading).map(({ title, lacks, toBuy }) => {
    const isOfCalls = lacks.some((one) => typeof one === 'string' && one.startsWith('calling-'))
    return `${title} (${toBuy.join(' and ')}${isOfCalls ? ', or Direct Routing or Operator Connect' : ''})`
  })
  return missing.length > 0 ? [`Not in the licences of the room, with what gives it: ${missing.join('; ')}.`] : []
}

/** Dial-in and dial-out are things of licences in the cloud. */
function sayPassedOver(room: Room, topology: Topology): string[] {
  const { dialIn, dialOut } = room
  const wishes = [...(dialIn ? ['dial-in'] : []), ...(dialOut === 'none' ? [] : [`dial-out (${dialOut})`])]
  if (asksForTeams(room) || homesOf[topology].skype !== 'server' || wishes.length === 0) return []
  return [
    `Not acted on: ${wishes.join(' and ')}. On Skype for Business Server the organisation's own telephony decides about it: ask for Enterprise Voice and a voice policy.`,
  ]
}

function sayPaper(room: Room, topology: Topology): string[] {
  const [first, ...others] = paperLicencesFor(room, homesOf[topology].skype === 'server')
  if (!first) return []
  return [`Also needed: ${[first, ...others].map(({ name }) => name).join(', ')} (${first.note}).`]
}
