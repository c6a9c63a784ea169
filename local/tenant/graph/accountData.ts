import type { GraphCall, GraphResource } from './graphData.ts'

const anyUser = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']

/** Calls about one account besides its own properties and licences. */
export const accountCalls = {
  'GET /users/{id}/manager': {
    permissions: anyUser,
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole': {
    permissions: ['User.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All', 'Group.Read.All'].concat([
      'Group.ReadBasic.All',
      'GroupMember.Read.All',
      'GroupMember.ReadBasic.All',
    ]),
    options: ['$select', '$count'],
    headers: ['consistencylevel'],
    units: 5,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /users/{id}/calendarView': {
    // The file names Calendars.ReadBasic; as an app role it is Calendars.ReadBasic.All (permissions/new/provisioningInfo.json).
    permissions: ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
    options: ['startDateTime', 'endDateTime', '$select', '$top', '$skip'],
    units: 1,
    latency: 'graphList',
    source: 'permissions.json, 2026-08-07',
  },
  'DELETE /users/{id}': {
    permissions: ['User.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'learn, graph/api/user-delete, 2025',
  },
  'POST /directory/deletedItems/{id}/restore': {
    permissions: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'permissions.json, 2026-08-07',
  },
} as const satisfies Record<string, GraphCall>

export const accountResources = {
  event: {
    usual: ['id', 'subject', 'organizer', 'start', 'end', 'isAllDay', 'isCancelled', 'isOrganizer', 'showAs'].concat([
      'sensitivity',
      'type',
    ]),
    selected: [],
    elsewhere: `allowNewTimeProposals attachments attendees body bodyPreview cancelledOccurrences categories changeKey
      createdDateTime hasAttachments hideAttendees iCalUId importance isDraft isOnlineMeeting isReminderOn
      lastModifiedDateTime location locations onlineMeeting onlineMeetingProvider onlineMeetingUrl originalEndTimeZone
      originalStart originalStartTimeZone recurrence reminderMinutesBeforeStart responseRequested responseStatus
      seriesMasterId transactionId webLink`,
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  directoryRole: {
    usual: ['id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId'],
    selected: [],
    elsewhere: '',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
} as const satisfies Record<string, GraphResource>

/** Without one of these a role is shown by its id alone (learn, graph/api/user-list-transitivememberof, limited information). */
export const roleReaders = ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory'].concat([
  'Directory.Read.All',
  'Directory.ReadWrite.All',
])
