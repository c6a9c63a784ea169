import { z } from 'zod'
import { cloudNames } from '../shared/room/clouds.ts'
import { domain, emailAddress } from '../shared/room/request.ts'
import { backSettings, frontSettings } from '../shared/settings.ts'
import { sourceNames, type SourceName } from '../shared/sources.ts'
import { readJson } from '../shared/room/json.ts'

/** One parameter of main.bicep: the variable of the azd environment that gives it, what it is when that is not set, and what it may be. */
export interface Parameter {
  variable: string
  usual?: string
  schema: z.ZodType
}

const text = z.string()
const guid = z.guid('must be an id such as 6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10')
const orNone = <T extends z.ZodType>(schema: T) => z.union([z.literal(''), schema], schemaMessage(schema))
const flag = z.enum(['true', 'false'], 'must be true or false')
const oneOf = (...names: string[]) => z.enum(names, `must be one of ${names.join(', ')}`)
const whole = (least: number, most: number) =>
  z.coerce
    .number(`must be a whole number from ${least} to ${most}`)
    .int()
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
const https = z.url({ protocol: /^https$/, error: 'must be an https address' })

function schemaMessage(schema: z.ZodType): string {
  return schema.safeParse('?').error?.issues[0]?.message ?? 'is not right'
}

/** A value that is JSON; what is wrong with it is said without the value. */
const json = <T extends z.ZodType>(schema: T, form: string) =>
  text.transform((given, context) => {
    const result = schema.safeParse(readJson(given))
    if (result.success) return result.data
    context.addIssue({ code: 'custom', message: `must be JSON such as ${form}` })
    return z.NEVER
  })

const sources = z.enum(sourceNames)
const settings = json(z.record(z.string().regex(/^ROOMWRIGHT_/), text), '{"ROOMWRIGHT_LOOK_SECONDS":"300"}')
const networkForm = /^(?:\d{1,3}\.){3}\d{1,3}\/(?:[89]|1\d|2[0-4])$/

/** Every parameter of main.bicep, by its name there. */
export const parameters: Record<string, Parameter> = {
  environmentName: {
    variable: 'AZURE_ENV_NAME',
    schema: text.regex(/^[A-Za-z0-9-]{1,20}$/, 'must be 1 to 20 letters, digits and hyphens'),
  },
  location: {
    variable: 'AZURE_LOCATION',
    schema: text.regex(/^[a-z0-9]+$/, 'must be a region such as westeurope'),
  },
  tenantId: { variable: 'ROOMWRIGHT_TENANT_ID', schema: guid },
  cloud: { variable: 'ROOMWRIGHT_CLOUD', usual: 'global', schema: oneOf(...cloudNames) },
  domain: { variable: 'ROOMWRIGHT_DOMAIN', schema: domain },
  pagesClientId: { variable: 'ROOMWRIGHT_CLIENT_ID', usual: '', schema: orNone(guid) },
  siteUrl: { variable: 'SITE_URL', usual: '', schema: orNone(https) },
  ticketSources: { variable: 'TICKET_SOURCES', usual: '["generic"]', schema: json(z.array(sources), '["generic"]') },
  deskUrls: {
    variable: 'DESK_URLS',
    usual: '{}',
    schema: json(z.partialRecord(sources, https), '{"generic":"https://desk.example/api"}'),
  },
  canary: { variable: 'ROOMWRIGHT_CANARY', usual: '', schema: orNone(emailAddress) },
  alertUrl: { variable: 'ROOMWRIGHT_ALERT_URL', usual: '', schema: orNone(https) },
  frontSettings: { variable: 'FRONT_SETTINGS', usual: '{}', schema: settings },
  backSettings: { variable: 'BACK_SETTINGS', usual: '{}', schema: settings },
  plan: { variable: 'PLAN', usual: 'flex', schema: oneOf('flex', 'premium') },
  premiumSize: { variable: 'PREMIUM_SIZE', usual: 'EP1', schema: oneOf('EP1', 'EP2', 'EP3') },
  memoryMegabytes: { variable: 'MEMORY_MEGABYTES', usual: '2048', schema: oneOf('512', '2048', '4096') },
  frontInstances: { variable: 'FRONT_INSTANCES', usual: '10', schema: whole(1, 1000) },
  backInstances: { variable: 'BACK_INSTANCES', usual: '1', schema: whole(1, 1000) },
  isBackReady: { variable: 'BACK_READY', usual: 'true', schema: flag },
  busTier: { variable: 'BUS_TIER', usual: 'Basic', schema: oneOf('Basic', 'Standard', 'Premium') },
  tableRedundancy: {
    variable: 'TABLE_REDUNDANCY',
    usual: 'Standard_LRS',
    schema: oneOf('Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'),
  },
  isPrivate: { variable: 'PRIVATE_NETWORK', usual: 'false', schema: flag },
  networkPrefix: {
    variable: 'NETWORK_PREFIX',
    usual: '10.20.0.0/24',
    schema: text.regex(networkForm, 'must be a network such as 10.20.0.0/24, not smaller than /24'),
  },
  softDeleteDays: { variable: 'SOFT_DELETE_DAYS', usual: '90', schema: whole(7, 90) },
  secretsOfficerId: { variable: 'SECRETS_OFFICER', usual: '', schema: orNone(guid) },
  secretsOfficerType: { variable: 'SECRETS_OFFICER_TYPE', usual: 'User', schema: oneOf('User', 'Group') },
  passwordReadersId: { variable: 'PASSWORD_READERS', usual: '', schema: orNone(guid) },
  logDays: { variable: 'LOG_DAYS', usual: '30', schema: whole(30, 730) },
  logGigabytes: { variable: 'LOG_GIGABYTES', usual: '1', schema: whole(-1, 1000) },
  hasAutomation: { variable: 'AUTOMATION', usual: 'false', schema: flag },
  workerGroup: { variable: 'ROOMWRIGHT_WORKER_GROUP', usual: 'RoomsWorkers', schema: text.min(1).max(128) },
  workerPrincipalId: { variable: 'WORKER_PRINCIPAL', usual: '', schema: orNone(guid) },
  budgetAmount: { variable: 'BUDGET', usual: '0', schema: whole(0, 1_000_000) },
  budgetEmails: {
    variable: 'BUDGET_EMAILS',
    usual: '[]',
    schema: json(z.array(emailAddress), '["it@contoso.com"]'),
  },
  budgetStart: {
    variable: 'BUDGET_START',
    usual: '',
    schema: orNone(text.regex(/^\d{4}-(?:0[1-9]|1[0-2])-01$/, 'must be the first day of a month such as 2027-01-01')),
  },
  tags: { variable: 'TAGS', usual: '{}', schema: json(z.record(text, text), '{"costCentre":"4711"}') },
}

