import * as application from './applications.ts'
import * as access from './conditionalAccess.ts'
import { assignLicence } from './assignLicence.ts'
import * as events from './events.ts'
import { listCalendarView } from './calendarView.ts'
import type { GraphCallName } from './graphData.ts'
import type { GraphFunction } from './graphRequest.ts'
import { assignGroupLicence } from './groupLicence.ts'
import { deleteUser } from './deleteUser.ts'
import * as organization from './organization.ts'
import { patchUser } from './patchUser.ts'
import { getPlace } from './places.ts'
import * as read from './readCalls.ts'
import { listSignIns } from './signInLog.ts'
import * as principal from './servicePrincipalCalls.ts'
import * as teams from './teamsPolicies.ts'
import * as numbers from './telephoneNumbers.ts'
import { evaluateAccess } from './whatIf.ts'
import * as group from './readGroups.ts'
import { getManager, listDirectoryRoles } from './relations.ts'
import { restoreUser } from './restoreUser.ts'
import { addMember, patchGroup, postGroup } from './writeGroups.ts'

/** One function for each entry of graphData.ts; the compiler misses a forgotten one. */
export const graphFunctions: Record<GraphCallName, GraphFunction> = {
  'GET /users': read.listUsers,
  'GET /users/{id}': read.getUser,
  'PATCH /users/{id}': patchUser,
  'DELETE /users/{id}': deleteUser,
  'POST /users/{id}/assignLicense': assignLicence,
  'GET /users/{id}/manager': getManager,
  'GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole': listDirectoryRoles,
  'GET /users/{id}/calendarView': listCalendarView,
  'POST /directory/deletedItems/{id}/restore': restoreUser,
  'GET /users/{id}/licenseDetails': read.listLicenceDetails,
  'GET /groups': group.listGroups,
  'POST /groups': postGroup,
  'GET /groups/{id}': group.getGroup,
  'PATCH /groups/{id}': patchGroup,
  'GET /groups/{id}/members': group.listMembers,
  'POST /groups/{id}/members/$ref': addMember,
  'POST /groups/{id}/assignLicense': assignGroupLicence,
  'GET /subscribedSkus': read.listSubscribedSkus,
  'GET /directory/deletedItems/microsoft.graph.user': read.listDeletedUsers,
  'GET /policies/identitySecurityDefaultsEnforcementPolicy': access.getSecurityDefaults,
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
  'GET /places/{id}': getPlace,
  'GET /organization': organization.listOrganization,
  'GET /domains': organization.listDomains,
  'GET /domains/{id}': organization.getDomain,
  "GET /applications(uniqueName='{name}')": application.getApplication,
  "PATCH /applications(uniqueName='{name}')": application.upsertApplication,
  'GET /servicePrincipals': principal.listPrincipals,
  'GET /servicePrincipals/{id}': principal.getPrincipal,
  'POST /servicePrincipals': principal.postPrincipal,
  'GET /servicePrincipals/{id}/appRoleAssignments': principal.listAssignments,
  'POST /servicePrincipals/{id}/appRoleAssignments': principal.postAssignment,
  'DELETE /servicePrincipals/{id}/appRoleAssignments/{assignmentId}': principal.deleteAssignment,
}
