import { z } from 'zod'
import type { AccountRef } from '../room/plan.ts'
import type { AccessPolicy, Platform, Reading, SignInReadings, Trial } from '../room/signIn.ts'
import type { Bag } from '../room/snapshot.ts'
import { homesOf, type Topology } from '../room/topology.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet, CmdletRunner } from './cmdletRunner.ts'
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts'

/** What a what-if tells of one platform. */
export interface AccessReading {
  policies: Reading<AccessPolicy[]>
  /** Some policy asks what the device runs on, so the other platform may be treated otherwise. */
  isByPlatform: boolean
}

/** What decides whether a room can sign in; nothing of it changes anything. */
export interface SignIns {
  /** Everything but the other platforms, in one request of each service. What is refused is said to be missing. */
  readSignIn(
    account: AccountRef,
    platform: Platform,
  ): Promise<{ readings: Omit<SignInReadings, 'access' | keyof ServerReadings>; access: AccessReading }>
  /** Conditional access answers one such call a second in the whole tenant, so it is asked again only where that tells more. */
  readAccess(account: AccountRef, platform: Platform): Promise<AccessReading>
  /** What the worker finds out inside, in one job; nothing is asked where nothing is to be known. */
  readInside(account: AccountRef, wish: InsideWish): Promise<ServerReadings>
}

/** What servers inside the organisation decide about a sign-in. */
export type ServerReadings = Pick<SignInReadings, 'trial' | 'hasModernExchangeServer' | 'hasModernSkypeServer'>

export interface InsideWish {
  /** The worker tries this version of the password, which it reads from the vault; nobody else ever signs in as the room. */
  version?: string | undefined
  /** The room is for Skype too. */
  isForSkype: boolean
}

export const makeSignIns = (graph: Graph, exchange: CmdletRunner, worker: CmdletRunner): SignIns => ({
  async readSignIn(account, platform) {
    const { userId = '', address, topology } = account
    const isOnline = homesOf[topology].exchange === 'online'
    const [answers, results] = await Promise.all([
      graph.batch([...accountRequests(userId), whatIf(userId, platform)]),
      isOnline ? exchange.run([readOrganisation], address) : [],
    ])
    const readings = { ...toReadings(answers, address), ...toModernAuthentication(results) }
    return { readings, access: toAccess(answers.get('access')) }
  },
  readAccess: async ({ userId = '' }, platform) =>
    toAccess((await graph.batch([whatIf(userId, platform)])).get('access')),
  async readInside({ address, topology }, wish) {
    const cmdlets = insideCmdlets(address, topology, wish)
    if (cmdlets.length === 0) return {}
    const results = await worker.run(cmdlets, address)
    return Object.assign(
      {},
      ...cmdlets.map(({ name }, place) => insideReaders[name]?.(results[place])),
    ) as ServerReadings
  },
})

/** Whatever is no reading comes last: one that fails would end the job. */
function insideCmdlets(address: string, topology: Topology, { version, isForSkype }: InsideWish): Cmdlet[] {
  const { exchange, skype } = homesOf[topology]
  return [
    ...(exchange === 'server' ? [readOrganisation] : []),
    ...(skype === 'server' && isForSkype ? [{ name: 'Get-CsOAuthConfiguration', parameters: {} }] : []),
    ...(version === undefined
      ? []
      : [{ name: 'Test-RoomSignIn', parameters: { Identity: address }, secrets: { Password: version } }]),
  ]
}

/**
 * Exchange: Microsoft, "How to configure Exchange Server on-premises to use Hybrid Modern Authentication". Skype: "Hybrid modern
 * authentication overview": no OAuthServers, or ClientAdalAuthOverride other than Allowed, is switched off.
 */
