import type { Bag, Holder, Sku, Snapshot, User } from '../../shared/room/snapshot.ts'
import { address } from './rooms.ts'

export const proSku = '4cde982a-ede4-4409-9ae6-b003453c8ea6'
export const basicSku = '6af4b3d6-14bb-4a2a-960c-6c902aad34f3'
export const standardSku = '6070a4c8-34c6-4937-8dfb-39bbc6397a60'
export const userId = '5d0b4d3e-1f0e-4c39-9f0e-0d6f1a2b3c4d'

export const aSku = (changes: Partial<Sku> = {}): Sku => ({
  skuId: proSku,
  partNumber: 'Microsoft_Teams_Rooms_Pro',
  free: 5,
  ...changes,
})

export const aUser = (changes: Partial<User> = {}): User => ({
  id: userId,
  upn: address,
  isEnabled: true,
  isSynced: false,
  isPrivileged: false,
  isVoiceApplication: false,
  personalDetails: [],
  passwordPolicies: 'DisablePasswordExpiration',
  passwordChangedAt: '2026-01-10T10:00:00Z',
  usageLocation: 'NO',
  licences: [{ skuId: proSku, state: 'Active' }],
  ...changes,
})

export const aHolder = (changes: Partial<Holder> = {}): Holder => ({
  type: 'RoomMailbox',
  name: 'Board',
  isSynced: false,
  ...changes,
})

/** What Exchange gives a new room: learn.microsoft.com, Set-CalendarProcessing, defaults for resource mailboxes. */
export const calendarDefaults: Bag = {
  AutomateProcessing: 'AutoAccept',
  AddOrganizerToSubject: true,
  DeleteComments: true,
  DeleteSubject: true,
  RemovePrivateProperty: true,
  ProcessExternalMeetingMessages: false,
  AddAdditionalResponse: false,
  AdditionalResponse: '',
  AllowConflicts: false,
  AllowRecurringMeetings: true,
  BookingWindowInDays: 180,
  EnforceSchedulingHorizon: true,
  MaximumDurationInMinutes: 1440,
  ConflictPercentageAllowed: 0,
  MaximumConflictInstances: 0,
  AllBookInPolicy: true,
  AllRequestInPolicy: false,
  AllRequestOutOfPolicy: false,
  BookInPolicy: null,
  ResourceDelegates: [],
  DeleteAttachments: true,
  DeleteNonCalendarItems: true,
  EnforceCapacity: false,
}

/** learn.microsoft.com, "Create resource accounts for Teams Rooms", mailbox settings. */
const calendarForTeams: Bag = {
  AutomateProcessing: 'AutoAccept',
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
  ProcessExternalMeetingMessages: true,
  AddAdditionalResponse: true,
  AdditionalResponse: 'This is a Microsoft Teams Rooms room: join the meeting from the console in the room.',
}

export const aMailbox = (changes: Bag = {}): Bag => ({
  RecipientTypeDetails: 'RoomMailbox',
  DisplayName: 'Board',
  PrimarySmtpAddress: address,
  HiddenFromAddressListsEnabled: false,
  ExternalDirectoryObjectId: userId,
  ...changes,
})

/** Nobody holds the address; the tenant owns free Pro licences. */
export const nothingThere = (changes: Partial<Snapshot> = {}): Snapshot => ({
  address,
  skus: [aSku()],
  ...changes,
})

/** A room that is exactly as `aRoom()` asks. */
export const compliantRoom = (changes: Partial<Snapshot> = {}): Snapshot => ({
  ...nothingThere(),
  holder: aHolder(),
  mailbox: aMailbox(),
  calendar: { ...calendarDefaults, ...calendarForTeams },
  place: { Building: 'Fjordgata 1', Floor: 4, FloorLabel: '4', Capacity: 12, City: null },
  regional: { TimeZone: 'W. Europe Standard Time' },
  user: aUser(),
  ...changes,
})

/** A room as New-Mailbox leaves it: enabled, with a password that nobody knows, and with documented defaults. */
export const newRoom = (changes: Partial<Snapshot> = {}): Snapshot => ({
  ...compliantRoom(),
  calendar: calendarDefaults,
  place: { Building: null, Floor: null, FloorLabel: null, Capacity: null, City: null },
  regional: { TimeZone: null },
  user: userOfNewRoom,
  ...changes,
})

const { usageLocation: _, ...userOfNewRoom } = aUser({ passwordPolicies: 'None', licences: [] })

export const personsMailbox = (changes: Partial<Snapshot> = {}): Snapshot =>
  compliantRoom({
    holder: aHolder({ type: 'UserMailbox', name: 'Per Person' }),
    mailbox: aMailbox({ RecipientTypeDetails: 'UserMailbox' }),
    user: aUser({ personalDetails: ['a job title'] }),
    ...changes,
  })
