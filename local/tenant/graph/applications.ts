import { z } from 'zod'
import { drawGuid } from '../seededDraw.ts'
import type { Application } from '../servicePrincipals.ts'
import { graphResources } from './graphData.ts'
import { refuseMissing, refuseUnsupported } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { parseBody } from './parseBody.ts'
import { entity, project } from './project.ts'

const roleSchema = z.strictObject({
  id: z.guid(),
  value: z.string().min(1).max(250),
  displayName: z.string().min(1),
  description: z.string().min(1),
  allowedMemberTypes: z.array(z.enum(['User', 'Application'])).min(1),
  isEnabled: z.boolean(),
})

const bodySchema = z.strictObject({
  displayName: z.string().min(1).max(256),
  signInAudience: z.enum(['AzureADMyOrg', 'AzureADMultipleOrgs']).optional(),
  appRoles: z.array(roleSchema).optional(),
  api: z
    .strictObject({
      requestedAccessTokenVersion: z.union([z.literal(1), z.literal(2), z.null()]).optional(),
      oauth2PermissionScopes: z
        .array(
          z.strictObject({
            id: z.guid(),
            value: z.string().min(1),
            type: z.enum(['User', 'Admin']),
            isEnabled: z.boolean(),
            adminConsentDisplayName: z.string().min(1).max(100),
            adminConsentDescription: z.string().min(1),
          }),
        )
        .optional(),
    })
    .optional(),
  spa: z.strictObject({ redirectUris: z.array(z.url()) }).optional(),
})

export const getApplication: GraphFunction = (request) => entity('applications', show(request, find(request)))

/** Made where it is missing only if the caller prefers that; else it is a change (learn, graph/api/application-upsert). */
export const upsertApplication: GraphFunction = (request) => {
  const { world, facts, now, id: uniqueName } = request
  const body = parseBody(bodySchema, request.body, graphResources.application.elsewhere)
  const known = world.apps.registrations.truth(uniqueName)
  if (!known && request.prefer !== 'create-if-missing') refuseMissing(uniqueName)
  const draft: Application = known ?? {
    id: drawGuid(facts.seed, 'application', uniqueName, now),
    appId: drawGuid(facts.seed, 'appId', uniqueName, now),
    uniqueName,
    displayName: '',
    signInAudience: 'AzureADMyOrg',
    appRoles: [],
    api: {},
    spa: { redirectUris: [] },
    createdDateTime: now,
  }
  const written = { ...draft, ...(body as Partial<Application>) }
  for (const role of draft.appRoles) refuseLostRole(role.id, written)
  if (JSON.stringify(written) !== JSON.stringify(known))
    world.apps.registrations.write(uniqueName, written, known ? 'groupChanged' : 'groupCreated')
  return known ? { status: 204 } : { ...entity('applications', show(request, written)), status: 201 }
}

/** A role must be switched off before it can be taken away; that is not rehearsed. */
function refuseLostRole(id: string, { appRoles }: Application): void {
  if (!appRoles.some((role) => role.id === id)) refuseUnsupported('taking an app role away from an application')
}

const find = ({ world, look, id }: GraphRequest): Application => look(world.apps.registrations, id) ?? refuseMissing(id)

const show = ({ select }: GraphRequest, application: Application) => project('application', { ...application }, select)
