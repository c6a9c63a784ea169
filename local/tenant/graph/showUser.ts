import type { User } from '../world.ts'
import { licencesOf } from './graphRequest.ts'
import type { GraphRequest } from './graphRequest.ts'
import { project } from './project.ts'

/** A user with the properties that were selected, or the usual ones. */
export function showUser(request: GraphRequest, user: User): Record<string, unknown> {
  // Only who asks for licences has looked at them.
  const licences = request.select?.some((name) => /^licen|^assignedL/i.test(name)) ? licencesOf(request, user.id) : []
  const values = {
    ...user,
    businessPhones: [],
    userType: 'Member',
    assignedLicenses: licences.map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId })),
    licenseAssignmentStates: licences.map(({ skuId, disabledPlans, assignedAt }) => ({
      skuId,
      disabledPlans,
      assignedByGroup: null,
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: assignedAt,
    })),
  }
  return project('user', values, request.select)
}
