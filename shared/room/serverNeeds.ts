import type { Need, Purpose, Where } from './need.ts'

const readers: Purpose[] = [
  'identifyAndPlan',
  'ensureMailbox',
  'awaitRoom',
  'confirmPassword',
  'verifyRoom',
  'undoChanges',
]

type Server = [call: string, why: string, users: readonly Purpose[], where?: Where]

const onServer = (grant: string, usual: Where, source: string, needs: Server[]): Need[] =>
  needs.map(([call, why, users, where = usual]) => ({
    kind: 'server',
    call,
    why,
    grants: [grant],
    users,
    where,
    source,
  }))

/** Cmdlets that the worker runs inside the organisation, and the rights of the account that it runs them with. No cloud service shows these. */
export const serverNeeds: readonly Need[] = [
  ...onServer(
    'delegated control of user accounts and password reset, on the organisational unit of rooms',
    'worker',
    'Microsoft, Active Directory module for PowerShell; unverified on a live directory',
    [
      ['Get-ADUser', 'reading an account of the local directory', [...readers, 'ensureAccount']],
      ['Set-ADUser', 'a password that never expires', ['ensureAccount', 'undoChanges']],
      ['Set-ADAccountPassword', 'setting the password of a new or blocked room', ['ensureAccount']],
      ['Test-RoomSignIn', 'trying the password of a room against the directory', ['checkSignIn']],
      ['Enable-ADAccount', 'allowing sign-in', ['ensureAccount', 'undoChanges']],
      ['Disable-ADAccount', 'blocking sign-in', ['ensureMailbox', 'undoChanges']],
    ],
  ),
  ...onServer(
    'role group Recipient Management',
    'exchange-server',
    'Microsoft, Exchange Server, "Recipients permissions"',
    [
      ['Get-Recipient', 'finding who holds an address', readers, 'worker'],
      ['Get-Mailbox', 'reading mailboxes', readers],
      ['Get-CalendarProcessing', 'reading how a room answers invitations', readers],
      ['Get-MailboxRegionalConfiguration', 'reading time zone and language', readers],
      ['New-Mailbox', 'making an account with a room mailbox', ['ensureMailbox']],
      ['New-RemoteMailbox', 'making an account with a room mailbox in the cloud', ['ensureMailbox'], 'remote-mailbox'],
      ['Enable-Mailbox', 'giving an account a room mailbox', ['ensureMailbox']],
      ['Enable-RemoteMailbox', 'giving an account a room mailbox in the cloud', ['ensureMailbox'], 'remote-mailbox'],
      [
        'Set-RemoteMailbox',
        'calling a mailbox in the cloud a room in the local Exchange too, hiding it, and its MailTip',
        ['ensurePlace', 'undoChanges'],
        'remote-mailbox',
      ],
      ['Set-Mailbox', 'making a room of another kind of mailbox, and back', ['ensureMailbox', 'undoChanges']],
      ['Set-CalendarProcessing', 'having the room answer invitations by itself', ['ensureCalendar', 'undoChanges']],
      ['Set-MailboxRegionalConfiguration', 'writing time zone and language', ['ensurePlace', 'undoChanges']],
      ['Get-MailboxCalendarConfiguration', 'reading working hours', readers],
      ['Set-MailboxCalendarConfiguration', 'writing working hours', ['ensurePlace', 'undoChanges']],
      ['Get-MailboxFolderStatistics', 'finding the calendar by its id', readers],
      ['Get-MailboxFolderPermission', 'reading what colleagues see of a calendar', readers],
      ['Set-MailboxFolderPermission', 'writing what colleagues see of a calendar', ['ensurePlace', 'undoChanges']],
      ['Get-CASMailbox', 'reading the mobile device policy of a room', readers],
      ['Set-CASMailbox', 'giving a room a mobile device policy', ['ensurePlace', 'undoChanges']],
      ['Get-DistributionGroupMember', 'reading which rooms are in a list', readers],
      ['New-DistributionGroup', 'making a room list that is missing', ['ensurePlace']],
      ['Add-DistributionGroupMember', 'putting rooms into lists', ['ensurePlace']],
      ['Remove-DistributionGroupMember', 'taking that back', ['undoChanges']],
    ],
  ),
  ...onServer(
    'role group View-Only Organization Management',
    'exchange-server',
    'Microsoft, Exchange Server, "Exchange infrastructure and PowerShell permissions"',
    [
      ['Get-ExchangeServer', 'refusing a server that is too old', readers],
      ['Get-MobileDeviceMailboxPolicy', 'knowing that a mobile device policy asks for no password', readers],
      ['Get-OrganizationConfig', 'knowing whether modern authentication is on in Exchange Server', ['checkSignIn']],
    ],
  ),
  ...onServer(
    'role CsViewOnlyAdministrator',
    'skype-server',
    'Microsoft, Skype for Business Server, "Get-CsOAuthConfiguration"; unverified that no wider role is needed',
    [['Get-CsOAuthConfiguration', 'knowing whether modern authentication is on in Skype', ['checkSignIn']]],
  ),
  ...onServer(
    'role CsUserAdministrator',
    'skype-server',
    'Microsoft, Skype for Business Server, "Enable-CsMeetingRoom"; unverified that no wider role is needed',
    [
      ['Get-CsMeetingRoom', 'reading the room in Skype', readers],
      ['Get-CsUser', 'reading the registrar pool of a neighbour, and who has a number', readers],
      ['Get-CsPool', 'knowing that a registrar pool exists', readers],
      ['Get-CsDialPlan', 'knowing that a dial plan exists', readers],
      ['Get-CsVoicePolicy', 'knowing that a voice policy exists', readers],
      ['Enable-CsMeetingRoom', 'enabling the room for Skype', ['enableSkype']],
      ['Disable-CsMeetingRoom', 'taking that back', ['undoChanges']],
      ['Set-CsMeetingRoom', 'writing address, line and Enterprise Voice', ['enableSkype', 'undoChanges']],
      ['Grant-CsDialPlan', 'giving the room a dial plan', ['enableSkype', 'undoChanges']],
      ['Grant-CsVoicePolicy', 'giving the room a voice policy', ['enableSkype', 'undoChanges']],
    ],
  ),
  ...onServer(
    'role Skype for Business administrator, for the credential of the worker',
    'skype-online',
    'Microsoft, "Provisioning Skype Room System accounts in Office 365"; retired on 31 July 2021, never run against a live tenant',
    [
      ['Get-CsOnlineUser', 'reading the registrar pool of a neighbour, and who has a number', readers],
      ['Get-CsMeetingRoom', 'reading the room in Skype', readers],
      ['Enable-CsMeetingRoom', 'enabling the room for Skype', ['enableSkype']],
      ['Disable-CsMeetingRoom', 'taking that back', ['undoChanges']],
      ['Set-CsMeetingRoom', 'writing address, line and Enterprise Voice', ['enableSkype', 'undoChanges']],
    ],
  ),
]
