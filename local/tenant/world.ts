import type { Collection, Documents } from '../kit/documents.ts'
import type { Pace } from './pace.ts'
import type { PasswordHash } from './password.ts'
import { openReplicas } from './replicas.ts'
import type { Replicas, Replicated } from './replicas.ts'
import type { CalendarSettings, PlaceSettings } from './exchange/cmdletData.ts'
import type { NamedLocation, Policy } from './graph/conditionalAccessBodies.ts'
import type { Meeting, OrganizedEvent } from './meetings.ts'
import type { LoggedSignIn } from './signIns.ts'
import type { Application, ServicePrincipal } from './servicePrincipals.ts'
import type { SkypeOnlineRoom } from './skypeOnline/skypeOnlineCmdlets.ts'
import type { Switches } from './switches.ts'
import type { NumberOperation, TeamsPolicy, TelephoneNumber } from './teams.ts'

/** What tells a person from the account of a room. */
export interface PersonalData {
  givenName: string | null
  surname: string | null
  jobTitle: string | null
  department: string | null
  employeeId: string | null
  mobilePhone: string | null
}

/** A user as Entra ID has it; ids are shared by everything that belongs to one account. */
export interface User extends Partial<PersonalData> {
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
  managerId?: string
  /** Names from directoryRoles.ts. */
  directoryRoles?: string[]
}

export type RecipientTypeDetails =
  | 'RoomMailbox'
  | 'EquipmentMailbox'
  | 'SharedMailbox'
  | 'UserMailbox'
  | 'SchedulingMailbox'
  | 'LinkedMailbox'
  | 'DiscoveryMailbox'
  | 'GroupMailbox'
  | 'MailUser'
  | 'MailContact'
  | 'MailUniversalDistributionGroup'
  | 'DynamicDistributionGroup'
  | 'RoomList'

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

export interface WorkingHours {
  WorkDays: string
  WorkingHoursStartTime: string
  WorkingHoursEndTime: string
  WorkingHoursTimeZone: string
}

export interface ClientAccess {
  ActiveSyncEnabled: boolean
  /** Null: the default one. */
  ActiveSyncMailboxPolicy: string | null
}

export interface DevicePolicy {
  Name: string
  PasswordEnabled: boolean
  AllowNonProvisionableDevices: boolean
}

export interface AssignedLicence {
  skuId: string
  disabledPlans: string[]
  assignedAt: string
}

/** A licence that a user has, or should have, by a group. */
export interface InheritedLicence extends AssignedLicence {
  groupId: string
  state: 'Active' | 'Error'
  error: 'None' | 'CountViolation' | 'MutuallyExclusiveViolation'
}

export interface Group {
  id: string
  displayName: string
  mailNickname: string
  description: string | null
  mailEnabled: boolean
  securityEnabled: boolean
  groupTypes: string[]
  membershipRule: string | null
  membershipRuleProcessingState: 'On' | 'Paused' | null
  /** Ids of users; of a dynamic group, those that it had when its processing was paused. */
  members: string[]
  licences: { skuId: string; disabledPlans: string[] }[]
  createdDateTime: string
}

/** Units of one subscription; `consumed` counts at once, whatever a store shows. */
export interface Subscription {
  skuPartNumber: string
  enabled: number
  consumed: number
  /** Absent: Enabled. */
  capabilityStatus?: CapabilityStatus
}

/** What a subscription can still do (learn, graph/api/resources/subscribedsku). */
export type CapabilityStatus = 'Enabled' | 'Warning' | 'Suspended' | 'Deleted' | 'LockedOut'

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
  inherited: Replicas<InheritedLicence[]>
  /** What stands in the calendar of a mailbox. */
  meetings: Replicas<Meeting[]>
  groups: Replicas<Group>
  /** Registrations by their unique name, and the service principals that were made for them. */
  apps: { registrations: Replicas<Application>; principals: Replicas<ServicePrincipal> }
  subscriptions: Collection<Subscription>
  accessPolicies: Replicas<Policy>
  namedLocations: Replicas<NamedLocation>
  workingHours: Replicas<Partial<WorkingHours>>
  /** Rights on a mailbox's calendar, by Default, Anonymous or a recipient's id. */
  folderPermissions: Replicas<Record<string, string[]>>
  /** The ids of a distribution group's members. */
  distributionMembers: Replicas<string[]>
  clientAccess: Replicas<ClientAccess>
  /** By name in lower case. */
  devicePolicies: Replicas<DevicePolicy>
  /** Invitations, in their organisers' mailboxes. */
  events: Replicas<OrganizedEvent>
  /** The sign-in log, by the id of a line. */
  signIns: Replicas<LoggedSignIn>
  /** Under one id, what is switched otherwise than at first. */
  switches: Collection<Partial<Switches>>
  /** The tenant's inventory of telephone numbers, by number. */
  numbers: Replicas<TelephoneNumber>
  numberOperations: Replicas<NumberOperation>
  /** Rooms that are enabled for Skype for Business Online, by the account's id. */
  skypeRooms: Collection<SkypeOnlineRoom>
  /** The Teams policies that exist; assignments by user: the type in lower case to the policy's id. */
  teamsPolicies: Collection<TeamsPolicy>
  teamsAssignments: Replicas<Record<string, string>>
  /** Real time in milliseconds. */
  now(): number
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
    inherited: facet('inherited'),
    meetings: facet('meetings'),
    groups: facet('group', groupKeys),
    apps: { registrations: facet('application'), principals: facet('servicePrincipal') },
    subscriptions: documents.of('subscription'),
    accessPolicies: facet('accessPolicy'),
    namedLocations: facet('namedLocation'),
    ...openDetails(facet),
    events: facet('event'),
    signIns: facet('signIn'),
    switches: documents.of('switches'),
    numbers: facet('telephoneNumber'),
    numberOperations: facet('numberOperation'),
    skypeRooms: documents.of('skypeRoom'),
    teamsPolicies: documents.of('teamsPolicy'),
    teamsAssignments: facet('teamsAssignments'),
    now: () => pace.now(),
    holders: (key) => index.get(key.toLowerCase()) ?? [],
    changes: () => changes,
    noteChange: () => void (changes += 1),
  }
}

/** What Exchange keeps of a mailbox beside the mailbox. */
const openDetails = (facet: <T>(kind: string) => Replicas<T>) => ({
  workingHours: facet<Partial<WorkingHours>>('workingHours'),
  folderPermissions: facet<Record<string, string[]>>('folderPermissions'),
  distributionMembers: facet<string[]>('distributionMembers'),
  clientAccess: facet<ClientAccess>('clientAccess'),
  devicePolicies: facet<DevicePolicy>('devicePolicy'),
})

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

function groupKeys({ id, displayName, mailNickname }: Group): string[] {
  return [id, displayName, mailNickname]
}

/** What Exchange accepts as an Identity: the GUIDs, the name, the alias and every address. */
export function recipientKeys(recipient: Recipient): string[] {
  const { id, exchangeGuid, name, alias, emailAddresses } = recipient
  return [id, exchangeGuid, name, alias, ...plainAddresses(emailAddresses)]
}
