import type { User } from '../world.ts'
import { heldLicences, licencesOf } from './graphRequest.ts'
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
    assignedLicenses: heldLicences(licences).map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId })),
    licenseAssignmentStates: licences.map(({ skuId, disabledPlans, assignedAt, groupId, state, error }) => ({
      skuId,
      disabledPlans,
      assignedByGroup: groupId ?? null,
      state: state ?? 'Active',
      error: error ?? 'None',
      lastUpdatedDateTime: assignedAt,
    })),
  }
  return project('user', values, request.select)
}
