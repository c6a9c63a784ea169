import type { Topology } from './topology.ts'
import { retirement } from './topologyRetirement.ts'

/** Who is called: Exchange Online, Microsoft Graph, or the worker, for everything that stands on servers and for Skype for Business Online. */
export const services = ['Exchange Online', 'Graph', 'worker'] as const
export type Service = (typeof services)[number]

export type Master =
  | 'Exchange Online'
  | 'Exchange Server'
  | 'Active Directory'
  | 'Entra ID'
  | 'Teams'
  | 'Skype for Business Server'
  | 'Skype for Business Online'

/** What is done about an account, from the first look to the last; an undo makes calls of the same step. */
export const topologySteps = {
  identify: 'Identify',
  mailbox: 'Mailbox',
  autoAccept: 'Auto-accept and calendar',
  place: 'Place and time zone',
  neverExpires: 'Password never expires, sign-in',
  skype: 'Skype for Business',
  licence: 'Teams licence',
  teams: 'Teams policies and number',
  verify: 'Verify',
  signIn: 'Sign-in possible',
  booking: 'Test booking',
  retire: 'Give up the room',
} as const
export type TopologyStep = keyof typeof topologySteps

/** One step in one topology: whom it calls with what, and who masters the values; or why there is no such step. */
export type Cell =
  | { calls: Partial<Record<Service, readonly string[]>>; masteredBy: readonly Master[]; note?: string }
  | { notApplicable: string }

/** Of these only what is asked for. */
const detailReads = [
  'Get-MailboxCalendarConfiguration',
  'Get-MailboxFolderStatistics',
  'Get-MailboxFolderPermission',
  'Get-CASMailbox',
  'Get-MobileDeviceMailboxPolicy',
  'Get-DistributionGroupMember',
]
const detailWrites = [
  'Set-MailboxCalendarConfiguration',
  'Set-MailboxFolderPermission',
  'Set-CASMailbox',
  'New-DistributionGroup',
  'Add-DistributionGroupMember',
  'Remove-DistributionGroupMember',
]
const exchangeReads = [
  ...detailReads,
  'Get-Recipient',
  'Get-Mailbox',
  'Get-CalendarProcessing',
  'Get-Place',
  'Get-MailboxRegionalConfiguration',
]
const serverReads = [
  ...detailReads,
  'Get-Recipient',
  'Get-Mailbox',
  'Get-CalendarProcessing',
  'Get-MailboxRegionalConfiguration',
  'Get-ExchangeServer',
]
const skypeOnlineReads = ['Get-CsMeetingRoom', 'Get-CsOnlineUser']
const skypeOnlineAlone =
  'Skype for Business Online is read where `ROOMWRIGHT_SKYPE_ONLINE` is `ask` and Skype is asked for; it is all that the worker is asked.'
/** Of the plan, policies, pool and number only what is asked for. */
const skypeReads = ['Get-CsMeetingRoom', 'Get-CsUser', 'Get-CsPool', 'Get-CsDialPlan', 'Get-CsVoicePolicy']
const graphReads = [
  'GET /users',
  'GET /directory/deletedItems/microsoft.graph.user',
  'GET /subscribedSkus',
  'GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole',
  'GET /users/{id}/manager',
  'GET /users/{id}/calendarView',
  'GET /admin/teams/userConfigurations/{id}',
  'GET /admin/teams/policy/getPolicyId',
  'GET /admin/teams/telephoneNumberManagement/numberAssignments',
]

const reading: Record<Topology, Cell> = {
  online: {
    calls: { 'Exchange Online': exchangeReads, Graph: graphReads, worker: skypeOnlineReads },
    masteredBy: ['Exchange Online', 'Entra ID', 'Teams'],
    note: skypeOnlineAlone,
  },
  'on-premises': {
    calls: { worker: ['Get-ADUser', ...serverReads, ...skypeReads] },
    masteredBy: ['Active Directory', 'Exchange Server', 'Skype for Business Server'],
  },
  'exchange-online-skype-server': {
    calls: {
      worker: ['Get-ADUser', 'Get-Recipient', ...skypeReads],
      'Exchange Online': exchangeReads,
      Graph: graphReads,
    },
    masteredBy: ['Active Directory', 'Exchange Online', 'Skype for Business Server', 'Entra ID', 'Teams'],
  },
  'exchange-server-teams-online': {
    calls: { worker: ['Get-ADUser', ...serverReads, ...skypeOnlineReads], Graph: graphReads },
    masteredBy: ['Active Directory', 'Exchange Server', 'Entra ID', 'Teams'],
    note: 'Skype for Business Online is read where `ROOMWRIGHT_SKYPE_ONLINE` is `ask` and Skype is asked for.',
  },
}

