import { groupIdsOf, roleIdsOf } from '../membership.ts'
import { checks } from './accessConditions.ts'
import type { SignInFacts } from './accessConditions.ts'
import { evaluation } from './conditionalAccessBodies.ts'
import type { Policy } from './conditionalAccessBodies.ts'
import { conditionalAccessElsewhere } from './conditionalAccessData.ts'
import { seenLocations, seenPolicies, showPolicy } from './conditionalAccess.ts'
import { refuseUnsupported } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { collection } from './project.ts'

/** Which policies would apply to a sign-in, and why the others would not; a report-only policy applies, too. */
export const evaluateAccess: GraphFunction = (request) => {
  refuseOtherKinds(request.body)
  const asked = parseBody(evaluation, request.body, conditionalAccessElsewhere)
  const user = readUser({ ...request, id: asked.signInIdentity.userId })
  const facts: SignInFacts = {
    userId: user.id,
    groupIds: groupIdsOf(request.world, user),
    roleIds: roleIdsOf(user),
    applications: asked.signInContext.includeApplications,
    conditions: asked.signInConditions,
    locations: seenLocations(request),
  }
  const results = seenPolicies(request).map((policy) => analyse(policy, facts))
  const shown = results.filter(({ policyApplies }) => policyApplies || !asked.appliedPoliciesOnly)
  return collection('Collection(microsoft.graph.whatIfAnalysisResult)', shown)
}

function analyse(policy: Policy, facts: SignInFacts) {
  const reasons = reasonsAgainst(policy, facts)
  return {
    ...showPolicy(policy),
    policyApplies: reasons.length === 0,
    // A set of flags, written as one text.
    analysisReasons: reasons.length === 0 ? 'notSet' : reasons.join(','),
  }
}

function reasonsAgainst({ state, conditions, grantControls, sessionControls }: Policy, facts: SignInFacts): string[] {
  if (state === 'disabled') return ['policyNotEnabled']
  if (!grantControls && !sessionControls) return ['emptyPolicy']
  const verdicts = Object.entries(checks).map(([reason, check]) => ({ reason, verdict: check(conditions, facts) }))
  const unmet = verdicts.filter(({ verdict }) => verdict === 'unmet').map(({ reason }) => reason)
  const isOpen = unmet.length === 0 && verdicts.some(({ verdict }) => verdict === 'unknown')
  return isOpen ? ['notEnoughInformation'] : unmet
}

/** Those that Graph knows besides a user who opens applications. */
function refuseOtherKinds(body: unknown): void {
  const text = JSON.stringify(body ?? null)
  const [other] = /#microsoft\.graph\.(servicePrincipalSignIn|userActionContext|authContext)/.exec(text) ?? []
  if (other) refuseUnsupported(`${other} of evaluate`)
}
