import { needsOf, partsOf } from '../../shared/room/grants.ts'
import type { Estate, GrantKind } from '../../shared/room/need.ts'

/** App ids of Microsoft's services are the same in every tenant (learn, "verify-first-party-apps-sign-in"). */
export const services = {
  graph: { kind: 'graph', title: 'Microsoft Graph', appId: '00000003-0000-0000-c000-000000000000' },
  exchange: {
    kind: 'exchange-app',
    title: 'Office 365 Exchange Online',
    appId: '00000002-0000-0ff1-ce00-000000000000',
  },
} as const satisfies Record<string, { kind: GrantKind; title: string; appId: string }>
export type ServiceName = keyof typeof services

/** The least grants of a kind that the estate takes, each once. */
export const wantedGrants = (estate: Estate, kind: GrantKind): string[] => [
  ...new Set(
    needsOf(estate)
      .filter((need) => need.kind === kind)
      .flatMap(({ grants }) => partsOf(grants[0])),
  ),
]

export interface Difference {
  missing: string[]
  excess: string[]
}

export const compareGrants = (wanted: readonly string[], held: readonly string[]): Difference => ({
  missing: wanted.filter((grant) => !held.includes(grant)),
  excess: held.filter((grant) => !wanted.includes(grant)),
})

interface PageRole {
  id: string
  value: string
  displayName: string
  description: string
  allowedMemberTypes: string[]
  isEnabled: boolean
}

const role = (id: string, value: string, description: string): PageRole => ({
  id,
  value,
  displayName: value,
  description,
  allowedMemberTypes: ['User'],
  isEnabled: true,
})

/** Roles of people on the pages; ids are ours and stay, since people are assigned to them. */
export const pageRoles: PageRole[] = [
  role(
    '8d0b5a6e-6f0c-4d55-9d3c-0a4b7a1f5c01',
    'Requester',
    'Asks for rooms, and changes and cancels what was asked for',
  ),
  role('8d0b5a6e-6f0c-4d55-9d3c-0a4b7a1f5c02', 'Approver', 'Agrees to what needs a decision, but not to own requests'),
  role(
    '8d0b5a6e-6f0c-4d55-9d3c-0a4b7a1f5c03',
    'Administrator',
    'Looks after rooms and the service, and retries requests',
  ),
  role('8d0b5a6e-6f0c-4d55-9d3c-0a4b7a1f5c04', 'Reader', 'Sees everything and changes nothing'),
]

export interface Registration {
  displayName: string
  appRoles: PageRole[]
  redirectUris: string[]
}

export const wantedRegistration = (site: string): Registration => ({
  displayName: 'Roomwright',
  appRoles: pageRoles,
  redirectUris: [`${site}/signed-in`, `${site}/signed-out`],
})

/** What a registration would have to be beside what it is; what somebody added is kept. Undefined when nothing is missing. */
export function mendRegistration(is: Registration, wanted: Registration): Registration | undefined {
  const roles = wanted.appRoles.filter(({ value }) => !is.appRoles.some((one) => one.value === value))
  const uris = wanted.redirectUris.filter((uri) => !is.redirectUris.includes(uri))
  if (roles.length === 0 && uris.length === 0) return undefined
  return {
    displayName: is.displayName,
    appRoles: [...is.appRoles, ...roles],
    redirectUris: [...is.redirectUris, ...uris],
  }
}
