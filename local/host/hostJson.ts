import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { notSupported } from './notSupported.ts'

/** What host.json decides here, defaults filled in. */
export interface HostSettings {
  routePrefix: string
  serviceBus: { maxConcurrentCalls: number; prefetchCount: number }
  durableTask: { hubName: string; maxConcurrentActivities: number; maxConcurrentOrchestrators: number }
}

type Section = Record<string, unknown>

/** They steer logging, scaling and time limits of the real host and have no meaning for one process on a laptop. */
const withoutMeaning = new Set(['logging', 'telemetryMode', 'extensionBundle', 'functionTimeout'])

/** They say where Azure keeps state and traces; here it is one SQLite file. */
const otherStorage = new Set(['storageProvider', 'tracing'])

/** https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus, section "host.json settings". */
const serviceBusDefaults: Section = {
  clientRetryOptions: {
    mode: 'exponential',
    tryTimeout: '00:01:00',
    delay: '00:00:00.80',
    maxDelay: '00:01:00',
    maxRetries: 3,
  },
  transportType: 'amqpTcp',
  autoCompleteMessages: true,
  maxAutoLockRenewalDuration: '00:05:00',
  maxConcurrentSessions: 8,
  maxMessageBatchSize: 1000,
  minMessageBatchSize: 1,
  maxBatchWaitTime: '00:00:30',
  enableCrossEntityTransactions: false,
}

/** Reads host.json of an app; a key that would change behaviour and is not known here is refused. */
export function readHostJson(appDir: string): HostSettings {
  const root = parse(join(appDir, 'host.json'))
  if (root['version'] !== '2.0') throw new Error(`host.json: "version" must be "2.0", not ${show(root['version'])}`)
  refuseOthers('host.json', root, ['version', 'extensions', ...withoutMeaning])
  const extensions = section(root, 'extensions')
  refuseOthers('host.json extensions', extensions, ['http', 'serviceBus', 'durableTask'])

  const http = section(extensions, 'http')
  refuseOthers('host.json extensions.http', http, ['routePrefix'])
  const bus = section(extensions, 'serviceBus')
  const busDefaults = Object.keys(serviceBusDefaults).filter((key) =>
    isDeepStrictEqual(bus[key], serviceBusDefaults[key]),
  )
  refuseOthers('host.json extensions.serviceBus', bus, ['maxConcurrentCalls', 'prefetchCount', ...busDefaults])
  const durable = section(extensions, 'durableTask')
  const limits = ['maxConcurrentActivityFunctions', 'maxConcurrentOrchestratorFunctions']
  refuseOthers('host.json extensions.durableTask', durable, ['hubName', ...limits, ...otherStorage])

  const tenPerCore = 10 * availableParallelism()
  return {
    routePrefix: text(http, 'routePrefix', 'api'),
    serviceBus: {
      maxConcurrentCalls: count(bus, 'maxConcurrentCalls', 16),
      prefetchCount: count(bus, 'prefetchCount', 0),
    },
    durableTask: {
      hubName: hubName(durable),
      maxConcurrentActivities: count(durable, 'maxConcurrentActivityFunctions', tenPerCore),
      maxConcurrentOrchestrators: count(durable, 'maxConcurrentOrchestratorFunctions', tenPerCore),
    },
  }
}

function parse(file: string): Section {
  try {
    return asSection(JSON.parse(readFileSync(file, 'utf8')), 'the whole file')
  } catch (error) {
    throw new Error(`host.json is invalid: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function asSection(value: unknown, key: string): Section {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${key} must be an object`)
  return value as Section
}

const section = (parent: Section, key: string): Section => asSection(parent[key] ?? {}, `host.json: "${key}"`)

function refuseOthers(where: string, found: Section, known: string[]): void {
  const other = Object.keys(found).find((key) => !known.includes(key))
  if (other) throw notSupported(`${where}.${other} = ${show(found[other])}`)
}

function text(parent: Section, key: string, byDefault: string): string {
  const value = parent[key] ?? byDefault
  if (typeof value !== 'string') throw new Error(`host.json: "${key}" must be a string, not ${show(value)}`)
  return value
}

function count(parent: Section, key: string, byDefault: number): number {
  const value = parent[key] ?? byDefault
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || (value === 0 && byDefault > 0))
    throw new Error(`host.json: "${key}" must be a whole number, not ${show(value)}`)
  return value
}

/** https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-task-hubs: letters and digits, a letter first. */
function hubName(durable: Section): string {
  const name = text(durable, 'hubName', 'TestHubName')
  if (!/^[a-z][a-z0-9]{2,44}$/i.test(name)) throw new Error(`host.json: "hubName" must be 3 to 45 letters and digits`)
  return name
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing'
