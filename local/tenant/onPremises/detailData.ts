import type { OnPremisesCmdlet } from './cmdletShape.ts'
import {
  filled,
  identity,
  oneOf,
  resultSize,
  someOf,
  text,
  texts,
  timeSpan,
  timeZone,
  toggle,
} from './parameterTypes.ts'

const days = someOf(
  ...'None AllDays Weekdays WeekEndDays Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
)
const accessRights = someOf('None', 'AvailabilityOnly', 'LimitedDetails', 'Reviewer', 'Author', 'Editor', 'Owner')

const exchange = { server: 'Exchange', controller: 'DomainController' } as const
const reading = { ...exchange, latency: 'onPremisesRead' } as const
const writing = { ...exchange, latency: 'onPremisesWrite', shows: [] } as const

/** Each with the default that the page Set-MailboxCalendarConfiguration gives. */
export const workingHoursDefaults = {
  WorkDays: 'Weekdays',
  WorkingHoursStartTime: '08:00:00',
  WorkingHoursEndTime: '17:00:00',
  WorkingHoursTimeZone: 'Pacific Standard Time',
}

/** The built-in policy; one that asks for a password, and one for rooms. */
export const devicePolicies = [
  { Name: 'Default', PasswordEnabled: false },
  { Name: 'Phones', PasswordEnabled: true },
  { Name: 'Rooms', PasswordEnabled: false },
].map((policy) => ({ Identity: policy.Name, ...policy, AllowNonProvisionableDevices: true }))

/** Details of mailboxes, and room lists, in Exchange Server; pages as in exchangeData.ts. */
export const detailCmdlets = {
  'Get-MailboxCalendarConfiguration': {
    ...reading,
    source: 'Get-MailboxCalendarConfiguration.md, 2026-02-27',
    required: ['Identity'],
    parameters: { Identity: identity },
    shows: ['Identity', ...Object.keys(workingHoursDefaults)],
  },
  'Set-MailboxCalendarConfiguration': {
    ...writing,
    source: 'Set-MailboxCalendarConfiguration.md, 2026-05-15',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      WorkDays: days,
      WorkingHoursStartTime: timeSpan,
      WorkingHoursEndTime: timeSpan,
      WorkingHoursTimeZone: timeZone,
    },
  },
  'Get-MailboxFolderStatistics': {
    ...reading,
    source: 'Get-MailboxFolderStatistics.md, 2026-02-27',
    required: ['Identity'],
    parameters: { Identity: identity, FolderScope: oneOf('Calendar') },
    shows: ['Identity', 'Name', 'FolderType', 'FolderId'],
  },
  'Get-MailboxFolderPermission': {
    ...reading,
    source: 'Get-MailboxFolderPermission.md, 2026-02-27',
    required: ['Identity'],
    parameters: { Identity: identity, User: filled(256) },
    shows: ['Identity', 'User', 'AccessRights'],
  },
  'Set-MailboxFolderPermission': {
    ...writing,
    source: 'Set-MailboxFolderPermission.md, 2026-05-15',
    required: ['Identity', 'User', 'AccessRights'],
    parameters: { Identity: identity, User: filled(256), AccessRights: accessRights },
  },
  'Get-CASMailbox': {
    ...reading,
    source: 'Get-CASMailbox.md, 2026-02-27',
    required: ['Identity'],
    parameters: { Identity: identity },
    shows: ['Identity', 'ActiveSyncEnabled', 'ActiveSyncMailboxPolicy', 'ActiveSyncMailboxPolicyIsDefaulted'],
  },
  'Set-CASMailbox': {
    ...writing,
    source: 'Set-CASMailbox.md, 2026-07-08',
    required: ['Identity'],
    parameters: { Identity: identity, ActiveSyncMailboxPolicy: text },
  },
  'Get-MobileDeviceMailboxPolicy': {
    ...reading,
    source: 'Get-MobileDeviceMailboxPolicy.md, 2026-02-27',
    required: [],
    parameters: { Identity: identity },
    shows: ['Identity', 'Name', 'PasswordEnabled', 'AllowNonProvisionableDevices'],
  },
  'Get-DistributionGroupMember': {
    ...reading,
    source: 'Get-DistributionGroupMember.md, 2026-02-27',
    required: ['Identity'],
    parameters: { Identity: identity, ResultSize: resultSize },
    shows: ['Identity', 'Name', 'DisplayName', 'PrimarySmtpAddress', 'RecipientTypeDetails'],
  },
  'New-DistributionGroup': {
    ...writing,
    source: 'New-DistributionGroup.md, 2026-05-15',
    required: ['Name'],
    parameters: { Name: filled(64), RoomList: toggle, Members: texts },
  },
  'Add-DistributionGroupMember': {
    ...writing,
    source: 'Add-DistributionGroupMember.md, 2026-08-12',
    required: ['Identity', 'Member'],
    parameters: { Identity: identity, Member: filled(256) },
  },
  'Remove-DistributionGroupMember': {
    ...writing,
    source: 'Remove-DistributionGroupMember.md, 2026-05-15',
    required: ['Identity', 'Member'],
    parameters: { Identity: identity, Member: filled(256) },
  },
} as const satisfies Record<string, OnPremisesCmdlet>
