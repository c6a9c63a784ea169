import type { Documents } from '../kit/documents.ts'

/** What the managed identity of the back may do. Checked at each call, whatever its token says. */
export interface Grants {
  /** App roles on Microsoft Graph. */
  graph: string[]
  /** App roles on Office 365 Exchange Online. */
  exchange: string[]
  /** Management roles of Exchange, from a role group or an Entra role. */
  exchangeRoles: string[]
  /** Directory roles of Entra ID, without which no account in such a role can be changed. */
  directoryRoles: string[]
  /** App permissions on Microsoft Graph of the administrator, the tenant's other identity, who sets things up. */
  administrator: string[]
  /** Azure roles on the Automation account and on its runbook. */
  automation: string[]
}

/** The least that provisioning online needs, room lists among it. */
const usual: Grants = {
  graph: [
    'User.Read.All',
    'LicenseAssignment.Read.All',
    'User.ReadWrite.All',
    'User-PasswordProfile.ReadWrite.All',
    'User.EnableDisableAccount.All',
    'LicenseAssignment.ReadWrite.All',
    'User.DeleteRestore.All',
    'TeamsUserConfiguration.Read.All',
    'TeamsPolicyUserAssign.ReadWrite.All',
    'TeamsTelephoneNumber.ReadWrite.All',
    'Policy.Read.All',
    'AuditLog.Read.All',
    'Calendars.ReadBasic.All',
    'Place.Read.All',
  ],
  exchange: ['Exchange.ManageAsApp'],
  exchangeRoles: [
    'View-Only Recipients',
    'Mail Recipients',
    'Mail Recipient Creation',
    'TenantPlacesManagement',
    'View-Only Configuration',
    'Distribution Groups',
  ],
  directoryRoles: [],
  administrator: [
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    'Organization.Read.All',
    'LicenseAssignment.Read.All',
    'GroupMember.Read.All',
    'Group.ReadWrite.All',
  ],
  automation: ['Automation Job Operator', 'Automation Runbook Operator'],
}

export interface GrantBook {
  read(): Grants
  /** Replaces the lists that are given. */
  change(grants: Partial<Grants>): void
}

export function openGrants(documents: Documents): GrantBook {
  const collection = documents.of<Grants>('grants')
  const read = () => ({ ...usual, ...collection.get('identity') })
  return { read, change: (grants) => collection.put('identity', { ...read(), ...grants }) }
}

/** True when one of the alternatives is held; `A+B` needs both. */
export function isGranted(held: readonly string[], alternatives: readonly string[]): boolean {
  return alternatives.some((alternative) => alternative.split('+').every((role) => held.includes(role)))
}
