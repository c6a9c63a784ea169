import { z } from 'zod'
import {
  assignmentsOf,
  builtIn,
  identityId,
  resourceApps,
  type Assignment,
  type ResourceApp,
  type ServicePrincipal,
} from '../servicePrincipals.ts'
import { drawGuid } from '../seededDraw.ts'
import { graphAnswer, refuse, refuseBadRequest, refuseMissing, refuseUnsupported } from './failure.ts'
import { graphCalls, graphResources, userChanges } from './graphData.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { collection, entity, project } from './project.ts'
import { Refusal } from '../answer.ts'

/** Every role that a call here takes, and what is held besides. */
function publishedRoles({ grants }: GraphRequest): Record<ResourceApp, string[]> {
  const held = grants.read()
  const taken = [...Object.values(graphCalls), ...Object.values(userChanges)].flatMap(({ permissions }) =>
    permissions.flatMap((one) => one.split('+')),
  )
  const graph = [...new Set([...taken, 'Mail.ReadWrite', ...held.graph])]
  return { graph, exchange: [...new Set(['Exchange.ManageAsApp', 'full_access_as_app', ...held.exchange])] }
}

function listAll(request: GraphRequest): ServicePrincipal[] {
  const { world, look, facts } = request
  const made = world.apps.principals.ids().flatMap((id) => look(world.apps.principals, id) ?? [])
  return [...builtIn(facts, publishedRoles(request)), ...made]
}

const find = (request: GraphRequest): ServicePrincipal =>
  listAll(request).find(({ id }) => id === request.id.toLowerCase()) ?? refuseMissing(request.id)

const show = ({ select }: GraphRequest, principal: ServicePrincipal) =>
  project('servicePrincipal', { ...principal }, select)

export const listPrincipals: GraphFunction = (request) => {
  const [, appId] = /^appId eq '([^']+)'$/i.exec(request.filter ?? '') ?? []
  if (!appId) refuseUnsupported('a list of service principals by anything but appId eq')
  const found = listAll(request).filter((one) => one.appId === appId.toLowerCase())
  return collection(
    'servicePrincipals',
    found.map((one) => show(request, one)),
  )
}

export const getPrincipal: GraphFunction = (request) => entity('servicePrincipals', show(request, find(request)))

const principalSchema = z.strictObject({ appId: z.guid(), appRoleAssignmentRequired: z.boolean().optional() })

export const postPrincipal: GraphFunction = (request) => {
  const { world, look, facts, now } = request
  const { appId, appRoleAssignmentRequired = false } = parseBody(
    principalSchema,
    request.body,
    graphResources.servicePrincipal.elsewhere,
  )
  const shown = world.apps.registrations.ids().flatMap((name) => look(world.apps.registrations, name) ?? [])
  const application = shown.find((one) => one.appId === appId) ?? refuseUnbacked(appId)
  if (world.apps.principals.ids().some((id) => world.apps.principals.truth(id)?.appId === appId)) refuseTwice(appId)
  const made: ServicePrincipal = {
    id: drawGuid(facts.seed, 'servicePrincipal', appId, now),
    appId,
    displayName: application.displayName,
    servicePrincipalType: 'Application',
    appRoleAssignmentRequired,
    appRoles: application.appRoles,
  }
  world.apps.principals.write(made.id, made, 'groupCreated')
  return { ...entity('servicePrincipals', show(request, made)), status: 201 }
}

/** Also when the application was made a moment ago (hashicorp/go-azure-sdk and other clients wait for it). */
function refuseUnbacked(appId: string): never {
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`
  const { body, ...answer } = graphAnswer(400, 'Request_BadRequest', message)
  const { error } = body as { error: object }
  const details = [{ code: 'NoBackingApplicationObject', message, target: 'appId' }]
  throw new Refusal({ ...answer, body: { error: { ...error, details } } })
}

function refuseTwice(appId: string): never {
  const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`
  refuse(409, 'Request_MultipleObjectsWithSameKeyValue', message)
}

export const listAssignments: GraphFunction = (request) => {
  const { facts, grants } = request
  const { id } = find(request)
  const held = id === identityId(facts) ? assignmentsOf(facts, grants.read()) : []
  return collection(
    'appRoleAssignments',
    held.map((one) => showAssignment(request, one)),
  )
}

function showAssignment({ facts }: GraphRequest, { id, appRoleId, resource }: Assignment) {
  return project(
    'appRoleAssignment',
    {
      id,
      appRoleId,
      principalId: identityId(facts),
      principalDisplayName: 'id-back',
      principalType: 'ServicePrincipal',
      resourceId: drawGuid(facts.seed, 'resource', resource),
      resourceDisplayName: resourceApps[resource].displayName,
    },
    undefined,
  )
}

const assignmentSchema = z.strictObject({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() })

export const postAssignment: GraphFunction = (request) => {
  const { facts, grants, world } = request
  const { id } = find(request)
  if (id !== identityId(facts)) refuseUnsupported('app roles of another identity than that of the back')
  const given = parseBody(assignmentSchema, request.body, graphResources.appRoleAssignment.elsewhere)
  if (given.principalId !== id) refuseBadRequest("Invalid value specified for property 'principalId'.")
  const target = listAll(request).find((one) => one.id === given.resourceId)
  const role = target?.appRoles.find((one) => one.id === given.appRoleId)
  const resource = (Object.keys(resourceApps) as ResourceApp[]).find((one) => resourceApps[one].appId === target?.appId)
  if (!role || !resource) refuseBadRequest('Permission being assigned was not found on application.')
  const held = grants.read()
  if (held[resource].includes(role.value)) refuseBadRequest('Permission being assigned already exists on the object')
  grants.change({ [resource]: [...held[resource], role.value] })
  world.noteChange()
  const made = assignmentsOf(facts, grants.read()).find((one) => one.resource === resource && one.role === role.value)
  return { ...entity('appRoleAssignments', made ? showAssignment(request, made) : {}), status: 201 }
}

export const deleteAssignment: GraphFunction = (request) => {
  const { facts, grants, world, ids } = request
  find(request)
  const [, assignmentId = ''] = ids
  const held = assignmentsOf(facts, grants.read()).find((one) => one.id === assignmentId) ?? refuseMissing(assignmentId)
  grants.change({ [held.resource]: grants.read()[held.resource].filter((role) => role !== held.role) })
  world.noteChange()
  return { status: 204 }
}
