import { initialDomain as castDomain } from './domains.ts'
import type { Seed } from './seedAccount.ts'

/** What a Teams Room needs (learn, microsoftteams/rooms/create-resource-account, mailbox properties). */
export const teamsRoomCalendar = {
  AutomateProcessing: 'AutoAccept',
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
  ProcessExternalMeetingMessages: true,
  AddAdditionalResponse: true,
  AdditionalResponse: 'This is a Microsoft Teams Meeting room!',
}

const password = 'pass@word1'

/** A room with nothing left to do. */
export const compliantRoom = {
  kind: 'room',
  password,
  licences: ['Microsoft_Teams_Rooms_Pro'],
  user: { passwordPolicies: 'DisablePasswordExpiration', usageLocation: 'NO' },
  mailbox: { resourceCapacity: 10 },
  calendar: teamsRoomCalendar,
  place: { Building: 'Aker Brygge 1', Floor: 4, City: 'Oslo', CountryOrRegion: 'NO', Capacity: 10, MTREnabled: true },
  region: { Language: 'nb-NO', TimeZone: 'W. Europe Standard Time' },
} as const satisfies Omit<Seed, 'address'>

/** The accounts that every rehearsal starts with. */
export const cast: readonly Seed[] = [
  {
    kind: 'room',
    address: `confrm1@${castDomain}`,
    displayName: 'Conference Room 1',
    password,
    user: { createdDateTime: '2018-03-05T08:00:00Z', lastPasswordChangeDateTime: '2026-09-01T08:00:00Z' },
    // Rooms made by PowerShell before 15 November 2018 have AutoUpdate (page Set-CalendarProcessing).
    mailbox: { whenCreated: '2018-03-05T08:00:00Z' },
    calendar: { AutomateProcessing: 'AutoUpdate' },
  },
  {
    kind: 'user',
    address: `alice@${castDomain}`,
    displayName: 'Alice Almond',
    password,
    licences: ['ENTERPRISEPACK'],
    user: { usageLocation: 'NO', givenName: 'Alice', surname: 'Almond', jobTitle: 'Buyer' },
  },
  // From whose mailbox a room is booked to see that it answers.
  { kind: 'user', address: `canary@${castDomain}`, displayName: 'Booking Probe', user: { usageLocation: 'NO' } },
  { kind: 'shared', address: `reception@${castDomain}`, displayName: 'Reception', user: { accountEnabled: false } },
  { ...compliantRoom, address: `board1@${castDomain}`, displayName: 'Board Room 1' },
  {
    ...compliantRoom,
    address: `disabled1@${castDomain}`,
    displayName: 'Disabled Room 1',
    licences: [],
    user: { ...compliantRoom.user, accountEnabled: false },
  },
]

/** Units bought, and those that others in the tenant hold. */
export const subscriptions = [
  { skuPartNumber: 'Microsoft_Teams_Rooms_Pro', enabled: 25, consumed: 4 },
  { skuPartNumber: 'Microsoft_Teams_Rooms_Basic', enabled: 25, consumed: 0 },
  { skuPartNumber: 'MEETING_ROOM', enabled: 2, consumed: 0 },
  { skuPartNumber: 'ENTERPRISEPACK', enabled: 100, consumed: 60 },
] as const
