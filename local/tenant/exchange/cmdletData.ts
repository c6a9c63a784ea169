import {
  address,
  anyWhole,
  coordinates,
  country,
  culture,
  filled,
  flag,
  identity,
  oneOf,
  onlyNull,
  onPremises,
  password,
  plainText,
  resultSize,
  someOf,
  text,
  texts,
  timeZone,
  toggle,
  whole,
} from './parameterTypes.ts'
import type { ValuesOf } from './parameterTypes.ts'

import { calendarFolderCmdlets } from './calendarFolderData.ts'
import { deviceAccessCmdlets } from './deviceAccessData.ts'
import { distributionGroupCmdlets } from './distributionGroupData.ts'
import { organisationCmdlets } from './organisationData.ts'

/** Each with the default that the page gives for a room made today in Exchange Online (page: Set-CalendarProcessing). */
export const calendarSettings = {
  AutomateProcessing: { ...oneOf('None', 'AutoUpdate', 'AutoAccept'), default: 'AutoAccept' },
  AddAdditionalResponse: { ...flag, default: false },
  AdditionalResponse: { ...text(), default: null },
  AddNewRequestsTentatively: { ...flag, default: true },
  AddOrganizerToSubject: { ...flag, default: true },
  AllBookInPolicy: { ...flag, default: true },
  AllowConflicts: { ...flag, default: false },
  AllowRecurringMeetings: { ...flag, default: true },
  AllRequestInPolicy: { ...flag, default: false },
  AllRequestOutOfPolicy: { ...flag, default: false },
  BookingType: { ...oneOf('Standard', 'Reserved'), default: 'Standard' },
  BookingWindowInDays: { ...whole(0, 1080), default: 180 },
  ConflictPercentageAllowed: { ...whole(0, 100), default: 0 },
  DeleteAttachments: { ...flag, default: true },
  DeleteComments: { ...flag, default: true },
  DeleteNonCalendarItems: { ...flag, default: true },
  DeleteSubject: { ...flag, default: true },
  EnableResponseDetails: { ...flag, default: true },
  EnforceCapacity: { ...flag, default: false },
  EnforceSchedulingHorizon: { ...flag, default: true },
  ForwardRequestsToDelegates: { ...flag, default: true },
  MaximumConflictInstances: { ...anyWhole, default: 0 },
  MaximumDurationInMinutes: { ...anyWhole, default: 1440 },
  MinimumDurationInMinutes: { ...anyWhole, default: 0 },
  OrganizerInfo: { ...flag, default: true },
  ProcessExternalMeetingMessages: { ...flag, default: false },
  RemoveCanceledMeetings: { ...flag, default: false },
  RemoveForwardedMeetingNotifications: { ...flag, default: false },
  RemoveOldMeetingMessages: { ...flag, default: true },
  RemovePrivateProperty: { ...flag, default: true },
  ScheduleOnlyDuringWorkHours: { ...flag, default: false },
  TentativePendingApproval: { ...flag, default: true },
} as const

/** `mastered`: refused on a room that is synchronised from on-premises (note on the page Set-Place). */
export const placeSettings = {
  AudioDeviceName: text(),
  Building: text(),
  Capacity: anyWhole,
  City: { ...text(), mastered: true },
  CountryOrRegion: { ...country, mastered: true },
  DisplayDeviceName: text(),
  Floor: whole(-2_147_483_648, 2_147_483_647),
  FloorLabel: text(),
  GeoCoordinates: { ...coordinates, mastered: true },
  IsWheelChairAccessible: flag,
  Label: text(),
  MTREnabled: flag,
  Phone: { ...text(), mastered: true },
  PostalCode: { ...text(), mastered: true },
  State: { ...text(), mastered: true },
  Street: { ...text(), mastered: true },
  Tags: texts,
  VideoDeviceName: text(),
} as const

const mailboxTypes = ['RoomMailbox', 'EquipmentMailbox', 'SharedMailbox', 'UserMailbox'].concat([
  'SchedulingMailbox',
  'LinkedMailbox',
  'DiscoveryMailbox',
  'GroupMailbox',
])
const recipientTypes = [...mailboxTypes, 'MailUser', 'MailContact', 'MailUniversalDistributionGroup'].concat([
  'DynamicDistributionGroup',
  'RoomList',
])

/**
 * Roles: Microsoft365DSC settings of EXOCalendarProcessing and EXOPlace, and learn, "Places Administrator".
 * That New-Mailbox comes with Mail Recipient Creation, and the regional cmdlets with Mail Recipients, is an assumption.
 */
const readers = ['View-Only Recipients', 'Mail Recipients', 'Mail Recipient Creation'] as const
const calendarReaders = [...readers, 'TenantPlacesManagement'] as const

