import type { Deployment } from './settings.ts'
import { wantedGrants } from './wanted.ts'

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * What no API does: commands for an Exchange administrator, in Exchange Online PowerShell. Parameters: learn,
 * exchangepowershell, New-ServicePrincipal, New-ManagementScope, New-RoleGroup, Add-RoleGroupMember. Each looks first, so twice
 * is once.
 */
export function exchangeCommands({ estate, principalId, back }: Deployment, clientId: string): string[] {
  const roles = wantedGrants(estate, 'exchange').map(quote).join(', ')
  if (roles === '') return []
  const name = "'Roomwright'"
  return [
    'Connect-ExchangeOnline',
    `if (-not (Get-ServicePrincipal -Identity ${quote(principalId)} -ErrorAction SilentlyContinue)) { New-ServicePrincipal -AppId ${quote(clientId)} -ObjectId ${quote(principalId)} -DisplayName ${name} }`,
    `if (-not (Get-ManagementScope -Identity 'Roomwright rooms' -ErrorAction SilentlyContinue)) { New-ManagementScope -Name 'Roomwright rooms' -RecipientRestrictionFilter "RecipientTypeDetails -eq 'RoomMailbox'" }`,
    `if (-not (Get-RoleGroup -Identity ${name} -ErrorAction SilentlyContinue)) { New-RoleGroup -Name ${name} -Roles ${roles} -CustomRecipientWriteScope 'Roomwright rooms' }`,
    `if ((Get-RoleGroupMember -Identity ${name}).Name -notcontains ${quote(principalId)}) { Add-RoleGroupMember -Identity ${name} -Member ${quote(principalId)} }`,
    ...canaryCommands(back.canary),
  ]
}

const canaryCommands = (canary: string | undefined): string[] =>
  canary === undefined
    ? []
    : [
        `if (-not (Get-Mailbox -Identity ${quote(canary)} -ErrorAction SilentlyContinue)) { New-Mailbox -Shared -Name 'Roomwright canary' -PrimarySmtpAddress ${quote(canary)} }`,
        `Set-Mailbox -Identity ${quote(canary)} -HiddenFromAddressListsEnabled $true`,
      ]