const serverMailbox: Cell = {
  calls: { worker: ['New-Mailbox', 'Disable-ADAccount', 'Enable-Mailbox', 'Set-Mailbox'] },
  masteredBy: ['Exchange Server'],
  note: 'An account that gets its mailbox is blocked for sign-in first: Exchange refuses one that can sign in.',
}
const onlineCalendar: Cell = {
  calls: { 'Exchange Online': ['Set-CalendarProcessing'] },
  masteredBy: ['Exchange Online'],
}
const serverCalendar: Cell = { calls: { worker: ['Set-CalendarProcessing'] }, masteredBy: ['Exchange Server'] }
const placeWrites = ['Set-Place', 'Set-MailboxRegionalConfiguration']
const onlinePlace: Cell = {
  calls: { 'Exchange Online': [...placeWrites, 'Set-Mailbox', ...detailWrites] },
  masteredBy: ['Exchange Online'],
  note: 'A room list that is missing is made, and stays.',
}
const serverPlace: Cell = {
  calls: { worker: ['Set-MailboxRegionalConfiguration', 'Set-Mailbox', ...detailWrites] },
  masteredBy: ['Exchange Server'],
  note: 'Exchange Server has no places: building, floor, seats, city, equipment, accessibility and tags are not written. Its room lists are not those of the cloud.',
}
const synchronisedPlace: Cell = {
  calls: { worker: ['Set-RemoteMailbox'], 'Exchange Online': [...placeWrites, ...detailWrites] },
  masteredBy: ['Active Directory', 'Exchange Online'],
  note: 'Whether it is hidden and its MailTip are written inside and come with the synchronisation; the city is mastered there too and is not written. Of what was no room before, the pointer in the local directory becomes that of a room too.',
}

const directoryWrites = ['Set-ADUser', 'Set-ADAccountPassword', 'Get-ADUser', 'Enable-ADAccount', 'Disable-ADAccount']
const synchronisedAccount: Cell = {
  calls: { worker: directoryWrites, Graph: ['PATCH /users/{id}', 'GET /users/{id}'] },
  masteredBy: ['Active Directory'],
  note: 'The country of the licence alone is written in Entra ID.',
}

const skypeServer: Cell = {
  calls: {
    worker: [
      'Enable-CsMeetingRoom',
      'Set-CsMeetingRoom',
      'Grant-CsDialPlan',
      'Grant-CsVoicePolicy',
      'Disable-CsMeetingRoom',
    ],
  },
  masteredBy: ['Skype for Business Server'],
  note: 'Disable-CsMeetingRoom only takes back what was enabled.',
}
const skypeOnline: Cell = {
  calls: { worker: ['Enable-CsMeetingRoom', 'Set-CsMeetingRoom', 'Disable-CsMeetingRoom'] },
  masteredBy: ['Skype for Business Online'],
  note: 'Microsoft retired it on 31 July 2021: only where `ROOMWRIGHT_SKYPE_ONLINE` is `ask` and it still answers, after the licence and when the account shows there. Never run against a live tenant.',
}

const licence: Cell = {
  calls: {
    Graph: [
      'GET /users/{id}',
      'GET /subscribedSkus',
      'POST /users/{id}/assignLicense',
      'GET /groups/{id}',
      'POST /groups/{id}/members/$ref',
    ],
  },
  masteredBy: ['Entra ID'],
  note: 'Through a group where one gives the licence.',
}

const teams: Cell = {
  calls: {
    Graph: [
      'GET /admin/teams/policy/getPolicyId',
      'POST /admin/teams/policy/userAssignments/assign',
      'POST /admin/teams/policy/userAssignments/unassign',
      'GET /admin/teams/telephoneNumberManagement/numberAssignments',
      'POST /admin/teams/telephoneNumberManagement/numberAssignments/assignNumber',
      'POST /admin/teams/telephoneNumberManagement/numberAssignments/unassignNumber',
      'GET /admin/teams/telephoneNumberManagement/operations',
    ],
  },
  masteredBy: ['Teams'],
  note: 'Only where it is asked for; the number of a room that is for Skype too belongs to Skype where that is on a server.',
}
const noCloud: Cell = { notApplicable: 'There is no account in the cloud, and Teams is a cloud service.' }