/**
 * What Exchange Online accepts: each cmdlet with its parameters, the roles that give it and its page. Pages are those of
 * github.com/MicrosoftDocs/office-docs-powershell, exchange/exchange-ps/ExchangePowerShell, as of 2026-08-21; the date of an
 * entry is the page's last change. A parameter that the cloud has but the local tenant has not is named under `elsewhere`;
 * one that is in neither list does not exist in Exchange Online.
 */
export const cmdlets = {
  'Get-Recipient': {
    source: 'Get-Recipient.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: [],
    parameters: {
      Identity: identity,
      Filter: text(),
      RecipientTypeDetails: someOf(...recipientTypes),
      ResultSize: resultSize,
    },
    elsewhere: `Anr AuthenticationType BookmarkDisplayName Capabilities IncludeBookmarkObject IncludeManagerWithDisplayName
      IncludeSoftDeletedRecipients OrganizationalUnit Properties PropertySet RecipientPreviewFilter RecipientType SortBy`,
  },
  'Get-Mailbox': {
    source: 'Get-Mailbox.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: [],
    parameters: {
      Identity: identity,
      Filter: text(),
      RecipientTypeDetails: someOf(...mailboxTypes),
      ResultSize: resultSize,
      SoftDeletedMailbox: toggle,
    },
    elsewhere: `Anr Archive GroupMailbox InactiveMailboxOnly IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames
      IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames IncludeAcceptMessagesOnlyFromWithDisplayNames
      IncludeEmailAddressDisplayNames IncludeForwardingAddressWithDisplayNames
      IncludeGrantSendOnBehalfToWithDisplayNames IncludeInactiveMailbox MailboxPlan Migration OrganizationalUnit
      PublicFolder SortBy`,
  },
  'New-Mailbox': {
    source: 'New-Mailbox.md, 2026-05-15',
    roles: ['Mail Recipient Creation'],
    latency: 'newMailbox',
    required: ['Name'],
    parameters: {
      Name: plainText(64),
      Room: toggle,
      Alias: filled(64),
      DisplayName: filled(256),
      PrimarySmtpAddress: address,
      ResourceCapacity: anyWhole,
      Office: text(),
      Phone: text(),
      EnableRoomMailboxAccount: onPremises,
      RoomMailboxPassword: onPremises,
      Password: password,
    },
    elsewhere: `ActiveSyncMailboxPolicy Archive Confirm Discovery Equipment FederatedIdentity FirstName Force HoldForMigration
      ImmutableId InactiveMailbox Initials IsExcludedFromServingHierarchy LastName MailboxPlan MailboxRegion
      MicrosoftOnlineServicesID Migration ModeratedBy ModerationEnabled OrganizationalUnit ProxyEmailAddress PublicFolder
      RemotePowerShellEnabled RemovedMailbox ResetPasswordOnNextLogon RoleAssignmentPolicy SendModerationNotifications
      Shared TargetAllMDBs WhatIf`,
  },
  'Set-Mailbox': {
    source: 'Set-Mailbox.md, 2026-05-15',
    roles: ['Mail Recipients'],
    latency: 'setMailbox',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      DisplayName: filled(256),
      HiddenFromAddressListsEnabled: flag,
      MailTip: text(175),
      Office: text(),
      ResourceCapacity: anyWhole,
      Type: oneOf('Regular', 'Room', 'Equipment', 'Shared', 'Workspace', 'Desk'),
      EnableRoomMailboxAccount: onPremises,
      RoomMailboxPassword: onPremises,
      Password: password,
    },
    elsewhere: `AcceptMessagesOnlyFrom AcceptMessagesOnlyFromDLMembers AcceptMessagesOnlyFromSendersOrMembers AccountDisabled
      AddressBookPolicy Alias ApplyMandatoryProperties ArchiveName AuditAdmin AuditDelegate AuditEnabled AuditLogAgeLimit
      AuditOwner AutoArchivingEnabled BypassModerationFromSendersOrMembers CalendarRepairDisabled
      CalendarVersionStoreDisabled ClearThrottlingPolicyAssignment Confirm CustomAttribute1 CustomAttribute2
      CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8
      CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14
      CustomAttribute15 DataEncryptionPolicy DefaultAuditSet DefaultPublicFolderMailbox DeliverToMailboxAndForward
      ElcProcessingDisabled EmailAddressDisplayNames EmailAddresses EndDateForRetentionHold EnforcedTimestamps
      ExcludeFromAllHolds ExcludeFromAllOrgHolds ExcludeFromOrgHolds ExtensionCustomAttribute1 ExtensionCustomAttribute2
      ExtensionCustomAttribute3 ExtensionCustomAttribute4 ExtensionCustomAttribute5 ExternalOofOptions Force
      ForwardingAddress ForwardingSmtpAddress GrantSendOnBehalfTo GroupMailbox ImmutableId InactiveMailbox
      IsExchangeCloudManaged IsExcludedFromServingHierarchy IssueWarningQuota JournalArchiveAddress Languages
      LitigationHoldDate LitigationHoldDuration LitigationHoldEnabled LitigationHoldOwner MailboxRegion
      MailTipTranslations MaxReceiveSize MaxSendSize MessageCopyForSendOnBehalfEnabled MessageCopyForSentAsEnabled
      MessageCopyForSMTPClientSubmissionEnabled MessageTrackingReadStatusEnabled MicrosoftOnlineServicesID ModeratedBy
      ModerationEnabled Name NonCompliantDevices ProhibitSendQuota ProhibitSendReceiveQuota ProvideConsent
      ProvisionedForOfficeGraph PublicFolder RecalculateInactiveMailbox RecipientLimits RejectMessagesFrom
      RejectMessagesFromDLMembers RejectMessagesFromSendersOrMembers RemoveComplianceTagHoldApplied
      RemoveDelayHoldApplied RemoveDelayReleaseHoldApplied RemoveDisabledArchive RemoveMailboxProvisioningConstraint
      RemoveOrphanedHolds RequireSenderAuthenticationEnabled ResourceCustom RetainDeletedItemsFor RetentionComment
      RetentionHoldEnabled RetentionPolicy RetentionUrl RoleAssignmentPolicy RulesQuota SchedulerAssistant
      SendModerationNotifications SharingPolicy SimpleDisplayName SingleItemRecoveryEnabled StartDateForRetentionHold
      StsRefreshTokensValidFrom UniqueRecipientsCountLimitLevel UniqueUnrestrictedGroupsLimitEnabled
      UpdateEnforcedTimestamp UseDatabaseQuotaDefaults UserCertificate UserSMimeCertificate WhatIf WindowsEmailAddress`,
  },
  'Get-CalendarProcessing': {
    source: 'Get-CalendarProcessing.md, 2026-02-27',
    roles: calendarReaders,
    latency: 'exchangeRead',
    required: ['Identity'],
    parameters: { Identity: identity },
    elsewhere: 'ResultSize',
  },
  'Set-CalendarProcessing': {
    source: 'Set-CalendarProcessing.md, 2026-05-15',
    roles: ['Mail Recipients', 'TenantPlacesManagement'],
    latency: 'setCalendar',
    required: ['Identity'],
    parameters: { Identity: identity, ...calendarSettings },
    elsewhere: `BookInPolicy Confirm EnableAutoRelease IgnoreDefaultScope PostReservationMaxClaimTimeInMinutes RequestInPolicy
      RequestOutOfPolicy ResourceDelegates WhatIf`,
  },
  'Get-Place': {
    source: 'Get-Place.md, 2026-02-27',
    roles: calendarReaders,
    latency: 'exchangeRead',
    required: [],
    parameters: { Identity: identity, Type: oneOf('Room'), ResultSize: resultSize },
    elsewhere: 'Confirm WhatIf',
  },
  'Set-Place': {
    source: 'Set-Place.md, 2026-05-18',
    roles: ['TenantPlacesManagement'],
    latency: 'setPlace',
    required: ['Identity'],
    parameters: { Identity: identity, ...placeSettings },
    elsewhere: 'Confirm ParentId WhatIf',
  },
  'Get-MailboxRegionalConfiguration': {
    source: 'Get-MailboxRegionalConfiguration.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: ['Identity'],
    parameters: { Identity: identity },
    elsewhere: 'Archive MailboxLocation UseCustomRouting VerifyDefaultFolderNameLanguage',
  },
  'Set-MailboxRegionalConfiguration': {
    source: 'Set-MailboxRegionalConfiguration.md, 2026-05-15',
    roles: ['Mail Recipients'],
    latency: 'setRegion',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      Language: culture,
      TimeZone: timeZone,
      DateFormat: onlyNull,
      TimeFormat: onlyNull,
      LocalizeDefaultFolderName: toggle,
    },
    elsewhere: 'Archive Confirm MailboxLocation UseCustomRouting WhatIf',
  },
  ...organisationCmdlets,
  ...calendarFolderCmdlets,
  ...distributionGroupCmdlets,
  ...deviceAccessCmdlets,
} as const

export type CmdletName = keyof typeof cmdlets

export type CalendarSettings = ValuesOf<typeof calendarSettings>
export type PlaceSettings = ValuesOf<typeof placeSettings>
/** What a cmdlet's function is given: checked and converted, with null for a value to be cleared. */
export type ParametersOf<C extends CmdletName> = Partial<ValuesOf<(typeof cmdlets)[C]['parameters']>>

/** A room's settings as the service shows them: its own over the defaults. */
export function withDefaults(own: Partial<CalendarSettings> | undefined): CalendarSettings {
  const defaults = Object.entries(calendarSettings).map(([name, setting]) => [name, setting.default])
  return { ...(Object.fromEntries(defaults) as CalendarSettings), ...own }
}
