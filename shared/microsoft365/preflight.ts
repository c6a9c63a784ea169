import type { TokenCredential } from '@azure/identity'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import type { Send } from '../http/outbound.ts'
import { Transient } from '../http/transient.ts'
import { wheres, type Estate, type Where } from '../room/need.ts'
import type { GroupSeen } from '../room/licenceGroups.ts'
import type { ActionSet, PreflightReading, VerifiedDomain } from '../room/preflight.ts'
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts'
import { readSkus } from './users.ts'

export interface PreflightOptions {
  graph: Graph
  graphScope: string
  exchange: { url: string; scope: string }
  /** The Automation account, where rooms are on premises too. */
  worker?: { armUrl: string; account: string; scope: string } | undefined
  tenantId: string
  credential: TokenCredential
  send: Send
  estate: Estate
  /** Ids of the groups that give licences. */
  groups?: readonly string[]
}

/** Reads what the service may do and what the tenant has, in one call of each service. What is refused is left out of the reading; throws Transient when a service is busy. */
export type ReadPreflight = () => Promise<PreflightReading>

export const makePreflight = (options: PreflightOptions): ReadPreflight =>
  async function readPreflight() {
    const isThere = (where: Where) => wheres[where].applies(options.estate)
    const { worker } = options
    const [ofGraph, ofExchange, ofAutomation] = await Promise.all([
      isThere('cloud') ? readGraph(options) : {},
      isThere('exchange-online') ? readExchange(options) : {},
      worker && isThere('jobs') ? readAutomation(options, worker) : {},
    ])
    return { ...ofGraph, ...ofExchange, ...ofAutomation }
  }

const requests: GraphRequest[] = [
  { id: 'organization', method: 'GET', url: '/organization?$select=id,displayName,verifiedDomains' },
  {
    id: 'skus',
    method: 'GET',
    url: '/subscribedSkus?$select=skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans',
  },
]

const organizations = z.object({
  value: z.array(z.object({ verifiedDomains: z.array(z.object({ name: z.string(), type: z.string().nullish() })) })),
})
const plans = z.object({
  value: z.array(z.object({ skuId: z.string(), servicePlans: z.array(z.object({ servicePlanName: z.string() })) })),
})

/** The part that anybody who may read the directory can read; the roles are those of whoever asks. */
export async function readGraph({
  graph,
  graphScope,
  credential,
  groups: ids = [],
}: Pick<PreflightOptions, 'graph' | 'graphScope' | 'credential' | 'groups'>): Promise<PreflightReading> {
  // One group may give several licences.
  const groups = [...new Set(ids)]
  const graphRoles = await readRoles(credential, graphScope)
  const asked = [...requests, ...groups.map(groupRequest)]
  const answers = await graph.batch(asked)
  const [organization, skus] = [answers.get('organization'), answers.get('skus')]
  const refused = asked.filter(({ id }) => isRefused(answers.get(id))).map(({ url }) => callOf(url))
  return {
    ...(groups.length > 0 && { groups: groups.flatMap((id) => toGroup(id, answers.get(id)) ?? []) }),
    ...(graphRoles && { graphRoles }),
    ...(refused.length > 0 && { refused }),
    ...(isAnswered(organization) && { domains: toDomains(organization) }),
    ...(isAnswered(skus) && { skus: toSkus(skus) }),
  }
}

const groupRequest = (id: string): GraphRequest => ({
  id,
  method: 'GET',
  url: `/groups/${id}?$select=displayName,membershipRule,membershipRuleProcessingState,assignedLicenses`,
})

/** As needs name it. */
const callOf = (url: string): string => `GET ${url.split('?')[0]?.replace(/^(\/groups\/).+/, '$1{id}')}`

const group = z.object({
  displayName: z.string(),
  membershipRule: z.string().nullish(),
  membershipRuleProcessingState: z.string().nullish(),
  assignedLicenses: z.array(z.object({ skuId: z.string() })).default([]),
})

