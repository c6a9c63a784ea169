import { findDetailProblem } from './details.ts'
import { refuse, type Refusal } from './identify.ts'
import type { Room } from './request.ts'
import type { Snapshot } from './snapshot.ts'
import { homesOf, type Topology } from './topology.ts'

export const asksForSkype = ({ services }: Pick<Room, 'services'>): boolean => services !== 'teams'
export const asksForTeams = ({ services }: Pick<Room, 'services'>): boolean => services !== 'skype'

/** Where a room's Skype could be. */
export interface SkypeHome {
  topology: Topology
  /** Skype for Business Online has answered. */
  hasSkypeOnline?: true | undefined
}

/** Skype where it still is: on a server, or online if Microsoft has not ended it there. */
export const getsSkype = (room: Pick<Room, 'services'>, { topology, hasSkypeOnline }: SkypeHome): boolean =>
  asksForSkype(room) && (homesOf[topology].skype === 'server' || hasSkypeOnline === true)

/** What a room is ready for in the end, in words. */
export const wordsOfServices = (room: Pick<Room, 'services'>, home: SkypeHome): string =>
  [
    ...(asksForTeams(room) ? ['Microsoft Teams Rooms'] : []),
    ...(getsSkype(room, home) ? ['Skype for Business'] : []),
  ].join(' and ')

/** A number comes with it. */
export const asksForEnterpriseVoice = ({
  enterpriseVoice,
  phoneNumber,
}: Pick<Room, 'enterpriseVoice' | 'phoneNumber'>): boolean => enterpriseVoice || phoneNumber !== undefined

export const asksForVoice = ({
  phoneNumber,
  enterpriseVoice,
  dialOut,
}: Pick<Room, 'phoneNumber' | 'enterpriseVoice' | 'dialOut'>): boolean =>
  phoneNumber !== undefined || enterpriseVoice || dialOut !== 'none'

/** Whether something of Teams administration is asked for; a number belongs to Skype where the room gets that. */
export const teamsWishesOf = (room: Room, home: SkypeHome): TeamsWishes => ({
  ...(asksForTeams(room) && room.meetingPolicy !== undefined && { meetingPolicy: room.meetingPolicy }),
  ...(asksForTeams(room) && room.callingPolicy !== undefined && { callingPolicy: room.callingPolicy }),
  ...(asksForTeams(room) &&
    !getsSkype(room, home) &&
    room.phoneNumber !== undefined && { phoneNumber: room.phoneNumber }),
})

export type TeamsWishes = Pick<Room, 'phoneNumber' | 'meetingPolicy' | 'callingPolicy'>

/**
 * What cannot be had where the account is. Skype for Business Online was retired on 31 July 2021 (Microsoft's retirement page): where it does not answer, who asks for both
 * gets Teams and is told so, and who asks for Skype alone is told what there is instead.
 */
export function findImpossible(room: Room, snapshot: Snapshot, topology: Topology): Refusal | undefined {
  if (asksForTeams(room) && !homesOf[topology].hasCloud) return refuse('teams-needs-the-cloud')
  const inExchange = findDetailProblem(room, snapshot)
  if (inExchange) return inExchange
  if (snapshot.teamsFault) return refuse(snapshot.teamsFault)
  if (getsSkype(room, { topology, hasSkypeOnline: snapshot.hasSkypeOnline })) return findSkypeProblem(room, snapshot)
  if (room.services === 'skype') return refuse('skype-online-retired')
  return room.enterpriseVoice && room.phoneNumber === undefined ? refuse('voice-needs-a-number') : undefined
}

function findSkypeProblem(room: Room, snapshot: Snapshot): Refusal | undefined {
  if (snapshot.skypeFault) return refuse(snapshot.skypeFault)
  return hasPool(room, snapshot) ? undefined : refuse('registrar-pool-unknown')
}

/** Who has one keeps it; else it is given, or that of a neighbour. */
const hasPool = ({ registrarPool }: Room, { skype = {}, neighbourPool }: Snapshot): boolean =>
  registrarPool !== undefined || neighbourPool !== undefined || Boolean(skype['RegistrarPool'])
