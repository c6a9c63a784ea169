/** One number of the tenant's inventory (v1.0-Prod.csdl, teamsAdministration.numberAssignment, 2026-08-20). */
export interface TelephoneNumber {
  /** E.164 with the plus. */
  telephoneNumber: string
  numberType: NumberType
  isoCountryCode: string | null
  city: string | null
  /** The user that holds it. */
  assignmentTargetId: string | null
  assignmentCategory: 'primary' | 'private' | null
  locationId: string | null
}

export const numberTypes = ['directRouting', 'callingPlan', 'operatorConnect'] as const
export type NumberType = (typeof numberTypes)[number]

/** An order to assign or to unassign; which status a store shows is a matter of time. */
export interface NumberOperation {
  id: string
  createdDateTime: string
  status: 'notStarted' | 'running' | 'succeeded' | 'failed'
  telephoneNumber: string
  statusDetail: string | null
}

export interface TeamsPolicy {
  policyType: string
  name: string
  policyId: string
}

/** The key of a policy: names and types are told apart without regard to case. */
export function policyKey(policyType: string, name: string): string {
  return `${policyType}|${name}`.toLowerCase()
}
