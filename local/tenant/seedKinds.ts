import type { RecipientTypeDetails } from './world.ts'

interface Kind {
  /** What Exchange has of it, if anything. */
  type?: RecipientTypeDetails
  /** Whether Entra ID has a user for it. */
  hasUser: boolean
}

/** What can be there to begin with. Types: page Get-Recipient, RecipientTypeDetails, 2026-02-27. */
export const seedKinds = {
  room: { type: 'RoomMailbox', hasUser: true },
  /** A room that was deleted and can be restored. */
  deleted: { type: 'RoomMailbox', hasUser: true },
  equipment: { type: 'EquipmentMailbox', hasUser: true },
  shared: { type: 'SharedMailbox', hasUser: true },
  user: { type: 'UserMailbox', hasUser: true },
  scheduling: { type: 'SchedulingMailbox', hasUser: true },
  linked: { type: 'LinkedMailbox', hasUser: true },
  discovery: { type: 'DiscoveryMailbox', hasUser: true },
  mailUser: { type: 'MailUser', hasUser: true },
  contact: { type: 'MailContact', hasUser: false },
  group: { type: 'MailUniversalDistributionGroup', hasUser: false },
  roomList: { type: 'RoomList', hasUser: false },
  dynamicGroup: { type: 'DynamicDistributionGroup', hasUser: false },
  /** A Microsoft 365 group. */
  unifiedGroup: { type: 'GroupMailbox', hasUser: false },
  /** A user without a mailbox. */
  account: { hasUser: true },
  /** The account of an auto attendant or call queue. */
  attendant: { hasUser: true },
} as const satisfies Record<string, Kind>

export type SeedKind = keyof typeof seedKinds

export const seedKindNames = Object.keys(seedKinds) as SeedKind[]

export function kindOf(name: SeedKind): Kind {
  return seedKinds[name]
}
