import { cast, compliantRoom, subscriptions, teamsRoomCalendar } from './cast.ts'
import { initialDomain } from './domains.ts'
import { drawNumber } from './seededDraw.ts'
import { seedAccount } from './seedAccount.ts'
import type { Seed } from './seedAccount.ts'
import { synchronise } from './onPremises/directorySync.ts'
import { onPremisesCast } from './onPremises/onPremisesCast.ts'
import { seedOnPremises } from './onPremises/seedOnPremises.ts'
import type { Services } from './serve.ts'
import { seedTeams } from './teamsCast.ts'

type Condition = Omit<Seed, 'address'>

const { user, licences: _, place: __, ...bare } = compliantRoom

/** The states in which an estate's rooms are found; the first is much the commonest. */
const conditions: readonly Condition[] = [
  compliantRoom,
  { ...compliantRoom, calendar: {} },
  { ...compliantRoom, calendar: { ...teamsRoomCalendar, AutomateProcessing: 'AutoUpdate' } },
  { ...compliantRoom, calendar: { ...teamsRoomCalendar, DeleteComments: true } },
  { ...compliantRoom, calendar: { ...teamsRoomCalendar, ProcessExternalMeetingMessages: false } },
  { ...compliantRoom, user: { ...user, accountEnabled: false } },
  { ...compliantRoom, user: { ...user, passwordPolicies: null } },
  { ...compliantRoom, user: { ...user, usageLocation: null }, licences: [] },
  { ...compliantRoom, licences: [] },
  { ...compliantRoom, licences: ['ENTERPRISEPACK'] },
  { ...compliantRoom, licences: ['Microsoft_Teams_Rooms_Basic'] },
  { ...bare, user, licences: [...compliantRoom.licences] },
  { ...compliantRoom, mailbox: { ...compliantRoom.mailbox, hiddenFromAddressListsEnabled: true } },
  { ...compliantRoom, mailbox: { isDirSynced: true }, user: { ...user, onPremisesSyncEnabled: true } },
]

const compliantShare = 0.4

/** As many existing rooms as asked, each in a condition drawn from the seed. */
function drawPopulation(seed: number, rooms: number): Seed[] {
  return Array.from({ length: rooms }, (_, position) => {
    const number = String(position + 1).padStart(5, '0')
    const drawn = drawNumber(seed, 'condition', position)
    const scaled = Math.max(0, drawn - compliantShare) / (1 - compliantShare)
    const condition = conditions[Math.ceil(scaled * (conditions.length - 1))] ?? compliantRoom
    return { ...condition, address: `room-${number}@${initialDomain}`, displayName: `Room ${number}` }
  })
}

const mostRooms = 10_000

/**
 * Puts the fixed cast and as many rooms into a new file; a file that is there is left as it is, and must be of the same seed.
 * Licences for the rooms are bought on top, so that as many units are free as with the cast alone.
 */
export function populate(services: Services, rooms: number): void {
  const { documents, world, facts, onPremises } = services
  if (!(rooms >= 0 && rooms <= mostRooms)) throw new Error(`rooms is ${rooms}: give a number from 0 to ${mostRooms}`)
  const { seed } = facts
  const made = documents.of<{ seed: number }>('tenant')
  const before = made.get('made')
  if (before && before.seed !== seed) {
    throw new Error(`the file was made with seed ${before.seed}, not ${seed}: use that seed, or another file`)
  }
  if (before) return
  const at = new Date().toISOString()
  const population = drawPopulation(seed, rooms)
  documents.together(() => {
    for (const subscription of subscriptions) {
      const used = population.filter(({ licences = [] }) => licences.includes(subscription.skuPartNumber)).length
      world.subscriptions.put(subscription.skuPartNumber, { ...subscription, enabled: subscription.enabled + used })
    }
    for (const account of [...cast, ...population]) seedAccount(world, facts, account, at)
    seedTeams(world, facts)
    for (const object of onPremisesCast) seedOnPremises(onPremises, facts, object, at)
    synchronise(services, true)
    made.put('made', { seed })
  })
}
