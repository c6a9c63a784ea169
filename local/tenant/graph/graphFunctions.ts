import * as access from './conditionalAccess.ts'
import { assignLicence } from './assignLicence.ts'
import * as events from './events.ts'
import type { GraphCallName } from './graphData.ts'
import type { GraphFunction } from './graphRequest.ts'
import { patchUser } from './patchUser.ts'
import * as read from './readCalls.ts'
import { listSignIns } from './signInLog.ts'
import * as teams from './teamsPolicies.ts'
import * as numbers from './telephoneNumbers.ts'
import { evaluateAccess } from './whatIf.ts'

/** One function for each entry of graphData.ts; the compiler misses a forgotten one. */
export const graphFunctions: Record<GraphCallName, GraphFunction> = {
  'GET /users': read.listUsers,
  'GET /users/{id}': read.getUser,
  'PATCH /users/{id}': patchUser,
  'POST /users/{id}/assignLicense': assignLicence,
  'GET /users/{id}/licenseDetails': read.listLicenceDetails,
  'GET /subscribedSkus': read.listSubscribedSkus,
  'GET /directory/deletedItems/microsoft.graph.user': read.listDeletedUsers,
  'GET /organization': read.listOrganization,
  'GET /domains': read.listDomains,
  'GET /identity/conditionalAccess/policies': access.listPolicies,
  'POST /identity/conditionalAccess/policies': access.createPolicy,
  'PATCH /identity/conditionalAccess/policies/{id}': access.patchPolicy,
  'GET /identity/conditionalAccess/namedLocations': access.listLocations,
  'POST /identity/conditionalAccess/namedLocations': access.createLocation,
  'PATCH /identity/conditionalAccess/namedLocations/{id}': access.patchLocation,
  'POST /identity/conditionalAccess/evaluate': evaluateAccess,
  'GET /auditLogs/signIns': listSignIns,
  'POST /users/{id}/events': events.createEvent,
  'GET /users/{id}/events/{eventId}': events.getEvent,
  'DELETE /users/{id}/events/{eventId}': events.deleteEvent,
  'POST /users/{id}/events/{eventId}/cancel': events.cancelEvent,
  'GET /admin/teams/userConfigurations/{id}': teams.getConfiguration,
  "GET /admin/teams/policy/getPolicyId(type='{type}',name='{name}')": teams.getPolicyId,
  'POST /admin/teams/policy/userAssignments/assign': teams.assignPolicies,
  'POST /admin/teams/policy/userAssignments/unassign': teams.unassignPolicies,
  'GET /admin/teams/telephoneNumberManagement/numberAssignments': numbers.listNumbers,
  'POST /admin/teams/telephoneNumberManagement/numberAssignments/assignNumber': numbers.assignNumber,
  'POST /admin/teams/telephoneNumberManagement/numberAssignments/unassignNumber': numbers.unassignNumber,
  'GET /admin/teams/telephoneNumberManagement/operations/{id}': numbers.getOperation,
  "GET /admin/teams/telephoneNumberManagement/operations('{id}')": numbers.getOperation,
}
