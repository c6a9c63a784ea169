import { z } from 'zod'
import { nameOfPlan, type KnownLocation, type KnownPolicy, type SubnetPlan } from '../room/subnetPlan.ts'
import type { Failed } from './effect.ts'
import type { Graph, GraphRequest } from './graph.ts'
import { firstFailure } from './users.ts'

/** Named locations and policies of conditional access. Each is one call; the whole tenant may make one a second (Microsoft, graph/throttling-limits). */
export interface AccessPolicies {
  listLocations(): Promise<KnownLocation[] | Failed>
  /** Makes it, or gives the one of this id new ranges; resolves with its id. */
  writeLocation(plan: SubnetPlan, id?: string): Promise<string | Failed>
  listPolicies(): Promise<KnownPolicy[] | Failed>
  /** Only watched at first, so that nobody is locked out by it. */
  createPolicy(plan: SubnetPlan, locationId: string): Promise<string | Failed>
}

const locationsUrl = '/identity/conditionalAccess/namedLocations'
const policiesUrl = '/identity/conditionalAccess/policies'

export function makeAccessPolicies(graph: Graph): AccessPolicies {
  const ask = async <T>(request: Omit<GraphRequest, 'id'>, read: (body: unknown) => T): Promise<T | Failed> => {
    const answers = await graph.batch([{ id: 'one', ...request }])
    return firstFailure(answers) ?? read(answers.get('one')?.body)
  }
  return {
    listLocations: () => ask({ method: 'GET', url: locationsUrl }, readLocations),
    writeLocation: (plan, id) =>
      id === undefined
        ? ask({ method: 'POST', url: locationsUrl, body: toLocation(plan) }, readId)
        : ask({ method: 'PATCH', url: `${locationsUrl}/${id}`, body: toLocation(plan) }, () => id),
    listPolicies: () => ask({ method: 'GET', url: policiesUrl }, readPolicies),
    createPolicy: (plan, locationId) =>
      ask({ method: 'POST', url: policiesUrl, body: toPolicy(plan, locationId) }, readId),
  }
}

const toLocation = (plan: SubnetPlan) => ({
  '@odata.type': '#microsoft.graph.ipNamedLocation',
  displayName: nameOfPlan(plan),
  isTrusted: false,
  ipRanges: plan.ranges.map((cidrAddress) => ({
    '@odata.type': cidrAddress.includes(':') ? '#microsoft.graph.iPv6CidrRange' : '#microsoft.graph.iPv4CidrRange',
    cidrAddress,
  })),
})

const toPolicy = (plan: SubnetPlan, locationId: string) => ({
  displayName: nameOfPlan(plan),
  state: 'enabledForReportingButNotEnforced',
  conditions: {
    applications: { includeApplications: ['All'] },
    users: { includeGroups: [plan.group] },
    locations: { includeLocations: ['All'], excludeLocations: [locationId] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: [plan.demand] },
})

const made = z.object({ id: z.string() })
const readId = (body: unknown): string => made.parse(body).id

const locations = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      ipRanges: z.array(z.object({ cidrAddress: z.string() })).default([]),
    }),
  ),
})

const readLocations = (body: unknown): KnownLocation[] =>
  locations.parse(body).value.map(({ id, displayName: name, ipRanges }) => ({
    id,
    name,
    ranges: ipRanges.map(({ cidrAddress }) => cidrAddress),
  }))

const texts = z.array(z.string()).default([])
const policies = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      state: z.string(),
      conditions: z.object({
        users: z.object({ includeGroups: texts }),
        locations: z.object({ excludeLocations: texts }).nullish(),
      }),
      grantControls: z.object({ builtInControls: texts }).nullish(),
    }),
  ),
})

const readPolicies = (body: unknown): KnownPolicy[] =>
  policies.parse(body).value.map(({ id, displayName: name, state, conditions, grantControls }) => ({
    id,
    name,
    state,
    groups: conditions.users.includeGroups,
    locations: conditions.locations?.excludeLocations ?? [],
    demands: grantControls?.builtInControls ?? [],
  }))
