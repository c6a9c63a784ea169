import { z } from 'zod'
import type { Graph, GraphAnswer, GraphRequest } from '../../shared/microsoft365/graph.ts'
import type { Registration } from './wanted.ts'

/** The calls of a directory administrator. Throws Refused with what to do when one is refused. */
export interface Directory {
  findService(appId: string): Promise<Service>
  listGrants(principalId: string): Promise<Grant[]>
  grant(principalId: string, serviceId: string, roleId: string): Promise<void>
  takeAway(principalId: string, grantId: string): Promise<void>
  findRegistration(): Promise<Known | undefined>
  /** Makes it where it is missing, so twice is once. */
  writeRegistration(registration: Registration): Promise<void>
  findPrincipal(appId: string): Promise<string | undefined>
  /** Whether this call made it; somebody may have been faster. */
  makePrincipal(appId: string): Promise<boolean>
  /** The group of all rooms, under whatever name people know it by now. */
  findRoomGroup(): Promise<RoomGroup | undefined>
  makeRoomGroup(name: string, rule: string): Promise<void>
}

export interface Service {
  id: string
  /** Ids of app roles by their names. */
  roles: Map<string, string>
}

export interface Grant {
  id: string
  serviceId: string
  roleId: string
}

/** Without a rule its members are given by hand. */
export interface RoomGroup {
  id: string
  rule: string | undefined
}

export type Known = Registration & { appId: string }

/** Nothing more can be done until a person has done something. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** The key by which the registration is found again, also when somebody gave it another name (learn, graph/api/application-upsert). */
const uniqueName = 'roomwright-pages'

const list = <T extends z.ZodType>(item: T) => z.object({ value: z.array(item) })
const roles = z.array(z.object({ id: z.string(), value: z.string().nullish() }))
const principals = list(z.object({ id: z.string(), appRoles: roles.default([]) }))
const grants = list(z.object({ id: z.string(), resourceId: z.string(), appRoleId: z.string() }))
const pageRole = z.object({
  id: z.string(),
  value: z.string(),
  displayName: z.string(),
  description: z.string(),
  allowedMemberTypes: z.array(z.string()),
  isEnabled: z.boolean(),
})
const registration = z.object({
  appId: z.string(),
  displayName: z.string(),
  appRoles: z.array(pageRole),
  spa: z.object({ redirectUris: z.array(z.string()) }),
})
const groups = list(z.object({ id: z.string(), membershipRule: z.string().nullish() }))
const errorShape = z.object({ error: z.object({ message: z.string().default('') }) })

type Ask = (request: Omit<GraphRequest, 'id'>, known?: number[]) => Promise<GraphAnswer>

export function makeDirectory(graph: Graph): Directory {
  const ask: Ask = async (request, known = []) => {
    const answer = (await graph.batch([{ id: '1', ...request }])).get('1')
    if (!answer) throw new Error(`Graph did not answer ${request.url}`)
    if (answer.status >= 400 && !known.includes(answer.status)) throw refusal(request, answer)
    return answer
  }
  return { ...grantCalls(ask), ...registrationCalls(ask), ...groupCalls(ask) }
}

async function findPrincipals(ask: Ask, appId: string): Promise<z.output<typeof principals>['value']> {
  const url = `/servicePrincipals?$filter=appId eq '${appId}'&$select=id,appRoles`
  return principals.parse((await ask({ method: 'GET', url })).body).value
}

function grantCalls(ask: Ask): Pick<Directory, 'findService' | 'listGrants' | 'grant' | 'takeAway'> {
  const pathOf = (principalId: string) => `/servicePrincipals/${principalId}/appRoleAssignments`
  return {
    async findService(appId) {
      const [found] = await findPrincipals(ask, appId)
      if (!found) throw new Refused(`The tenant has no service ${appId}: its licences do not bring it.`)
      return { id: found.id, roles: new Map(found.appRoles.map(({ id, value }) => [value ?? '', id])) }
    },
    async listGrants(principalId) {
      const answer = await ask({ method: 'GET', url: `${pathOf(principalId)}?$top=999` }, [404])
      if (answer.status === 404)
        throw new Refused(`The tenant has no identity ${principalId}. Was azd provision run, in this tenant?`)
      return grants
        .parse(answer.body)
        .value.map(({ id, resourceId: serviceId, appRoleId: roleId }) => ({ id, serviceId, roleId }))
    },
    async grant(principalId, resourceId, appRoleId) {
      const body = { principalId, resourceId, appRoleId }
      const request = { method: 'POST', url: pathOf(principalId), body } as const
      const answer = await ask(request, [400])
      if (answer.status === 400 && !/already exists/i.test(messageOf(answer))) throw refusal(request, answer)
    },
    async takeAway(principalId, grantId) {
      await ask({ method: 'DELETE', url: `${pathOf(principalId)}/${grantId}` }, [404])
    },
  }
}

