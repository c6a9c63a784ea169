import { readers, type Need, type Purpose } from './need.ts'

const calendarRoles = 'Microsoft365DSC 1.26, EXOCalendarProcessing and EXOPlace, settings.json'
const appOnly = 'Microsoft, exchange/app-only-auth-powershell-v2, 2026-08'
const placesAdministrator = 'Microsoft, "Places Administrator" role group'
const assumed = 'unverified: follows from the names of the roles'

const exchange = (need: Omit<Need, 'kind' | 'where'> & Partial<Pick<Need, 'where'>>): Need => ({
  where: 'exchange-online',
  ...need,
  kind: 'exchange',
})

const asApp = (call: string, why: string, users: readonly Purpose[]): Need => ({
  kind: 'exchange-app',
  call,
  why,
  grants: ['Exchange.ManageAsApp'],
  users,
  where: 'exchange-online',
  source: appOnly,
})

const anyReader = ['View-Only Recipients', 'Mail Recipients', 'Mail Recipient Creation'] as const

/** Only rooms that ask for it need it, and their answer says so; no other room breaks off without it. */
const detail = (call: string, why: string, grants: Need['grants'], isWriting = false): Need =>
  exchange({
    call,
    why,
    grants,
    users: isWriting ? ['ensurePlace', 'undoChanges'] : readers,
    source: assumed,
    without: `a room that asks for it ends with a person (${why})`,
  })

const detailReaders = ['View-Only Recipients', 'Mail Recipients'] as const
const listReaders = [...detailReaders, 'Distribution Groups'] as const

const detailNeeds: readonly Need[] = [
  detail('Get-MailboxCalendarConfiguration', 'reading working hours', detailReaders),
  detail('Set-MailboxCalendarConfiguration', 'writing working hours', ['Mail Recipients'], true),
  detail('Get-MailboxFolderStatistics', 'finding the calendar by its id', detailReaders),
  detail('Get-MailboxFolderPermission', 'reading what colleagues see of a calendar', detailReaders),
  detail('Set-MailboxFolderPermission', 'writing what colleagues see of a calendar', ['Mail Recipients'], true),
  detail('Get-CASMailbox', 'reading the mobile device policy of a room', detailReaders),
  detail('Set-CASMailbox', 'giving a room a mobile device policy', ['Mail Recipients'], true),
  detail('Get-MobileDeviceMailboxPolicy', 'knowing that a mobile device policy asks for no password', [
    'View-Only Configuration',
    'Recipient Policies',
  ]),
  detail('Get-DistributionGroupMember', 'reading which rooms are in a list', listReaders),
  detail('New-DistributionGroup', 'making a room list that is missing', ['Distribution Groups'], true),
  detail('Add-DistributionGroupMember', 'putting rooms into lists', ['Distribution Groups'], true),
  detail('Remove-DistributionGroupMember', 'taking that back', ['Distribution Groups'], true),
]

/** Cmdlets of Exchange Online and the management roles that give them. Which of them it has, Exchange tells by the list of cmdlets alone. */
export const exchangeNeeds: readonly Need[] = [
  asApp('InvokeCommand', 'calling Exchange Online at all', [
    ...readers,
    'ensureCalendar',
    'ensurePlace',
    'checkSignIn',
  ]),
  asApp('$batch', 'calling Exchange Online at all', [...readers, 'ensureCalendar', 'ensurePlace']),
  asApp('EXOModuleFile', 'knowing which cmdlets the service may run', ['preflight']),
  exchange({
    call: 'Get-OrganizationConfig',
    why: 'knowing whether modern authentication is on',
    grants: ['View-Only Configuration'],
    users: ['checkSignIn'],
    source: assumed,
    without: 'modern authentication is not checked, and the answer says so',
  }),
  exchange({
    call: 'Get-Recipient',
    why: 'finding who holds an address',
    grants: anyReader,
    users: readers,
    source: assumed,
  }),
  exchange({
    call: 'Get-Mailbox',
    why: 'reading mailboxes, deleted ones too',
    grants: anyReader,
    users: readers,
    source: assumed,
  }),
  exchange({
    call: 'Get-CalendarProcessing',
    why: 'reading how a room answers invitations',
    grants: [...anyReader, 'TenantPlacesManagement'],
    users: readers,
    source: calendarRoles,
  }),
  exchange({
    call: 'Get-Place',
    why: 'reading building, floor and equipment',
    grants: [...anyReader, 'TenantPlacesManagement'],
    users: readers,
    source: calendarRoles,
  }),
  exchange({
    call: 'Get-MailboxRegionalConfiguration',
    why: 'reading time zone and language',
    grants: anyReader,
    users: readers,
    source: assumed,
  }),
  exchange({
    call: 'New-Mailbox',
    why: 'making a room mailbox',
    grants: ['Mail Recipient Creation'],
    users: ['ensureMailbox'],
    where: 'cloud-account',
    source: assumed,
  }),
  exchange({
    call: 'Set-Mailbox',
    why: 'making a room of another kind of mailbox, and back',
    grants: ['Mail Recipients'],
    users: ['ensureMailbox', 'undoChanges'],
    source: assumed,
  }),
  exchange({
    call: 'Set-CalendarProcessing',
    why: 'having the room answer invitations by itself, or refuse them where it is given up',
    grants: ['Mail Recipients', 'TenantPlacesManagement'],
    users: ['ensureCalendar', 'closeBookings', 'undoChanges'],
    source: calendarRoles,
  }),
  exchange({
    call: 'Set-Place',
    why: 'writing building, floor and equipment',
    grants: ['TenantPlacesManagement'],
    users: ['ensurePlace', 'undoChanges'],
    source: placesAdministrator,
  }),
  exchange({
    call: 'Set-MailboxRegionalConfiguration',
    why: 'writing time zone and language',
    grants: ['Mail Recipients'],
    users: ['ensurePlace', 'undoChanges'],
    source: assumed,
  }),
  ...detailNeeds,
]

/** A cmdlet that only a wide role gives: who is shown it holds more than rooms need. */
export const tellTales: readonly { cmdlet: string; role: string; means: string; source: string }[] = [
  {
    cmdlet: 'New-ManagementRoleAssignment',
    role: 'Role Management',
    means: 'it can give itself and others any right in Exchange',
    source: 'Microsoft, exchange/permissions-exo, "Role Management"',
  },
  {
    cmdlet: 'New-TransportRule',
    role: 'Transport Rules',
    means: 'it can redirect mail of the whole organisation',
    source: 'Microsoft, exchange/permissions-exo, "Transport Rules"',
  },
  {
    cmdlet: 'Set-OrganizationConfig',
    role: 'Organization Configuration',
    means: 'it can change Exchange for the whole organisation',
    source: 'Microsoft, exchange/permissions-exo, "Organization Configuration"',
  },
  {
    cmdlet: 'New-ComplianceSearch',
    role: 'Mailbox Search',
    means: 'it can search the mail of the whole organisation',
    source: 'unverified: follows from the name of the role',
  },
]