const insideReaders: Record<string, (result: CmdletResult | undefined) => ServerReadings> = {
  'Get-OrganizationConfig': (result) => ({
    hasModernExchangeServer: toServerReading(result, 'View-Only Organization Management', (organisation) =>
      toFlag(organisation['OAuth2ClientProfileEnabled']),
    ),
  }),
  'Get-CsOAuthConfiguration': (result) => ({
    hasModernSkypeServer: toServerReading(result, 'CsViewOnlyAdministrator', (settings) => {
      const servers = settings['OAuthServers']
      const override = settings['ClientAdalAuthOverride']
      return override === null || override === undefined
        ? undefined
        : override === 'Allowed' && Array.isArray(servers) && servers.length > 0
    }),
  }),
  'Test-RoomSignIn': (result) => ({ trial: toTrial(result) }),
}

const toFlag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined)

/** A server from before modern authentication has no such setting. */
function toServerReading(
  result: CmdletResult | undefined,
  role: string,
  read: (found: Bag) => boolean | undefined,
): Reading<boolean> {
  if (result?.kind !== 'ok')
    return result?.reason === 'denied' ? lacks(`the role ${role}`) : { missing: 'the server did not tell' }
  const value = result.value[0] && read(result.value[0])
  return value === undefined ? { missing: 'the server has no such setting' } : { value }
}

const accountRequests = (userId: string): GraphRequest[] => [
  { id: 'account', method: 'GET', url: `/users/${userId}?$select=id,accountEnabled` },
  // The domains endpoint would tell the same, but takes a permission that nothing else needs.
  { id: 'organization', method: 'GET', url: '/organization?$select=id,verifiedDomains' },
  { id: 'defaults', method: 'GET', url: '/policies/identitySecurityDefaultsEnforcementPolicy' },
]

/** Exchange Online, SharePoint Online and Teams: what a room signs in to (Microsoft, "Verify first-party Microsoft applications"). */
const applications = [
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0ff1-ce00-000000000000',
  'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
]

/** Devices on Android sign in with a code on another screen, so that flow must be open to them (Microsoft, supported-ca-and-compliance-policies). */
const conditionsOf: Record<Platform, object> = {
  windows: { devicePlatform: 'windows' },
  android: { devicePlatform: 'android', authenticationFlow: { transferMethod: 'deviceCodeFlow' } },
}

/** Microsoft, graph/api/conditionalaccessroot-evaluate, 2025-07-08. Without an address of the device; which one it will have nobody knows. */
const whatIf = (userId: string, platform: Platform): GraphRequest => ({
  id: 'access',
  method: 'POST',
  url: '/identity/conditionalAccess/evaluate',
  body: {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId },
    signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: applications },
    signInConditions: {
      ...conditionsOf[platform],
      clientAppType: 'mobileAppsAndDesktopClients',
      signInRiskLevel: 'none',
      userRiskLevel: 'none',
    },
    // Those that do not apply tell whether it depends on the platform, or on what is not known.
    appliedPoliciesOnly: false,
  },
})

const readOrganisation: Cmdlet = { name: 'Get-OrganizationConfig', parameters: {} }

type Answers = Map<string, GraphAnswer>

const lacks = (what: string): { missing: string } => ({ missing: `${what} is missing` })

/** A refusal is a reading of its own; it stops nobody. */
function toReading<T>(answer: GraphAnswer | undefined, permission: string, read: (body: unknown) => T): Reading<T> {
  if (!answer || answer.status === 401 || answer.status === 403) return lacks(`the permission ${permission}`)
  if (answer.status >= 400) return { missing: 'Microsoft 365 refused to tell' }
  return { value: read(answer.body) }
}

const accountShape = z.object({ accountEnabled: z.boolean() })
const defaultsShape = z.object({ isEnabled: z.boolean() })
const organizations = z.object({
  value: z.array(z.object({ verifiedDomains: z.array(z.object({ name: z.string(), type: z.string().nullish() })) })),
})

const toReadings = (answers: Answers, address: string): Omit<SignInReadings, 'access' | keyof ServerReadings> => ({
  isEnabled: toReading(answers.get('account'), 'User.Read.All', (body) => accountShape.parse(body).accountEnabled),
  isFederated: toReading(answers.get('organization'), 'User.Read.All', (body) => isFederated(body, address)),
  hasSecurityDefaults: toReading(
    answers.get('defaults'),
    'Policy.Read.All',
    (body) => defaultsShape.parse(body).isEnabled,
  ),
})

