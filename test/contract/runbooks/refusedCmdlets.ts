import type { Cmdlet } from '../tenant/onPremises.ts'

export const refusedAddress = 'confrm5@corp.contoso.com'

const room = refusedAddress
const eve = 'eve@corp.contoso.com'
const id = `https://rooms.vault.azure.net/secrets/room/${'a'.repeat(32)}`

/** What the runbook and the tenant's play of it refuse alike: what it is, the cmdlet, and a part of the reason. */
export const refusedCmdlets: readonly (readonly [what: string, cmdlet: Cmdlet, reason: string])[] = [
  ['a cmdlet of no list', { name: 'Remove-ADUser', parameters: { Identity: room } }, 'Remove-ADUser'],
  ['a parameter of no list', { name: 'Set-ADUser', parameters: { Identity: room, Replace: {} } }, 'Replace'],
  ['the account of another', { name: 'Disable-ADAccount', parameters: { Identity: eve } }, 'not the address'],
  ['no account', { name: 'Disable-ADAccount', parameters: {} }, 'not the address'],
  ['a logon name for an address', { name: 'Disable-ADAccount', parameters: { Identity: 'confrm5' } }, 'not an address'],
  [
    'a new mailbox for another',
    { name: 'New-Mailbox', parameters: { Name: 'x', UserPrincipalName: eve } },
    'not the address',
  ],
  [
    'a new mailbox with the mail address of another',
    { name: 'New-Mailbox', parameters: { Name: 'x', UserPrincipalName: room, PrimarySmtpAddress: eve } },
    'PrimarySmtpAddress',
  ],
  [
    'a route to another mailbox',
    {
      name: 'Enable-RemoteMailbox',
      parameters: { Identity: room, RemoteRoutingAddress: 'eve@contoso.mail.onmicrosoft.com' },
    },
    'RemoteRoutingAddress',
  ],
  [
    'another one into a list',
    { name: 'Add-DistributionGroupMember', parameters: { Identity: 'Oslo', Member: eve } },
    'Member of',
  ],
  [
    'a group that is no room list',
    { name: 'New-DistributionGroup', parameters: { Name: 'Oslo', Members: [room] } },
    'room lists alone',
  ],
  [
    'a list with others in it',
    { name: 'New-DistributionGroup', parameters: { Name: 'Oslo', RoomList: true, Members: [room, eve] } },
    'Members of',
  ],
  [
    'the calendar of another',
    {
      name: 'Set-MailboxFolderPermission',
      parameters: { Identity: `${eve}:id`, User: 'Default', AccessRights: ['Reviewer'] },
    },
    'not the address',
  ],
  [
    'the calendar for somebody of choice',
    {
      name: 'Set-MailboxFolderPermission',
      parameters: { Identity: `${room}:id`, User: eve, AccessRights: ['Owner'] },
    },
    'not Default',
  ],
  ['a reading of everything', { name: 'Get-ADUser', parameters: {} }, 'Identity or a Filter'],
  ['a reading of an empty identity', { name: 'Get-Mailbox', parameters: { Identity: ' ' } }, 'Identity or a Filter'],
  ['a reading by wildcard', { name: 'Get-CsUser', parameters: { Identity: '*' } }, 'not that of one object'],
  ['a user by logon name', { name: 'Get-ADUser', parameters: { Identity: 'eve' } }, 'not an address'],
  ['a filter that is a script', { name: 'Get-ADUser', parameters: { Filter: "Name -eq '$(whoami)'" } }, 'filter'],
  ['a wide filter', { name: 'Get-Mailbox', parameters: { Filter: "Alias -like '*'" } }, 'filter'],
  [
    'a password in clear',
    { name: 'New-Mailbox', parameters: { UserPrincipalName: room, RoomMailboxPassword: 'x' } },
    'RoomMailboxPassword',
  ],
  [
    'a secret for another parameter',
    { name: 'Set-ADUser', parameters: { Identity: room }, secrets: { Office: id } },
    'Office',
  ],
  [
    'a secret without its version',
    { name: 'Set-ADAccountPassword', parameters: { Identity: room }, secrets: { NewPassword: id.slice(0, -33) } },
    'version',
  ],
]
