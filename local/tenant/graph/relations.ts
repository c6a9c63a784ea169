import { directoryRoles } from '../directoryRoles.ts'
import { isGranted } from '../grants.ts'
import { drawGuid } from '../seededDraw.ts'
import { roleReaders } from './accountData.ts'
import { refuse, refuseMissing } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { collection, entity, project } from './project.ts'
import { showUser } from './showUser.ts'

/** Who has no manager, and whose manager is deleted, are not told apart. */
export const getManager: GraphFunction = (request) => {
  const { managerId = '' } = readUser(request)
  const manager = request.look(request.world.users, managerId)
  if (!manager || manager.deletedDateTime) refuseMissing('manager')
  return entity('directoryObjects', { '@odata.type': '#microsoft.graph.user', ...showUser(request, manager) })
}

/** An OData cast needs both $count=true and ConsistencyLevel: eventual (learn, graph/api/user-list-transitivememberof, 2023). */
export const listDirectoryRoles: GraphFunction = (request) => {
  const { options, isEventual } = request
  if (!isEventual || options.$count !== 'true') refuse(400, 'Request_UnsupportedQuery', 'Unsupported Query.')
  const { directoryRoles: held = [] } = readUser(request)
  return collection(
    'directoryRoles',
    held.map((name) => showRole(request, name)),
    { '@odata.count': held.length },
  )
}

function showRole({ facts, held, select }: GraphRequest, displayName: string): Record<string, unknown> {
  const id = drawGuid(facts.seed, 'directoryRole', displayName)
  const roleTemplateId = directoryRoles[displayName]?.templateId
  const all = { id, displayName, description: displayName, roleTemplateId }
  const shown = isGranted(held, roleReaders) ? all : { id }
  return { '@odata.type': '#microsoft.graph.directoryRole', ...project('directoryRole', shown, select) }
}
