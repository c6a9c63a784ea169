import { filled, identity, oneOf, someOf, timeSpan, timeZone } from './parameterTypes.ts'

/** Working hours of a calendar, and who sees what in it. Pages and dates as in cmdletData.ts. */
const readers = ['View-Only Recipients', 'Mail Recipients'] as const
const writers = ['Mail Recipients'] as const

/** Each with the default that the page Set-MailboxCalendarConfiguration gives. */
export const workingHoursDefaults = {
  WorkDays: 'Weekdays',
  WorkingHoursStartTime: '08:00:00',
  WorkingHoursEndTime: '17:00:00',
  WorkingHoursTimeZone: 'Pacific Standard Time',
}

/** Combinations before single days, as the page names them. */
export const dayNames = {
  AllDays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  Weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  WeekEndDays: ['Sunday', 'Saturday'],
  None: [],
} as const

const days = someOf(
  ...'None AllDays Weekdays WeekEndDays Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
)

const singleRights = `None CreateItems CreateSubfolders DeleteAllItems DeleteOwnedItems EditAllItems EditOwnedItems
  FolderContact FolderOwner FolderVisible ReadItems`
const roles = `Author Contributor Editor NonEditingAuthor Owner PublishingAuthor PublishingEditor Reviewer
  AvailabilityOnly LimitedDetails`
const accessRights = someOf(...singleRights.split(/\s+/), ...roles.split(/\s+/))

/** What a calendar shows to people of the organisation, and to others, until it is changed. */
export const usualPermissions: Record<string, string[]> = { Default: ['AvailabilityOnly'], Anonymous: ['None'] }

export const calendarFolderCmdlets = {
  'Get-MailboxCalendarConfiguration': {
    source: 'Get-MailboxCalendarConfiguration.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: ['Identity'],
    parameters: {
      Identity: identity,
    },
    elsewhere: 'MailboxLocation',
  },
  'Set-MailboxCalendarConfiguration': {
    source: 'Set-MailboxCalendarConfiguration.md, 2026-05-15',
    roles: writers,
    latency: 'setRegion',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      WorkDays: days,
      WorkingHoursStartTime: timeSpan,
      WorkingHoursEndTime: timeSpan,
      WorkingHoursTimeZone: timeZone,
    },
    elsewhere: `AgendaMailEnabled AgendaMailIntroductionEnabled AgendaPaneEnabled AutoDeclineWhenBusy
      CalendarFeedsPreferredLanguage CalendarFeedsPreferredRegion CalendarFeedsRootPageId Confirm
      ConversationalSchedulingEnabled CreateEventsFromEmailAsPrivate DailyAgendaMailSchedule
      DefaultMeetingDuration DefaultMinutesToReduceLongEventsBy DefaultMinutesToReduceShortEventsBy
      DefaultOnlineMeetingProvider DefaultReminderTime DeleteMeetingRequestOnRespond
      DiningEventsFromEmailEnabled EntertainmentEventsFromEmailEnabled EventsFromEmailEnabled FirstWeekOfYear
      FlightEventsFromEmailEnabled HotelEventsFromEmailEnabled InvoiceEventsFromEmailEnabled
      LocationDetailsInFreeBusy MailboxLocation OnlineMeetingsByDefaultEnabled
      PackageDeliveryEventsFromEmailEnabled PreserveDeclinedMeetings RemindersEnabled ReminderSoundEnabled
      RentalCarEventsFromEmailEnabled ServiceAppointmentEventsFromEmailEnabled ShortenEventScopeDefault
      ShowWeekNumbers SkipAgendaMailOnFreeDays TimeIncrement UseBrightCalendarColorThemeInOwa WeatherEnabled
      WeatherLocationBookmark WeatherLocations WeatherUnit WeekStartDay WhatIf WorkspaceUserEnabled`,
  },
  'Get-MailboxFolderStatistics': {
    source: 'Get-MailboxFolderStatistics.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: ['Identity', 'FolderScope'],
    parameters: {
      Identity: identity,
      FolderScope: oneOf('Calendar'),
    },
    elsewhere: `Database StoreMailboxIdentity Archive DiagnosticInfo IncludeAnalysis IncludeOldestAndNewestItems
      IncludeSoftDeletedRecipients ResultSize SkipCount UseCustomRouting`,
  },
  'Get-MailboxFolderPermission': {
    source: 'Get-MailboxFolderPermission.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      User: filled(256),
    },
    elsewhere: 'GroupMailbox ResultSize SkipCount UseCustomRouting',
  },
  'Set-MailboxFolderPermission': {
    source: 'Set-MailboxFolderPermission.md, 2026-05-15',
    roles: writers,
    latency: 'setRegion',
    required: ['Identity', 'User', 'AccessRights'],
    parameters: {
      Identity: identity,
      User: filled(256),
      AccessRights: accessRights,
    },
    elsewhere: 'Confirm SendNotificationToUser SharingPermissionFlags WhatIf',
  },
  'Add-MailboxFolderPermission': {
    source: 'Add-MailboxFolderPermission.md, 2026-05-15',
    roles: writers,
    latency: 'setRegion',
    required: ['Identity', 'User', 'AccessRights'],
    parameters: {
      Identity: identity,
      User: filled(256),
      AccessRights: accessRights,
    },
    elsewhere: 'Confirm SendNotificationToUser SharingPermissionFlags WhatIf',
  },
} as const