type Environment = Readonly<Record<string, string | undefined>>
type Given = Record<string, string>

/** Every mistake at once, each with the variable to set; empty when `azd up` can begin. */
export function findMistakes(env: Environment): string[] {
  const given: Given = Object.fromEntries(
    Object.values(parameters).map(({ variable, usual = '' }) => [variable, env[variable] || usual]),
  )
  const single = Object.values(parameters).flatMap(({ variable, schema }) => sayMistake(variable, schema, given))
  return single.length > 0 ? single : contradictions.flatMap(({ is, says }) => (is(given) ? [says] : []))
}

function sayMistake(variable: string, schema: z.ZodType, given: Given): string[] {
  const value = given[variable] ?? ''
  const isNeeded = Object.values(parameters).some((one) => one.variable === variable && one.usual === undefined)
  if (isNeeded && value === '') return [`${variable} is missing. Set it: azd env set ${variable} VALUE`]
  const result = schema.safeParse(value)
  return result.success ? [] : [`${variable} ${result.error.issues[0]?.message ?? 'is not right'}.`]
}

const read = <T>(given: Given, name: string): T => parameters[name]?.schema.parse(given[parameters[name].variable]) as T
const valueOf = (given: Given, name: string): string => given[parameters[name]?.variable ?? ''] ?? ''
/** They go into a vault, and npm run grants puts them there. */
const isSecret = /_(?:SECRETS?|KEY)$/
const setByTemplate = ['ROOMWRIGHT_BUS', 'ROOMWRIGHT_TABLES', 'ROOMWRIGHT_QUEUE', 'ROOMWRIGHT_SITE']
const strangers = (given: Given, name: 'frontSettings' | 'backSettings', known: object): string[] =>
  Object.keys(read<Record<string, string>>(given, name)).filter(
    (one) => !(one in known) || isSecret.test(one) || setByTemplate.some((ours) => one.startsWith(ours)),
  )

/** Values that are right alone and not together. */
const contradictions: { is: (given: Given) => boolean; says: string }[] = [
  {
    is: (given) => valueOf(given, 'isPrivate') === 'true' && valueOf(given, 'busTier') !== 'Premium',
    says: 'PRIVATE_NETWORK is true, but BUS_TIER is not Premium: only that tier has private endpoints. Set BUS_TIER to Premium (dear: docs/deploy.md), or PRIVATE_NETWORK to false.',
  },
  {
    is: (given) =>
      Object.keys(read(given, 'deskUrls')).some(
        (one) => !read<SourceName[]>(given, 'ticketSources').includes(one as SourceName),
      ),
    says: 'DESK_URLS names a ticketing system that TICKET_SOURCES does not: tickets of it would be answered and never taken. Add it to TICKET_SOURCES, or leave its address out.',
  },
  {
    is: (given) =>
      valueOf(given, 'hasAutomation') === 'false' && /on-premises|server/.test(valueOf(given, 'backSettings')),
    says: 'BACK_SETTINGS names a topology with servers, but AUTOMATION is false: they are reached by a worker of an Automation account alone. Set AUTOMATION to true.',
  },
  {
    is: (given) => valueOf(given, 'workerPrincipalId') !== '' && valueOf(given, 'hasAutomation') === 'false',
    says: 'WORKER_PRINCIPAL is set, but AUTOMATION is false: without an Automation account there is no worker. Set AUTOMATION to true, or WORKER_PRINCIPAL to nothing.',
  },
  {
    is: (given) =>
      read<number>(given, 'budgetAmount') > 0 &&
      (read<string[]>(given, 'budgetEmails').length === 0 || valueOf(given, 'budgetStart') === ''),
    says: 'BUDGET is set: BUDGET_EMAILS and BUDGET_START are needed too.',
  },
  {
    is: (given) => strangers(given, 'frontSettings', frontSettings.shape).length > 0,
    says: 'FRONT_SETTINGS has a setting that the front does not know, that is a secret or that the template sets itself: see docs/settings.md.',
  },
  {
    is: (given) => strangers(given, 'backSettings', backSettings.shape).length > 0,
    says: 'BACK_SETTINGS has a setting that the back does not know, that is a secret or that the template sets itself: see docs/settings.md.',
  },
]
