import { z } from 'zod'
import { policyKey } from '../teams.ts'
import type { TeamsPolicy } from '../teams.ts'
import type { World } from '../world.ts'
import { refuse } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { collection, entity, project } from './project.ts'
import { activePlans } from './activePlans.ts'
import { featurePlans } from './teamsData.ts'
import { heldNumbers } from './telephoneNumbers.ts'

/** What Teams makes of an account: its numbers and the policies that were assigned to it directly. */
export const getConfiguration: GraphFunction = (request) => {
  const { id, userPrincipalName, createdDateTime } = readUser(request)
  const plans = activePlans(request, id)
  const features = Object.entries(featurePlans).flatMap(([feature, giving]) =>
    giving.some((plan) => plans.has(plan)) ? [feature] : [],
  )
  const numbers = heldNumbers(request, id)
  const values = {
    id,
    userPrincipalName,
    tenantId: request.facts.tenantId,
    // Without a licence for Teams an account is ineligible (page Get-CsOnlineUser, AccountType).
    accountType: features.includes('Teams') ? 'user' : 'ineligibleUser',
    featureTypes: features,
    // Page Set-CsPhoneNumberAssignment: a number switches it on; page Remove-CsPhoneNumberAssignment: and off.
    isEnterpriseVoiceEnabled: numbers.length > 0,
    telephoneNumbers: numbers.map(({ telephoneNumber, assignmentCategory }) => ({
      telephoneNumber,
      assignmentCategory,
    })),
    effectivePolicyAssignments: showAssignments(request, id),
    createdDateTime,
    modifiedDateTime: createdDateTime,
  }
  return entity('admin/teams/userConfigurations', project('teamsUserConfiguration', values, request.select))
}

function showAssignments({ world, look }: GraphRequest, userId: string): object[] {
  const assigned = Object.values(look(world.teamsAssignments, userId) ?? {})
  const policies = world.teamsPolicies.all().filter(({ policyId }) => assigned.includes(policyId))
  return policies.map(({ policyType, name, policyId }) => ({
    policyType,
    policyAssignment: { displayName: name, assignmentType: 'direct', policyId, groupId: null },
  }))
}

/** A custom policy is shown with `Tag:` before its name (learn, teamspolicyassignment-getpolicyid, 2025-12-19). */
export const getPolicyId: GraphFunction = ({ world, ids }) => {
  const [type = '', name = ''] = ids.map((id) => id.replaceAll("''", "'"))
  const policy = world.teamsPolicies.get(policyKey(type, name.replace(/^Tag:/i, '')))
  if (!policy) refuseAbsent(`The policy '${name}' of type '${type}' was not found.`)
  const shown = policy.name === 'Global' ? policy.name : `Tag:${policy.name}`
  return collection('Collection(microsoft.graph.teamsAdministration.policyIdentifierDetail)', [
    { id: policy.policyId, name: shown, policyId: policy.policyId },
  ])
}

const assignment = { userId: z.guid(), policyType: z.string().min(1), id: z.string().optional() }
const assigning = z.strictObject({ value: z.array(z.strictObject({ ...assignment, policyId: z.string() })).min(1) })
const unassigning = z.strictObject({
  value: z.array(z.strictObject({ ...assignment, policyId: z.string().nullish() })).min(1),
})

/** All or none of them. */
export const assignPolicies: GraphFunction = (request) => {
  const wanted = parseBody(assigning, request.body).value.map(({ userId, policyType, policyId }) => ({
    userId: readUser({ ...request, id: userId }).id,
    policy: findPolicy(request.world, policyType, policyId),
  }))
  for (const { userId, policy } of wanted) {
    changeAssignments(request, userId, (held) => ({ ...held, [policy.policyType.toLowerCase()]: policy.policyId }))
  }
  return { status: 204 }
}

/** The user falls back to the policy of the group or the tenant. */
export const unassignPolicies: GraphFunction = (request) => {
  const wanted = parseBody(unassigning, request.body).value.map(({ userId, policyType }) => ({
    userId: readUser({ ...request, id: userId }).id,
    type: policyType.toLowerCase(),
  }))
  for (const { userId, type } of wanted) {
    changeAssignments(request, userId, (held) =>
      Object.fromEntries(Object.entries(held).filter(([name]) => name !== type)),
    )
  }
  return { status: 204 }
}

type Assignments = Record<string, string>

function changeAssignments(
  { world: { teamsAssignments } }: GraphRequest,
  userId: string,
  change: (held: Assignments) => Assignments,
): void {
  const held = teamsAssignments.truth(userId) ?? {}
  const changed = change(held)
  if (JSON.stringify(changed) !== JSON.stringify(held)) teamsAssignments.write(userId, changed, 'teamsPolicyChanged')
}

function findPolicy({ teamsPolicies }: World, policyType: string, policyId: string): TeamsPolicy {
  const isThis = (policy: TeamsPolicy) =>
    policy.policyId === policyId && policy.policyType.toLowerCase() === policyType.toLowerCase()
  return (
    teamsPolicies.all().find(isThis) ?? refuseAbsent(`The policy '${policyId}' of type '${policyType}' was not found.`)
  )
}

/** That it is an error is certain; the status and the words are an assumption. */
function refuseAbsent(message: string): never {
  refuse(404, 'NotFound', message)
}
