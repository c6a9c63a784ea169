import { z } from 'zod'
import { clouds, scopesOf, type CloudName } from './room/clouds.ts'
import { builtInProfiles, type Profiles } from './room/profiles.ts'
import { usualPatience } from './room/patience.ts'
import type { Secret } from './secret.ts'
import { backSettings, frontSettings } from './settings.ts'
import { findSourceMistakes, readDesks, readSources } from './sourceConfig.ts'
import { backSourceSettings, frontSourceSettings } from './sourceSettings.ts'

export type Environment = Record<string, string | undefined>

/** Every mistake of the configuration at once; never a value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/** Settings of an app, and those that each ticketing system has for itself by their name. */
function readSettings<T extends z.ZodRawShape>(core: z.ZodObject<T>, perSource: z.ZodRawShape, env: Environment) {
  const shape: z.ZodRawShape = { ...core.shape, ...perSource }
  const given = Object.fromEntries(Object.keys(shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
  const result = z.object(shape).safeParse(given)
  const issues = result.error?.issues.map((issue) => sayMistake(issue, shape, given)) ?? []
  const mistakes = [
    ...issues,
    ...findUnresolved(given),
    ...findBusMistake(given),
    ...findSourceMistakes(given, perSource),
    ...findWorkerMistake(given),
    ...findAlertMistake(given),
  ]
  if (!result.success || mistakes.length > 0) {
    throw new ConfigurationError(`The configuration is not right:\n${mistakes.join('\n')}`)
  }
  return { settings: result.data as z.output<z.ZodObject<T>>, perSource: result.data }
}

function sayMistake({ path, message, code }: z.core.$ZodIssue, shape: z.ZodRawShape, given: Environment): string {
  const name = String(path[0])
  const what = code === 'invalid_type' && given[name] === undefined ? 'is missing' : message
  const { description = '' } = z.globalRegistry.get(shape[name] as z.ZodType) ?? {}
  return `${name}: ${what}. Expected: ${description}. Set it in the app settings (local.settings.json on a laptop).`
}

/** App Service leaves a reference to the vault as it stands when it cannot read the secret (learn, app-service-key-vault-references, "Troubleshooting"); everybody could guess such a secret. */
const findUnresolved = (given: Environment): string[] =>
  Object.entries(given).flatMap(([name, value]) =>
    value?.startsWith('@Microsoft.KeyVault(')
      ? [
          `${name}: names a secret of the vault that could not be read. Put the secret into the vault, see that the identity of the app has the role Key Vault Secrets User there, and restart the app.`,
        ]
      : [],
  )

export type BusAccess = { connectionString: string } | { namespace: string }
export type TablesPlace = { connectionString: string } | { url: string }

/** One of two settings; which one is missing is said together with every other mistake. */
const findBusMistake = (given: Environment): string[] =>
  given['ROOMWRIGHT_BUS'] || given['ROOMWRIGHT_BUS__fullyQualifiedNamespace']
    ? []
    : ['ROOMWRIGHT_BUS or ROOMWRIGHT_BUS__fullyQualifiedNamespace: one of them is needed.']

/** Alerts that nobody can verify are not sent. */
const findAlertMistake = (given: Environment): string[] =>
  Boolean(given['ROOMWRIGHT_ALERT_URL']) === Boolean(given['ROOMWRIGHT_ALERT_SECRET'])
    ? []
    : ['ROOMWRIGHT_ALERT_URL and ROOMWRIGHT_ALERT_SECRET: give both, or none.']

/** Servers inside the organisation, and Skype for Business Online, are reached by a worker alone. */
function findWorkerMistake(given: Environment): string[] {
  const isInside = /on-premises|server/.test(given['ROOMWRIGHT_TOPOLOGIES'] ?? '')
  const isAsked = given['ROOMWRIGHT_SKYPE_ONLINE'] === 'ask'
  const why = isInside ? 'ROOMWRIGHT_TOPOLOGIES names servers' : 'ROOMWRIGHT_SKYPE_ONLINE says ask'
  const needed = isInside || isAsked ? ['ROOMWRIGHT_AUTOMATION_ACCOUNT', 'ROOMWRIGHT_WORKER_GROUP'] : []
  return needed.flatMap((name) => (given[name] ? [] : [`${name}: is missing, because ${why}.`]))
}

const toBus = (settings: {
  ROOMWRIGHT_BUS?: string | undefined
  ROOMWRIGHT_BUS__fullyQualifiedNamespace?: string | undefined
}): BusAccess =>
  settings.ROOMWRIGHT_BUS
    ? { connectionString: settings.ROOMWRIGHT_BUS }
    : { namespace: settings.ROOMWRIGHT_BUS__fullyQualifiedNamespace ?? '' }

const toTables = (text: string): TablesPlace =>
  text.startsWith('https://') ? { url: text } : { connectionString: text }

interface WorkerSettings {
  ROOMWRIGHT_CLOUD: CloudName
  ROOMWRIGHT_ARM_URL?: string | undefined
  ROOMWRIGHT_AUTOMATION_ACCOUNT?: string | undefined
  ROOMWRIGHT_WORKER_GROUP?: string | undefined
}

const toWorker = ({
  ROOMWRIGHT_CLOUD: cloud,
  ROOMWRIGHT_ARM_URL: armUrl = clouds[cloud].arm,
  ROOMWRIGHT_AUTOMATION_ACCOUNT: account,
  ROOMWRIGHT_WORKER_GROUP: group,
}: WorkerSettings) =>
  account !== undefined && group !== undefined
    ? { armUrl, account, group, scope: scopesOf(clouds[cloud]).arm }
    : undefined

/** Nobody is told without both. */
const toHook = ({
  ROOMWRIGHT_ALERT_URL: url,
  ROOMWRIGHT_ALERT_SECRET: secret,
}: {
  ROOMWRIGHT_ALERT_URL?: string | undefined
  ROOMWRIGHT_ALERT_SECRET?: Secret | undefined
}) => (url !== undefined && secret ? { url, secret } : undefined)

/** Where the tenant is reached, and what tokens for it are made for. */
function toTenant(settings: {
  ROOMWRIGHT_TENANT_ID: string
  ROOMWRIGHT_CLOUD: CloudName
  ROOMWRIGHT_GRAPH_URL?: string | undefined
  ROOMWRIGHT_EXCHANGE_URL?: string | undefined
  ROOMWRIGHT_CALLS_IN_FLIGHT: number
}) {
  const cloud = clouds[settings.ROOMWRIGHT_CLOUD]
  const scopes = scopesOf(cloud)
  return {
    id: settings.ROOMWRIGHT_TENANT_ID,
    cloud: settings.ROOMWRIGHT_CLOUD,
    graph: { url: settings.ROOMWRIGHT_GRAPH_URL ?? cloud.graph, scope: scopes.graph },
    exchange: { url: settings.ROOMWRIGHT_EXCHANGE_URL ?? cloud.exchange, scope: scopes.exchange },
    inFlight: settings.ROOMWRIGHT_CALLS_IN_FLIGHT,
  }
}

export function readFrontConfig(env: Environment) {
  const { settings, perSource } = readSettings(frontSettings, frontSourceSettings, env)
  return {
    bus: toBus(settings),
    queue: settings.ROOMWRIGHT_QUEUE,
    tables: toTables(settings.ROOMWRIGHT_TABLES),
    site: settings.ROOMWRIGHT_SITE,
    signIn: {
      issuer: settings.ROOMWRIGHT_ISSUER,
      audience: settings.ROOMWRIGHT_AUDIENCE,
      clientId: settings.ROOMWRIGHT_CLIENT_ID,
    },
    idKey: settings.ROOMWRIGHT_ID_KEY,
    certificates: settings.ROOMWRIGHT_CERTIFICATES,
    perMinute: { calls: settings.ROOMWRIGHT_CALLS_PER_MINUTE, webhooks: settings.ROOMWRIGHT_WEBHOOKS_PER_MINUTE },
    profiles: { ...builtInProfiles, ...settings.ROOMWRIGHT_PROFILES } as Profiles,
    sources: readSources(perSource),
  } as const
}

export function readBackConfig(env: Environment) {
  const { settings, perSource } = readSettings(backSettings, backSourceSettings, env)
  return {
    bus: toBus(settings),
    queue: settings.ROOMWRIGHT_QUEUE,
    tables: toTables(settings.ROOMWRIGHT_TABLES),
    site: settings.ROOMWRIGHT_SITE,
    certificates: settings.ROOMWRIGHT_CERTIFICATES,
    tenant: toTenant(settings),
    naming: {
      domain: settings.ROOMWRIGHT_DOMAIN,
      pattern: settings.ROOMWRIGHT_NAME_PATTERN,
      displayName: settings.ROOMWRIGHT_DISPLAY_NAME_PATTERN,
    },
    canary: settings.ROOMWRIGHT_CANARY,
    topologies: settings.ROOMWRIGHT_TOPOLOGIES,
    profiles: { ...builtInProfiles, ...settings.ROOMWRIGHT_PROFILES } as Profiles,
    approvalReasons: settings.ROOMWRIGHT_APPROVAL,
    licenceGroups: settings.ROOMWRIGHT_LICENCE_GROUPS,
    worker: toWorker(settings),
    skypeOnline: settings.ROOMWRIGHT_SKYPE_ONLINE,
    vaultUrl: settings.ROOMWRIGHT_VAULT_URL,
    licenceLeadDays: settings.ROOMWRIGHT_LICENCE_LEAD_DAYS,
    lookSeconds: settings.ROOMWRIGHT_LOOK_SECONDS,
    alertRules: { drift: settings.ROOMWRIGHT_DRIFT, lowUnits: settings.ROOMWRIGHT_LICENCES_LOW },
    alertHook: toHook(settings),
    roomsAtOnce: settings.ROOMWRIGHT_ROOMS_AT_ONCE,
    scanHours: settings.ROOMWRIGHT_SCAN_HOURS,
    patience: { ...usualPatience, ...settings.ROOMWRIGHT_PATIENCE },
    desks: readDesks(perSource),
  } as const
}
