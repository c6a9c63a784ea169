import { assignLicence } from './assignLicence.ts'
import { listCalendarView } from './calendarView.ts'
import type { GraphCallName } from './graphData.ts'
import type { GraphFunction } from './graphRequest.ts'
import { assignGroupLicence } from './groupLicence.ts'
import * as organization from './organization.ts'
import { patchUser } from './patchUser.ts'
import * as read from './readCalls.ts'
import * as group from './readGroups.ts'
import { getManager, listDirectoryRoles } from './relations.ts'
import { restoreUser } from './restoreUser.ts'
import { addMember, patchGroup, postGroup } from './writeGroups.ts'

/** One function for each entry of graphData.ts; the compiler misses a forgotten one. */
export const graphFunctions: Record<GraphCallName, GraphFunction> = {
  'GET /users': read.listUsers,
  'GET /users/{id}': read.getUser,
  'PATCH /users/{id}': patchUser,
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
  'GET /organization': organization.listOrganization,
  'GET /domains': organization.listDomains,
  'GET /domains/{id}': organization.getDomain,
}
