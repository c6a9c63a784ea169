const source = 'permissions.json, 2026-08-07'
// The file names Calendars.ReadBasic; as an app role it is Calendars.ReadBasic.All (permissions/new/provisioningInfo.json).
const readers = ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'] as const
const writers = ['Calendars.ReadWrite'] as const

export const eventCalls = {
  'POST /users/{id}/events': { permissions: writers, options: [], units: 1, latency: 'eventWrite', source },
  'GET /users/{id}/events/{eventId}': {
    permissions: readers,
    options: ['$select'],
    units: 1,
    latency: 'eventRead',
    source,
  },
  'DELETE /users/{id}/events/{eventId}': { permissions: writers, options: [], units: 1, latency: 'eventWrite', source },
  'POST /users/{id}/events/{eventId}/cancel': {
    permissions: writers,
    options: [],
    units: 1,
    latency: 'eventWrite',
    source,
  },
} as const

/** What can be said about an event and is not played. */
const unplayed = `allowNewTimeProposals hideAttendees importance isAllDay isDraft isOnlineMeeting isReminderOn locations
  onlineMeetingProvider recurrence reminderMinutesBeforeStart responseRequested sensitivity showAs`

export const newEventElsewhere = `${unplayed} attachments extensions singleValueExtendedProperties
  multiValueExtendedProperties originalStart proposedNewTime address coordinates locationEmailAddress locationType
  locationUri uniqueId uniqueIdType`

/** The event of Graph as its organiser reads it; calendarView shows less of it. */
export const eventResources = {
  organizedEvent: {
    usual: ['id', 'createdDateTime', 'subject', 'bodyPreview', 'body', 'start', 'end', 'location'].concat(
      ['attendees', 'organizer', 'isOrganizer', 'isCancelled', 'responseStatus', 'type', 'iCalUId'],
      ['transactionId'],
    ),
    selected: [],
    elsewhere: `${unplayed} cancelledOccurrences categories changeKey hasAttachments lastModifiedDateTime onlineMeeting
      onlineMeetingUrl originalEndTimeZone originalStart originalStartTimeZone seriesMasterId webLink`,
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
} as const
