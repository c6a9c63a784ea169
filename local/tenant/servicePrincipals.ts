import type { TenantFacts } from './accounts.ts'
import type { Grants } from './grants.ts'
import { drawGuid } from './seededDraw.ts'

export interface AppRole {
  id: string
  value: string
  displayName: string
  description: string
  allowedMemberTypes: string[]
  isEnabled: boolean
}

/** An app registration as it was made; everything else of it is as Entra ID makes it. */
export interface Application {
  id: string
  appId: string
  uniqueName: string
  displayName: string
  signInAudience: string
  appRoles: AppRole[]
  api: unknown
  spa: { redirectUris: string[] }
  createdDateTime: string
}

export interface ServicePrincipal {
  id: string
  appId: string
  displayName: string
  servicePrincipalType: 'Application' | 'ManagedIdentity'
  appRoleAssignmentRequired: boolean
  appRoles: AppRole[]
}

/** Microsoft's own: their app ids are the same in every tenant, object ids and here also ids of roles are drawn. */
export const resourceApps = {
  graph: { appId: '00000003-0000-0000-c000-000000000000', displayName: 'Microsoft Graph' },
  exchange: { appId: '00000002-0000-0ff1-ce00-000000000000', displayName: 'Office 365 Exchange Online' },
} as const
export type ResourceApp = keyof typeof resourceApps

export interface Assignment {
  id: string
  appRoleId: string
  resource: ResourceApp
  role: string
}

export const roleId = ({ seed }: TenantFacts, resource: ResourceApp, role: string): string =>
  drawGuid(seed, 'appRole', resource, role)

/** The managed identity of the back, of which the object id is what its tokens name. */
export const identityId = ({ seed }: TenantFacts): string => drawGuid(seed, 'identity')

/** What the managed identity holds, as rows. */
export const assignmentsOf = (facts: TenantFacts, grants: Grants): Assignment[] =>
  (Object.keys(resourceApps) as ResourceApp[]).flatMap((resource) =>
    grants[resource].map((role) => ({
      id: drawGuid(facts.seed, 'assignment', resource, role),
      appRoleId: roleId(facts, resource, role),
      resource,
      role,
    })),
  )

/** Those that every tenant has; `roles` are the names of the roles that Graph publishes. */
export const builtIn = (facts: TenantFacts, roles: Record<ResourceApp, string[]>): ServicePrincipal[] => [
  ...(Object.keys(resourceApps) as ResourceApp[]).map((resource) => ({
    ...resourceApps[resource],
    id: drawGuid(facts.seed, 'resource', resource),
    servicePrincipalType: 'Application' as const,
    appRoleAssignmentRequired: false,
    appRoles: roles[resource].map((role) => toRole(roleId(facts, resource, role), role)),
  })),
  {
    id: identityId(facts),
    appId: identityId(facts),
    displayName: 'id-back',
    servicePrincipalType: 'ManagedIdentity',
    appRoleAssignmentRequired: false,
    appRoles: [],
  },
]

const toRole = (id: string, value: string): AppRole => ({
  id,
  value,
  displayName: value,
  description: value,
  allowedMemberTypes: ['Application'],
  isEnabled: true,
})
