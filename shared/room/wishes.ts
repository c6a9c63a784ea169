import { refuse, type Refusal } from './identify.ts'
import type { Room } from './request.ts'
import type { Snapshot } from './snapshot.ts'
import { homesOf, type Topology } from './topology.ts'

export const asksForSkype = ({ services }: Pick<Room, 'services'>): boolean => services !== 'teams'
export const asksForTeams = ({ services }: Pick<Room, 'services'>): boolean => services !== 'skype'

export const asksForVoice = ({ phoneNumber, enterpriseVoice, dialOut }: Room): boolean =>
  phoneNumber !== undefined || enterpriseVoice || dialOut !== 'none'

/**
 * What cannot be had where the account is. Skype for Business Online was retired on 31 July 2021 (Microsoft's retirement page): who asks for both gets Teams and is told so,
 * who asks for Skype alone is told what there is instead.
 */
export function findImpossible(room: Room, snapshot: Snapshot, topology: Topology): Refusal | undefined {
  if (asksForTeams(room) && !homesOf[topology].hasCloud) return refuse('teams-needs-the-cloud')
  const isOnServer = asksForSkype(room) && homesOf[topology].skype === 'server'
  if (isOnServer && !hasPool(room, snapshot)) return refuse('registrar-pool-unknown')
  // Whom a room may call is its voice policy there; a plan for calls is of Teams.
  if (isOnServer) return room.dialOut === 'none' ? undefined : refuse('voice-not-available')
  if (room.services === 'skype') return refuse('skype-online-retired')
  return asksForVoice(room) ? refuse('voice-not-available') : undefined
}

/** Who has one keeps it; else it is given, or that of a neighbour. */
const hasPool = ({ registrarPool }: Room, { skype = {}, neighbourPool }: Snapshot): boolean =>
  registrarPool !== undefined || neighbourPool !== undefined || Boolean(skype['RegistrarPool'])