function isFederated(body: unknown, address: string): boolean {
  const domains = organizations.parse(body).value.flatMap(({ verifiedDomains }) => verifiedDomains)
  const domain = domains.find(({ name }) => address.endsWith(`@${name.toLowerCase()}`))
  return domain?.type?.toLowerCase() === 'federated'
}

function toModernAuthentication([result]: CmdletResult[]): Pick<SignInReadings, 'hasModernAuthentication'> {
  if (!result) return {}
  if (result.kind === 'failed') return { hasModernAuthentication: lacks('the Exchange role View-Only Configuration') }
  return { hasModernAuthentication: { value: result.value[0]?.['OAuth2ClientProfileEnabled'] === true } }
}

const policyShape = z.object({
  id: z.string(),
  displayName: z.string(),
  state: z.string(),
  policyApplies: z.boolean(),
  analysisReasons: z.string().nullish(),
  conditions: z.object({ platforms: z.unknown(), authenticationFlows: z.unknown() }).partial().nullish(),
  grantControls: z
    .object({
      operator: z.string().nullish(),
      builtInControls: z.array(z.string()).default([]),
      customAuthenticationFactors: z.array(z.string()).nullish(),
      termsOfUse: z.array(z.string()).nullish(),
      authenticationStrength: z.unknown(),
    })
    .nullish(),
  sessionControls: z.object({ signInFrequency: z.object({ isEnabled: z.boolean().nullish() }).nullish() }).nullish(),
})
const analysis = z.object({ value: z.array(policyShape) })
type Analysed = z.output<typeof policyShape>

/** More would not fit into the record of a request. */
const mostPolicies = 30

function toAccess(answer: GraphAnswer | undefined): AccessReading {
  const read = toReading(answer, 'Policy.Read.All', (body) => analysis.parse(body).value)
  if ('missing' in read) return { policies: read, isByPlatform: false }
  const open = read.value.filter(({ state }) => state !== 'disabled')
  return {
    policies: { value: open.filter(concerns).map(toPolicy).filter(saysSomething).slice(0, mostPolicies) },
    isByPlatform: open.some(({ conditions }) => conditions?.platforms || conditions?.authenticationFlows),
  }
}

const isUnsure = ({ analysisReasons }: Analysed): boolean => analysisReasons?.includes('notEnoughInformation') === true

const concerns = (policy: Analysed): boolean => policy.policyApplies || isUnsure(policy)

const saysSomething = ({ demands, isRepeated }: AccessPolicy): boolean => demands.length > 0 || isRepeated

const toPolicy = (policy: Analysed): AccessPolicy => ({
  id: policy.id,
  name: policy.displayName,
  isReportOnly: policy.state !== 'enabled',
  isUnsure: !policy.policyApplies,
  demands: toDemands(policy.grantControls),
  isAll: policy.grantControls?.operator === 'AND',
  isRepeated: policy.state === 'enabled' && policy.sessionControls?.signInFrequency?.isEnabled === true,
})

function toDemands(controls: Analysed['grantControls']): string[] {
  if (!controls) return []
  const { builtInControls, customAuthenticationFactors, termsOfUse, authenticationStrength } = controls
  return [
    ...builtInControls,
    ...(authenticationStrength ? ['authenticationStrength'] : []),
    ...(customAuthenticationFactors?.length ? ['a custom control'] : []),
    ...(termsOfUse?.length ? ['terms of use'] : []),
  ]
}

const trialShape = z.object({
  isSignedIn: z.boolean(),
  reason: z.enum(['disabled', 'passwordExpired', 'wrongPassword', 'lockedOut']).nullish().catch(null),
})

function toTrial(result: CmdletResult | undefined): Reading<Trial> {
  if (result?.kind !== 'ok') return { missing: 'the worker could not try it' }
  const { isSignedIn, reason } = trialShape.parse(result.value[0])
  return { value: { isSignedIn, reason: reason ?? 'unknown' } }
}
