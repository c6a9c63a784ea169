import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { openDocuments } from '../kit/documents.ts'
import type { Documents } from '../kit/documents.ts'
import { microsoftApp } from './microsoftApp.ts'
import { controlApi } from './controlApi.ts'
import { makeCounter } from './counter.ts'
import { initialDomain } from './domains.ts'
import { openFaults } from './faults.ts'
import type { Fault } from './faults.ts'
import { automationResourceId } from './automation/account.ts'
import { openJobs } from './automation/jobs.ts'
import { openWorkerSwitch, startWorker } from './automation/worker.ts'
import type { Worker } from './automation/worker.ts'
import { openGrants } from './grants.ts'
import { identityEndpoint } from './identityEndpoint.ts'
import { openJournal } from './journal.ts'
import { listen } from '../kit/listen.ts'
import { openDirectory } from './onPremises/directory.ts'
import { startDirectorySync } from './onPremises/directorySync.ts'
import type { DirectorySync } from './onPremises/directorySync.ts'
import { openExchangeServer } from './onPremises/exchangeServer.ts'
import { onPremisesControl } from './onPremises/onPremisesControl.ts'
import { makePace } from './pace.ts'
import { populate } from './populate.ts'
import { drawGuid } from './seededDraw.ts'
import type { Services } from './serve.ts'
import { openTokens } from './tokens.ts'
import { openWorld } from './world.ts'

export interface TenantOptions {
  port: number
  /** State and secrets; made when absent. */
  file: string
  /** One JSON line per call is appended here. */
  journal?: string
  /** Same seed, same ids, lags, latencies and chances. */
  seed: number
  /** How many times faster than Microsoft's time passes; 1 is real time. */
  speed: number
  /** Existing rooms besides the fixed cast, 0…10,000; counts only when the file is made. */
  rooms: number
  faults?: Fault[]
  /** What the identity endpoint asks for; made and kept in the file when absent. */
  identityHeader?: string
  log: (line: string) => void
}

export interface Tenant {
  port: number
  /** Base of Graph (`/v1.0`), of Exchange (`/adminapi`) and of the control API (`/rehearsal`). */
  url: string
  tenantId: string
  /** The resource id of its one Automation account. */
  automationAccount: string
  /** IDENTITY_ENDPOINT and IDENTITY_HEADER for an unmodified ManagedIdentityCredential. */
  identityEndpoint: string
  identityHeader: string
  /** The keys that its tokens are signed with, as a JSON Web Key Set. */
  keysUrl: string
  stop(): Promise<void>
}

/** A simulated Microsoft 365 whose state survives kill −9. Rejects when an option is wrong, or the port is busy. */
export async function startTenant(options: TenantOptions): Promise<Tenant> {
  if (!(options.speed > 0)) throw new Error(`speed is ${options.speed}: give a number above 0, 1 is real time`)
  const documents = openDocuments(options.file)
  try {
    return await serveTenant(documents, options)
  } catch (error) {
    documents.close()
    throw error
  }
}

async function serveTenant(documents: Documents, options: TenantOptions): Promise<Tenant> {
  const { port, speed, rooms, log, identityHeader = keepSecret(documents) } = options
  const services = await openServices(documents, options)
  const { tenantId, domain } = services.facts
  populate(services, rooms)
  services.faults.add(options.faults ?? [])
  const keysPath = `/${tenantId}/discovery/v2.0/keys`
  const worker = startWorker(services, log)
  const sync = startDirectorySync(services)
  const app = makeApp(services, { worker, sync, identityHeader, keysPath, log })
  const server = await listen(port, () => app)
  log(`tenant ${domain}: time passes ${speed} times as fast as on Microsoft's side`)
  return {
    port: server.port,
    url: server.url,
    tenantId,
    automationAccount: automationResourceId(services.facts),
    identityEndpoint: `${server.url}/msi/token`,
    identityHeader,
    keysUrl: server.url + keysPath,
    async stop() {
      sync.stop()
      await server.close()
      await worker.stop()
      documents.close()
    },
  }
}

async function openServices(documents: Documents, { journal, seed, speed }: TenantOptions): Promise<Services> {
  const tenantId = drawGuid(seed, 'tenant')
  const pace = makePace(seed, speed)
  const world = openWorld(documents, pace)
  return {
    facts: { seed, tenantId, displayName: 'Contoso', domain: initialDomain },
    documents,
    pace,
    world,
    journal: openJournal(documents, journal),
    counter: makeCounter(),
    faults: openFaults(documents, seed),
    grants: openGrants(documents),
    tokens: await openTokens(documents, tenantId, drawGuid(seed, 'identity')),
    jobs: openJobs(documents, () => world.noteChange()),
    worker: openWorkerSwitch(documents),
    onPremises: openDirectory(documents, () => world.noteChange()),
    exchangeServer: openExchangeServer(documents),
  }
}

interface Parts {
  worker: Worker
  sync: DirectorySync
  identityHeader: string
  keysPath: string
  log: (line: string) => void
}

function makeApp(services: Services, { worker, sync, identityHeader, keysPath, log }: Parts): Hono {
  const app = new Hono()
    .route('/msi', identityEndpoint(services, identityHeader))
    .route('/rehearsal', controlApi(services))
    .route('/rehearsal', onPremisesControl(services, worker, sync))
    .get(keysPath, (c) => c.json({ keys: services.tokens.publicKeys }))
    .route('/', microsoftApp(services, worker))
  app.notFound((c) => c.json({ error: `not supported by the local tenant: ${c.req.method} ${c.req.path}` }, 404))
  app.onError((error, c) => {
    log(`tenant: ${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`)
    return c.json({ error: 'the local tenant failed: see its log' }, 500)
  })
  return app
}

function keepSecret(documents: Documents): string {
  const collection = documents.of<string>('secret')
  const secret = collection.get('identityHeader') ?? randomUUID()
  collection.put('identityHeader', secret)
  return secret
}