function registrationCalls(
  ask: Ask,
): Pick<Directory, 'findRegistration' | 'writeRegistration' | 'findPrincipal' | 'makePrincipal'> {
  return {
    async findRegistration() {
      const answer = await ask({ method: 'GET', url: `${path}?$select=appId,displayName,appRoles,spa` }, [404])
      if (answer.status === 404) return undefined
      const { appId, displayName, appRoles, spa } = registration.parse(answer.body)
      return { appId, displayName, appRoles, redirectUris: spa.redirectUris }
    },
    async writeRegistration({ displayName, appRoles, redirectUris }) {
      const body = { displayName, signInAudience: 'AzureADMyOrg', appRoles, spa: { redirectUris }, api }
      await ask({ method: 'PATCH', url: path, headers: { Prefer: 'create-if-missing' }, body })
    },
    async findPrincipal(appId) {
      return (await findPrincipals(ask, appId))[0]?.id
    },
    async makePrincipal(appId) {
      const body = { appId, appRoleAssignmentRequired: true }
      const answer = await ask({ method: 'POST', url: '/servicePrincipals', body }, [400, 409])
      if (answer.status === 400) throw new NotYet(messageOf(answer))
      return answer.status !== 409
    },
  }
}

/** The name in its addresses, by which the group is found again. Names of groups are not unique (learn, graph/api/group-post-groups), so who makes it looks first. */
const roomGroup = 'roomwright-rooms'

const groupCalls = (ask: Ask): Pick<Directory, 'findRoomGroup' | 'makeRoomGroup'> => ({
  async findRoomGroup() {
    const url = `/groups?$filter=mailNickname eq '${roomGroup}'&$select=id,membershipRule`
    const [group] = groups.parse((await ask({ method: 'GET', url })).body).value
    return group && { id: group.id, rule: group.membershipRule ?? undefined }
  },
  async makeRoomGroup(displayName, membershipRule) {
    const dynamic = { groupTypes: ['DynamicMembership'], membershipRule, membershipRuleProcessingState: 'On' }
    const body = { displayName, mailNickname: roomGroup, mailEnabled: false, securityEnabled: true, ...dynamic }
    await ask({ method: 'POST', url: '/groups', body })
  },
})

/** Access tokens of version 2, whose audience is the client id and which name the person (learn, graph/api/resources/apiapplication); one permission, so that there is something to sign in for. */
const api = {
  requestedAccessTokenVersion: 2,
  oauth2PermissionScopes: [
    {
      id: '8d0b5a6e-6f0c-4d55-9d3c-0a4b7a1f5c10',
      value: 'access_as_user',
      type: 'User',
      isEnabled: true,
      adminConsentDisplayName: 'Use Roomwright',
      adminConsentDescription: 'Lets the pages of Roomwright ask for rooms in the name of who is signed in.',
    },
  ],
}

/** What was just made is not seen everywhere. */
export class NotYet extends Error {
  override readonly name = 'NotYet'
}

const path = `/applications(uniqueName='${uniqueName}')`

const messageOf = ({ body }: GraphAnswer): string =>
  errorShape.catch({ error: { message: '' } }).parse(body).error.message

function refusal({ method, url }: Pick<GraphRequest, 'method' | 'url'>, answer: GraphAnswer): Refused {
  const what = `${method} ${url.split('?')[0]}`
  if (answer.status === 401 || answer.status === 403)
    return new Refused(
      `${what} was refused: you may not do this. Sign in (az login) as Privileged Role Administrator, who gives app roles, and Cloud Application Administrator, who makes registrations, and for a group Groups Administrator; then run this again.`,
    )
  return new Refused(`${what} answered ${answer.status}: ${messageOf(answer)}`)
}
