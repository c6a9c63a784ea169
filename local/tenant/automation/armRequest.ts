import { z } from 'zod'
import type { TenantFacts } from '../accounts.ts'
import type { Call } from '../call.ts'
import { isGranted } from '../grants.ts'
import type { TokenCheck } from '../tokens.ts'
import {
  automationAccount,
  identityOf,
  requestParameter,
  resourceGroup,
  runbookName,
  subscriptionOf,
  workerGroup,
} from './account.ts'
import { apiVersion, armCalls } from './armData.ts'
import type { ArmCallName } from './armData.ts'
import { refuseArm, refuseAutomation, refuseUnsupported } from './failure.ts'

export interface Route {
  name: ArmCallName
  jobName: string
}

const shape =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Automation\/automationAccounts\/([^/]+)\/jobs\/([^/]+)(?:\/(\w+))?$/i

/** Which call a method and path are, whatever they name; undefined for what is not played. */
export function routeOf({ method, path }: Call): Route | undefined {
  const [, , , , jobName = '', part] = shape.exec(new URL(path, 'http://local').pathname) ?? []
  const name = `${method} jobs/{jobName}${part ? `/${part.toLowerCase()}` : ''}`
  return jobName && name in armCalls ? { name: name as ArmCallName, jobName: decodeURIComponent(jobName) } : undefined
}

/** In the order in which Azure Resource Manager looks: token, version, resource, role. */
export function checkCaller(call: Call, token: TokenCheck, { name }: Route, facts: TenantFacts, held: string[]): void {
  refuseToken(token)
  const { pathname, searchParams } = new URL(call.path, 'http://local')
  const [unknown] = [...searchParams.keys()].filter((option) => option !== 'api-version')
  if (unknown) refuseUnsupported(`${unknown} of jobs`)
  refuseVersion(searchParams.get('api-version'))
  refuseOtherResource(pathname, facts)
  if (isGranted(held, armCalls[name].roles)) return
  const client = identityOf(facts)
  refuseArm(
    403,
    'AuthorizationFailed',
    `The client '${client}' with object id '${client}' does not have authorization to perform action '${armCalls[name].action}' over scope '${pathname}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}

function refuseToken(token: TokenCheck): void {
  if (token === 'valid') return
  if (token === 'missing')
    refuseArm(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.")
  if (token === 'expired') refuseArm(401, 'ExpiredAuthenticationToken', 'The access token expiry is in the past.')
  if (token === 'wrong-audience')
    refuseArm(
      401,
      'InvalidAuthenticationTokenAudience',
      'The access token has been obtained for wrong audience or resource.',
    )
  refuseArm(401, 'InvalidAuthenticationToken', 'The access token is invalid.')
}

function refuseVersion(version: string | null): void {
  if (version === apiVersion) return
  if (version !== null) refuseUnsupported(`api-version ${version}`)
  refuseArm(
    400,
    'MissingApiVersionParameter',
    'The api-version query parameter (?api-version=) is required for all requests.',
  )
}

function refuseOtherResource(pathname: string, facts: TenantFacts): void {
  const [, subscription = '', group = '', account = ''] = shape.exec(pathname) ?? []
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  if (!isSame(subscription, subscriptionOf(facts)))
    refuseArm(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`)
  if (!isSame(group, resourceGroup))
    refuseArm(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`)
  if (isSame(account, automationAccount)) return
  const resource = `Microsoft.Automation/automationAccounts/${account}`
  refuseArm(404, 'ResourceNotFound', `The Resource '${resource}' under resource group '${group}' was not found.`)
}

const jobSchema = z.strictObject({
  properties: z.strictObject({
    runbook: z.strictObject({ name: z.string() }),
    runOn: z.string(),
    parameters: z.record(z.string(), z.string()),
  }),
})

export interface JobRequest {
  runOn: string
  parameters: Record<string, string>
}

/** That a wrong name is refused at once with 400, and these sentences, are assumptions; the page names the shape only. */
export function readJobRequest(body: unknown): JobRequest {
  const { success, data } = jobSchema.safeParse(body)
  if (!success) refuseAutomation(400, 'BadRequest', 'The request body on CreateJob must have properties of a job.')
  const { runbook, runOn, parameters } = data.properties
  if (runbook.name !== runbookName) refuseAutomation(400, 'BadRequest', `The runbook '${runbook.name}' was not found.`)
  if (runOn !== workerGroup)
    refuseAutomation(400, 'BadRequest', `The Hybrid Runbook Worker group '${runOn}' was not found.`)
  const [other] = Object.keys(parameters).filter((name) => name !== requestParameter)
  if (other) refuseAutomation(400, 'BadRequest', `The runbook '${runbookName}' has no parameter '${other}'.`)
  if (!(requestParameter in parameters))
    refuseAutomation(400, 'BadRequest', `The parameter '${requestParameter}' of the runbook is mandatory.`)
  return { runOn, parameters }
}
