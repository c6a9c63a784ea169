import { groupInForce, isDynamic, lookingForMembers, membersOf } from '../groups.ts'
import type { Group } from '../world.ts'
import { refuseMissing, refuseUnsupported } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { pageOf } from './paging.ts'
import { collection, entity, project } from './project.ts'
import { showUser } from './showUser.ts'

/** The group as Graph shows it now; refuses when it is absent or not visible yet. */
export function readGroup({ world, look, id }: GraphRequest): Group {
  return look(world.groups, id.toLowerCase()) ?? refuseMissing(id)
}

export const getGroup: GraphFunction = (request) => entity('groups', showGroup(request, readGroup(request)))

/** Names of groups are not unique. */
export const listGroups: GraphFunction = (request) => {
  const { world, look, filter } = request
  if (!filter) refuseUnsupported('a list of groups without $filter')
  const criteria = filter.split(/\s+or\s+/).map(parseCriterion)
  const ids = new Set(criteria.flatMap(({ value }) => world.holders(value)))
  const groups = [...ids]
    .flatMap((id) => look(world.groups, id) ?? [])
    .filter((group) => criteria.some(({ property, value }) => group[property].toLowerCase() === value))
  return collection(
    'groups',
    groups.map((group) => showGroup(request, group)),
  )
}

export function showGroup({ select }: GraphRequest, group: Group): Record<string, unknown> {
  return project('group', { ...group, proxyAddresses: [], assignedLicenses: group.licences }, select)
}

/** Members that a rule gives come when the service has noticed. */
export const listMembers: GraphFunction = (request) => {
  const { world } = request
  const shownGroup = readGroup(request)
  const group = isDynamic(shownGroup) ? groupInForce(world, shownGroup.id) : shownGroup
  const { shown, more } = pageOf(request, group ? membersOf(world, lookingForMembers, group) : [])
  const value = shown.map((user) => ({ '@odata.type': '#microsoft.graph.user', ...showUser(request, user) }))
  return collection('directoryObjects', value, more)
}

interface Criterion {
  property: 'displayName' | 'mailNickname'
  value: string
}

function parseCriterion(text: string): Criterion {
  const [, name, value = ''] = /^(displayName|mailNickname) eq '((?:[^']|'')+)'$/i.exec(text.trim()) ?? []
  if (!name) refuseUnsupported(`the filter ${text} (only displayName eq and mailNickname eq, joined by or)`)
  const property = name.toLowerCase() === 'displayname' ? 'displayName' : 'mailNickname'
  return { property, value: value.replaceAll("''", "'").toLowerCase() }
}
