import { draftGroup, isDynamic, lookingForMembers, membersOf } from '../groups.ts'
import { compileRule, isFault } from '../membershipRule.ts'
import type { Group } from '../world.ts'
import { refuse, refuseBadRequest, refuseMissing, refuseUnprivileged, refuseUnsupported } from './failure.ts'
import { graphResources } from './graphData.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction } from './graphRequest.ts'
import { isElsewhere } from './project.ts'
import { readGroup, showGroup } from './readGroups.ts'

const isText = (value: unknown) => typeof value === 'string' && value.length > 0
const isFlag = (value: unknown) => typeof value === 'boolean'
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string'

/** What can be written of a group, and which values are taken. */
const writable = {
  displayName: (value) => isText(value) && String(value).length <= 256,
  mailNickname: (value) => isText(value) && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(String(value)),
  description: isTextOrNull,
  mailEnabled: isFlag,
  securityEnabled: isFlag,
  groupTypes: (value) => Array.isArray(value) && value.every((type) => type === 'DynamicMembership'),
  membershipRule: isTextOrNull,
  membershipRuleProcessingState: (value) => value === 'On' || value === 'Paused',
} as const satisfies Partial<Record<keyof Group, (value: unknown) => boolean>>

const required = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'] as const

/** Two groups of one name can be made: asking twice makes two (learn, graph/api/group-post-groups, 2023). */
export const postGroup: GraphFunction = (request) => {
  const { world, facts, now } = request
  const given = parseBody(request.body)
  const missing = required.find((name) => !(name in given))
  if (missing) refuseBadRequest(`A value is required for property '${missing}' of resource 'Group'.`)
  const draft = draftGroup(facts.seed, world.groups.count(), given.displayName ?? '', now)
  const group = checked({ ...draft, ...given })
  world.groups.write(group.id, group, 'groupCreated')
  const context = 'https://graph.microsoft.com/v1.0/$metadata#groups/$entity'
  return { status: 201, body: { '@odata.context': context, ...showGroup(request, group) } }
}

export const patchGroup: GraphFunction = (request) => {
  const { world } = request
  const { id } = readGroup(request)
  const group = world.groups.truth(id) ?? refuseMissing(id)
  const changed = checked({ ...group, ...parseBody(request.body) })
  const isPaused = changed.membershipRuleProcessingState === 'Paused' && group.membershipRuleProcessingState === 'On'
  const members = isPaused ? membersOf(world, lookingForMembers, group).map((user) => user.id) : changed.members
  const written = { ...changed, members }
  if (JSON.stringify(written) !== JSON.stringify(group)) world.groups.write(id, written, 'groupChanged')
  return { status: 204 }
}

/** That who adds to a dynamic group is answered as without privilege is an assumption; that it cannot be done is not. */
export const addMember: GraphFunction = (request) => {
  const { world } = request
  const { id } = readGroup(request)
  const group = world.groups.truth(id) ?? refuseMissing(id)
  const { '@odata.id': reference } = Object(request.body) as Record<string, unknown>
  const [, memberId] =
    /^https:\/\/graph\.microsoft\.com\/v1\.0\/(?:directoryObjects|users)\/([^/]+)$/i.exec(String(reference)) ?? []
  if (!memberId) refuseBadRequest("Invalid URL format specified in @odata.id for property 'members'.")
  if (isDynamic(group)) refuseUnprivileged()
  const member = readUser({ ...request, id: memberId })
  if (group.members.includes(member.id)) {
    refuseBadRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
    )
  }
  world.groups.write(id, { ...group, members: [...group.members, member.id] }, 'groupChanged')
  return { status: 204 }
}

function parseBody(body: unknown): Partial<Group> {
  const given = Object.entries(Object(body) as object)
  if (given.length === 0) refuseBadRequest('Write requests must contain at least one property to be written.')
  for (const [name, value] of given) {
    if (!(name in writable)) refuseProperty(name)
    if (!writable[name as keyof typeof writable](value)) refuseValue(name, value)
  }
  return Object.fromEntries(given)
}

function refuseProperty(name: string): never {
  const { usual, selected } = graphResources.group
  if ([...usual, ...selected].includes(name) || isElsewhere('group', name) || name.includes('@')) {
    refuseUnsupported(`a change of property ${name} of group`)
  }
  refuseBadRequest(`Property '${name}' does not exist as a declared property or extension property.`)
}

function refuseValue(name: string, value: unknown): never {
  if (name === 'groupTypes' && JSON.stringify(value)?.includes('"Unified"')) refuseUnsupported('a Microsoft 365 group')
  refuseBadRequest(`Invalid value specified for property '${name}' of resource 'Group'.`)
}

/** Only security groups are kept here; a rule and the type DynamicMembership need each other. */
function checked(group: Group): Group {
  if (group.mailEnabled || !group.securityEnabled) refuseUnsupported('a group that is not a security group')
  if (isDynamic(group) !== (group.membershipRule !== null)) refuseValue('membershipRule', group.membershipRule)
  if (!isDynamic(group)) return group
  const compiled = compileRule(group.membershipRule ?? '')
  if (!isFault(compiled)) return group
  if (compiled.kind === 'unsupported') refuseUnsupported(`${compiled.at} in a membership rule`)
  return refuse(400, 'Request_BadRequest', `Invalid membership rule: unexpected ${compiled.at}.`)
}