const signInReads = [
  'GET /users/{id}',
  'GET /organization',
  'GET /policies/identitySecurityDefaultsEnforcementPolicy',
  'POST /identity/conditionalAccess/evaluate',
]
const triedInside = 'A password that the request has set is really tried.'
const synchronisedSignIn: Cell = {
  calls: {
    worker: ['Get-CsOAuthConfiguration', 'Test-RoomSignIn'],
    Graph: signInReads,
    'Exchange Online': ['Get-OrganizationConfig'],
  },
  masteredBy: ['Active Directory', 'Entra ID', 'Exchange Online', 'Skype for Business Server'],
  note: triedInside,
}

const testBooking: Cell = {
  calls: {
    Graph: [
      'POST /users/{id}/events',
      'GET /users/{id}/events/{event}',
      'DELETE /users/{id}/events/{event}',
      'GET /users/{id}/calendarView',
    ],
  },
  masteredBy: ['Exchange Online'],
  note: 'Where a canary mailbox is configured.',
}
const notProbed: Cell = { notApplicable: 'Its mailbox is on a server of the organisation, where no test is booked.' }

/**
 * Where each step runs, in each topology. A test drives the clients through every step and compares, both ways.
 * The four topologies: Microsoft, "Configure accounts for Skype Room Systems v2".
 */
export const topologyTable: Record<TopologyStep, Record<Topology, Cell>> = {
  identify: reading,
  mailbox: {
    online: {
      calls: {
        'Exchange Online': ['New-Mailbox', 'Set-Mailbox'],
        Graph: ['POST /directory/deletedItems/{id}/restore'],
      },
      masteredBy: ['Exchange Online'],
      note: 'A deleted room comes back with its account.',
    },
    'on-premises': serverMailbox,
    'exchange-online-skype-server': {
      calls: {
        worker: ['New-RemoteMailbox', 'Disable-ADAccount', 'Enable-RemoteMailbox'],
        'Exchange Online': ['Set-Mailbox'],
      },
      masteredBy: ['Exchange Online'],
      note: 'The account and a pointer to the mailbox are made inside; the mailbox comes with the next synchronisation, which is waited for.',
    },
    'exchange-server-teams-online': serverMailbox,
  },
  autoAccept: {
    online: onlineCalendar,
    'on-premises': serverCalendar,
    'exchange-online-skype-server': onlineCalendar,
    'exchange-server-teams-online': serverCalendar,
  },
  place: {
    online: onlinePlace,
    'on-premises': serverPlace,
    'exchange-online-skype-server': synchronisedPlace,
    'exchange-server-teams-online': serverPlace,
  },
  neverExpires: {
    online: { calls: { Graph: ['PATCH /users/{id}', 'GET /users/{id}'] }, masteredBy: ['Entra ID'] },
    'on-premises': { calls: { worker: directoryWrites }, masteredBy: ['Active Directory'] },
    'exchange-online-skype-server': synchronisedAccount,
    'exchange-server-teams-online': synchronisedAccount,
  },
  skype: {
    online: skypeOnline,
    'on-premises': skypeServer,
    'exchange-online-skype-server': skypeServer,
    'exchange-server-teams-online': skypeOnline,
  },
  licence: {
    online: licence,
    'on-premises': noCloud,
    'exchange-online-skype-server': licence,
    'exchange-server-teams-online': licence,
  },
  teams: {
    online: teams,
    'on-premises': noCloud,
    'exchange-online-skype-server': teams,
    'exchange-server-teams-online': teams,
  },
  verify: reading,
  signIn: {
    online: {
      calls: { Graph: signInReads, 'Exchange Online': ['Get-OrganizationConfig'] },
      masteredBy: ['Entra ID', 'Exchange Online'],
      note: 'Nobody signs in: what could be in the way is read.',
    },
    'on-premises': {
      calls: { worker: ['Get-OrganizationConfig', 'Get-CsOAuthConfiguration', 'Test-RoomSignIn'] },
      masteredBy: ['Active Directory', 'Exchange Server', 'Skype for Business Server'],
      note: triedInside,
    },
    'exchange-online-skype-server': synchronisedSignIn,
    'exchange-server-teams-online': {
      calls: { worker: ['Get-OrganizationConfig', 'Test-RoomSignIn'], Graph: signInReads },
      masteredBy: ['Active Directory', 'Entra ID', 'Exchange Server'],
      note: triedInside,
    },
  },
  booking: {
    online: testBooking,
    'on-premises': notProbed,
    'exchange-online-skype-server': testBooking,
    'exchange-server-teams-online': notProbed,
  },
  retire: retirement,
}
