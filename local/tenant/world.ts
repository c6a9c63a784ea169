import type { Collection, Documents } from '../kit/documents.ts'
import type { Pace } from './pace.ts'
import type { PasswordHash } from './password.ts'
import { openReplicas } from './replicas.ts'
import type { Replicas, Replicated } from './replicas.ts'
import type { CalendarSettings, PlaceSettings } from './exchange/cmdletData.ts'

/** A user as Entra ID has it; ids are shared by everything that belongs to one account. */
export interface User {
  id: string
  userPrincipalName: string
  displayName: string
  mail: string | null
  mailNickname: string
  proxyAddresses: string[]
  accountEnabled: boolean
  passwordPolicies: string | null
  usageLocation: string | null
  onPremisesSyncEnabled: true | null
  createdDateTime: string
  lastPasswordChangeDateTime: string
  deletedDateTime: string | null
  forceChangePasswordNextSignIn: boolean
  /** Absent: a random one that nobody knows. */
  password?: PasswordHash
  passwordSets: number
}

export type RecipientTypeDetails =
  | 'RoomMailbox'
  | 'EquipmentMailbox'
  | 'SharedMailbox'
  | 'UserMailbox'
  | 'MailContact'
  | 'MailUser'
  | 'MailUniversalDistributionGroup'

/** Whatever holds a mail address in Exchange. */
export interface Recipient {
  id: string
  exchangeGuid: string
  recipientTypeDetails: RecipientTypeDetails
  name: string
  alias: string
  displayName: string
  primarySmtpAddress: string
  /** `SMTP:` before the primary address, `smtp:` before the others. */
  emailAddresses: string[]
  resourceCapacity: number | null
  hiddenFromAddressListsEnabled: boolean
  mailTip: string | null
  office: string | null
  phone: string | null
  isDirSynced: boolean
  whenCreated: string
  whenSoftDeleted: string | null
}

export interface RegionalSettings {
  Language: string | null
  TimeZone: string | null
  isFolderNameLocalised: boolean
}

export interface AssignedLicence {
  skuId: string
  disabledPlans: string[]
  assignedAt: string
}

/** Units of one subscription; `consumed` counts at once, whatever a store shows. */
export interface Subscription {
  skuPartNumber: string
  enabled: number
  consumed: number
}

/**
 * The tenant's state. Calendar, place, region and licences of an account exist only where they differ from a new room's.
 * Everything written between two `changes()` of different value is one effect.
 */
export interface World {
  users: Replicas<User>
  recipients: Replicas<Recipient>
  calendars: Replicas<Partial<CalendarSettings>>
  places: Replicas<Partial<PlaceSettings>>
  regions: Replicas<RegionalSettings>
  licences: Replicas<AssignedLicence[]>
  subscriptions: Collection<Subscription>
  /** Ids of whatever has or had this id, name, alias or address, in any spelling of case; ask the stores what is true. */
  holders(key: string): string[]
  changes(): number
  /** Of something that is kept beside the world. */
  noteChange(): void
}

export function openWorld(documents: Documents, pace: Pace): World {
  const index = new Map<string, string[]>()
  let changes = 0
  const facet = <T>(kind: string, keysOf?: (value: T) => string[]): Replicas<T> =>
    openReplicas(documents.of<Replicated<T>>(kind), pace, (id, value) => {
      changes += 1
      if (value && keysOf) for (const key of keysOf(value)) addHolder(index, key.toLowerCase(), id)
    })
  return {
    users: facet('user', userKeys),
    recipients: facet('recipient', recipientKeys),
    calendars: facet('calendar'),
    places: facet('place'),
    regions: facet('region'),
    licences: facet('licences'),
    subscriptions: documents.of('subscription'),
    holders: (key) => index.get(key.toLowerCase()) ?? [],
    changes: () => changes,
    noteChange: () => void (changes += 1),
  }
}

function addHolder(index: Map<string, string[]>, key: string, id: string): void {
  const held = index.get(key)
  if (!held) index.set(key, [id])
  else if (!held.includes(id)) held.push(id)
}

export function plainAddresses(addresses: readonly string[]): string[] {
  return addresses.map((address) => address.replace(/^smtp:/i, '').toLowerCase())
}

function userKeys(user: User): string[] {
  return [user.id, user.userPrincipalName, ...plainAddresses(user.proxyAddresses)]
}

/** What Exchange accepts as an Identity: the GUIDs, the name, the alias and every address. */
export function recipientKeys(recipient: Recipient): string[] {
  const { id, exchangeGuid, name, alias, emailAddresses } = recipient
  return [id, exchangeGuid, name, alias, ...plainAddresses(emailAddresses)]
}