/** One that is not there is told apart from one that could not be read. */
function toGroup(id: string, answer: GraphAnswer | undefined): GroupSeen | undefined {
  if (answer?.status === 404) return { id }
  if (!isAnswered(answer)) return undefined
  const { displayName: name, membershipRule: rule, ...seen } = group.parse(answer.body)
  return {
    id,
    name,
    licences: seen.assignedLicenses.map(({ skuId }) => skuId),
    ...(rule && { rule, isProcessing: seen.membershipRuleProcessingState === 'On' }),
  }
}

const isAnswered = (answer: GraphAnswer | undefined): answer is GraphAnswer =>
  answer !== undefined && answer.status < 400

const isRefused = (answer: GraphAnswer | undefined): boolean => answer?.status === 401 || answer?.status === 403

/** /domains would tell the same, but takes a permission that nothing else needs. */
const toDomains = ({ body }: GraphAnswer): VerifiedDomain[] =>
  organizations
    .parse(body)
    .value.flatMap(({ verifiedDomains }) => verifiedDomains)
    .map(({ name, type }) => ({ name, isManaged: type?.toLowerCase() !== 'federated' }))

function toSkus(answer: GraphAnswer): NonNullable<PreflightReading['skus']> {
  const plansOf = new Map(plans.parse(answer.body).value.map(({ skuId, servicePlans }) => [skuId, servicePlans]))
  return readSkus(answer).map(({ skuId, partNumber }) => ({
    skuId,
    partNumber,
    plans: plansOf.get(skuId)?.map(({ servicePlanName }) => servicePlanName) ?? [],
  }))
}

const claims = z.object({ roles: z.array(z.string()).default([]) })

/** Our own token, read as a note of what we were granted; nothing is allowed to anybody because of it. An opaque one tells nothing. */
async function readRoles(credential: TokenCredential, scope: string): Promise<string[] | undefined> {
  const token = await credential.getToken(scope)
  try {
    return claims.parse(decodeJwt(token?.token ?? '')).roles
  } catch {
    return undefined
  }
}

/** The module's own version is part of the call; any that Microsoft still serves does. */
const moduleFile = 'EXOModuleFile?Version=3.9.2'
const modules = z.object({ value: z.array(z.object({ exportedCmdlets: z.string() })) })

/** The list that Microsoft's module makes its functions from: cut down to what the caller's roles give. */
async function readExchange(options: PreflightOptions): Promise<PreflightReading> {
  const { exchange, tenantId, credential, send } = options
  const exchangeAppRoles = await readRoles(credential, exchange.scope)
  const url = `${exchange.url}/adminapi/v1.0/${tenantId}/${moduleFile}`
  const response = await send({
    method: 'GET',
    url,
    headers: { ...(await bearer(options, exchange.scope)), commandname: '*' },
  })
  const { data } = modules.safeParse(await readJson(response, 'Exchange'))
  const cmdlets = data?.value.flatMap(({ exportedCmdlets }) => exportedCmdlets.split(',').map((name) => name.trim()))
  return { ...(exchangeAppRoles && { exchangeAppRoles }), ...(cmdlets && { cmdlets: cmdlets.filter(Boolean) }) }
}

const permissions = z.object({
  value: z.array(z.object({ actions: z.array(z.string()).default([]), notActions: z.array(z.string()).nullish() })),
})

/** Azure, Authorization, "Permissions - List For Resource". */
async function readAutomation(
  options: PreflightOptions,
  { armUrl, account, scope }: NonNullable<PreflightOptions['worker']>,
): Promise<PreflightReading> {
  const url = `${armUrl}${account}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`
  const response = await options.send({ method: 'GET', url, headers: await bearer(options, scope) })
  const { data } = permissions.safeParse(await readJson(response, 'Azure'))
  const sets: ActionSet[] | undefined = data?.value.map(({ actions, notActions }) => ({
    actions,
    notActions: notActions ?? [],
  }))
  return sets ? { permissions: sets } : {}
}

async function bearer({ credential }: PreflightOptions, scope: string): Promise<Record<string, string>> {
  return { authorization: `Bearer ${(await credential.getToken(scope))?.token}` }
}

/** A refusal tells nothing; a failure of the service passes. */
async function readJson(response: Response, service: string): Promise<unknown> {
  if (response.status >= 500) throw new Transient(`${service} answered ${response.status}`)
  if (!response.ok) return undefined
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Transient(`${service} answered with something that is not JSON`)
  }
}
