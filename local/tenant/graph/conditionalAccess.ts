import { randomUUID } from 'node:crypto'
import { newLocation, newPolicy } from './conditionalAccessBodies.ts'
import type { Conditions, NamedLocation, Policy } from './conditionalAccessBodies.ts'
import { conditionalAccessElsewhere as elsewhere } from './conditionalAccessData.ts'
import { refuse, refuseMissing } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { readSwitches } from '../switches.ts'
import { collection, entity, project } from './project.ts'

const policiesSet = 'identity/conditionalAccess/policies'
const locationsSet = 'identity/conditionalAccess/namedLocations'

export function seenPolicies({ world, look }: GraphRequest): Policy[] {
  return world.accessPolicies.ids().flatMap((id) => look(world.accessPolicies, id) ?? [])
}

export function seenLocations({ world, look }: GraphRequest): NamedLocation[] {
  return world.namedLocations.ids().flatMap((id) => look(world.namedLocations, id) ?? [])
}

/** With the members that the local tenant has not, as Graph shows them when they are not set. */
export function showPolicy(policy: Policy) {
  const { conditions, grantControls } = policy
  return {
    templateId: null,
    ...policy,
    grantControls: grantControls && { ...grantControls, customAuthenticationFactors: [], termsOfUse: [] },
    conditions: {
      ...conditions,
      servicePrincipalRiskLevels: [],
      insiderRiskLevels: null,
      devices: null,
      clientApplications: null,
      applications: {
        ...conditions.applications,
        includeUserActions: [],
        includeAuthenticationContextClassReferences: [],
        applicationFilter: null,
      },
      users: { ...conditions.users, includeGuestsOrExternalUsers: null, excludeGuestsOrExternalUsers: null },
    },
  }
}

/** One of the two is in force: who has conditional access policies has switched security defaults off. */
export const getSecurityDefaults: GraphFunction = ({ world, select }) => {
  const values = {
    id: '00000000-0000-0000-0000-000000000005',
    displayName: 'Security Defaults',
    description: 'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
    isEnabled: readSwitches(world).hasSecurityDefaults,
  }
  return entity('policies/identitySecurityDefaultsEnforcementPolicy', project('securityDefaults', values, select))
}

export const listPolicies: GraphFunction = (request) => collection(policiesSet, seenPolicies(request).map(showPolicy))

export const createPolicy: GraphFunction = (request) => {
  const settings = parseBody(newPolicy, request.body, elsewhere)
  refuseUnknownLocations(request, settings.conditions.locations)
  const policy = { ...settings, id: randomUUID(), createdDateTime: request.now, modifiedDateTime: null }
  request.world.accessPolicies.write(policy.id, policy, 'accessChanged')
  return { ...entity(policiesSet, showPolicy(policy)), status: 201 }
}

/** What is given replaces what was, condition by condition; the whole must still be a policy. */
export const patchPolicy: GraphFunction = (request) => {
  const { accessPolicies } = request.world
  const before = accessPolicies.truth(request.id) ?? refuseMissing(request.id)
  const { id, createdDateTime, modifiedDateTime: _, ...current } = before
  const given = Object(request.body) as { conditions?: object }
  const conditions = { ...current.conditions, ...given.conditions }
  const settings = parseBody(newPolicy, { ...current, ...given, conditions }, elsewhere)
  refuseUnknownLocations(request, settings.conditions.locations)
  if (JSON.stringify(settings) !== JSON.stringify(current)) {
    accessPolicies.write(id, { ...settings, id, createdDateTime, modifiedDateTime: request.now }, 'accessChanged')
  }
  return { status: 204 }
}

export const listLocations: GraphFunction = (request) =>
  collection(
    locationsSet,
    seenLocations(request).map((location) => ({ ...location })),
  )

export const createLocation: GraphFunction = (request) => {
  const settings = parseBody(newLocation, request.body, elsewhere)
  const location = { ...settings, id: randomUUID(), createdDateTime: request.now, modifiedDateTime: null }
  request.world.namedLocations.write(location.id, location, 'accessChanged')
  return { ...entity(locationsSet, location), status: 201 }
}

/** The kind of a location is named and cannot be changed (learn, ipnamedlocation-update). */
export const patchLocation: GraphFunction = (request) => {
  const { namedLocations } = request.world
  const before = namedLocations.truth(request.id) ?? refuseMissing(request.id)
  const { id, createdDateTime, modifiedDateTime: _, ...current } = before
  const given = Object(request.body) as { '@odata.type'?: string }
  if (given['@odata.type'] !== current['@odata.type']) refuse(400, 'BadRequest', 'The type cannot be changed.')
  const settings = parseBody(newLocation, { ...current, ...given }, elsewhere)
  if (JSON.stringify(settings) !== JSON.stringify(current)) {
    namedLocations.write(id, { ...settings, id, createdDateTime, modifiedDateTime: request.now }, 'accessChanged')
  }
  return { status: 204 }
}

/** A location may be named before every store shows it; that the words are these is an assumption. */
function refuseUnknownLocations({ world }: GraphRequest, locations: Conditions['locations'] | undefined): void {
  const named = [...(locations?.includeLocations ?? []), ...(locations?.excludeLocations ?? [])]
  const unknown = named.find((id) => !['All', 'AllTrusted'].includes(id) && !world.namedLocations.truth(id))
  if (unknown) refuse(400, 'BadRequest', `NamedLocation with id ${unknown} does not exist in the directory.`)
}
