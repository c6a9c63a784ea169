import { Hono } from 'hono'
import type { Grants } from './grants.ts'
import type { Services } from './serve.ts'

/** Without a client id it is the back that asks; `administrator` is who sets things up. App Service's managed identity endpoint, as @azure/identity calls it (learn, "How to use managed identities for App Service and Azure Functions"). */
export function identityEndpoint({ tokens, grants }: Services, identityHeader: string): Hono {
  const app = new Hono()
  const refusal = (statusCode: number, message: string) =>
    Response.json({ statusCode, message }, { status: statusCode })
  app.get('/token', async (c) => {
    const { 'api-version': version, resource = '', client_id: clientId, ...others } = c.req.query()
    if (c.req.header('x-identity-header') !== identityHeader) return refusal(401, 'the X-IDENTITY-HEADER is not right')
    if (version !== '2019-08-01') return refusal(400, `not supported by the local tenant: api-version ${version}`)
    const [other] = Object.keys(others)
    if (other)
      return refusal(400, `not supported by the local tenant: ${other} (identities are told apart by client_id)`)
    const audience = resource.replace(/\/$/, '')
    if (!resources.has(audience)) return refusal(400, `not supported by the local tenant: resource ${resource}`)
    const held = grants.read()
    if (clientId === undefined) return c.json(await tokens.issue(resource, rolesFor(audience, held), Date.now()))
    const fault = faultOfAdministrator(clientId, audience)
    if (fault) return refusal(400, fault)
    const roles = audience === graphResource ? held.administrator : []
    return c.json(await tokens.issue(resource, roles, Date.now(), 'administrator'))
  })
  return app
}

/** The Azure CLI, with which administrators sign in, is not preauthorised for Exchange (AADSTS65002). */
function faultOfAdministrator(clientId: string, audience: string): string | undefined {
  if (clientId !== 'administrator')
    return `No User Assigned or Delegated Managed Identity found for specified ClientId ${clientId}`
  return audience === exchangeResource ? 'AADSTS65002: consent must be configured via preauthorization' : undefined
}

export const graphResource = 'https://graph.microsoft.com'
export const managementResource = 'https://management.azure.com'
export const exchangeResource = 'https://outlook.office365.com'

const resources = new Set([
  graphResource,
  exchangeResource,
  managementResource,
  'https://vault.azure.net',
  'https://storage.azure.com',
  'https://servicebus.azure.net',
])

function rolesFor(audience: string, { graph, exchange }: Grants): string[] {
  if (audience === graphResource) return graph
  return audience === exchangeResource ? exchange : []
}
