import { resolve } from 'node:path'
import { Hono } from 'hono'
import { adminApi } from './admin.ts'
import { takePort, type Door } from './door.ts'
import { makeInputsOf, managementPath, workerPath } from './durableClients.ts'
import { makeEngine } from './engine/engine.ts'
import { managementApi } from './engine/managementApi.ts'
import { openStore, type Store } from './engine/store.ts'
import { readFunction, type HostedFunction } from './hostedFunctions.ts'
import { readHostJson, type HostSettings } from './hostJson.ts'
import { serveHttp } from './httpTriggers.ts'
import type { Log } from './log.ts'
import { startServiceBusTriggers } from './serviceBusTriggers.ts'
import { loadLocalSettings, refuseOverrides } from './settings.ts'
import { startTimerTriggers } from './timerTriggers.ts'
import { startWorker, type Worker } from './worker.ts'

export interface HostOptions {
  appDir: string
  /** 0 is any free port. */
  port: number
  home: string
  timerSpeed: number
  environment: Record<string, string | undefined>
  log: Log
}

export interface Host {
  origin: string
  functionNames: string[]
  /** Takes nothing in any more, lets what runs end for at most `graceMs`, closes. */
  stop(graceMs: number): Promise<void>
}

/** Starts an app with all its triggers; rejects with the reason why it cannot. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { environment } = options
  const appDir = resolve(options.appDir)
  const settings = readHostJson(appDir)
  loadLocalSettings(appDir, environment)
  refuseOverrides(environment)
  const store = openStore(resolve(options.home), settings.durableTask.hubName)
  const door = await takePort(options.port)
  // Without it durable-functions writes every link to localhost:7071.
  environment['WEBSITE_HOSTNAME'] = `127.0.0.1:${door.port}`
  const worker = await startWorker(appDir, options.log)
  const functions = worker.functions.map(readFunction)
  const running = await startFunctions({ ...options, settings, store, door, worker, functions })
  return {
    origin: door.origin,
    functionNames: functions.map(({ name }) => name),
    stop: async (graceMs) => {
      running.takeNothing()
      const { bus, engine } = running
      await Promise.all([bus.stop(graceMs), engine.stop(graceMs), worker.whenIdle(graceMs)])
      await door.close(graceMs)
      await worker.terminate()
      store.close()
    },
  }
}

interface Loaded extends HostOptions {
  settings: HostSettings
  store: Store
  door: Door
  worker: Worker
  functions: HostedFunction[]
}

async function startFunctions({ settings, store, door, worker, functions, environment, log, timerSpeed }: Loaded) {
  const { hubName, ...limits } = settings.durableTask
  const parts = { worker, inputsOf: makeInputsOf(door.origin, hubName), log, environment }
  const durable = ofKind(functions, 'orchestrator', 'activity')
  const engine = makeEngine({ store, functions: durable, invoke: worker.invoke, limits, timerSpeed, log })
  const answerFunctions = serveHttp(ofKind(functions, 'http'), settings.routePrefix, parts)
  const timers = startTimerTriggers(ofKind(functions, 'timer'), parts)
  const bus = await startServiceBusTriggers(ofKind(functions, 'serviceBus'), { ...parts, ...settings.serviceBus })
  engine.run()

  const management = managementApi({ engine, store, hubName })
  const app = new Hono()
    .route('/admin', adminApi(functions, timers, store))
    .route(workerPath, management)
    .route(managementPath, management)
    .all('*', (c) => answerFunctions(c.req.raw))
  door.open((request) => app.fetch(request))
  const takeNothing = () => {
    timers.stop()
    // Functions that still run may yet call their durable client.
    const isOwn = (request: Request) => new URL(request.url).pathname.startsWith(`${workerPath}/`)
    door.open((request) => (isOwn(request) ? app.fetch(request) : new Response('stopping', { status: 503 })))
  }
  return { engine, bus, takeNothing }
}

type OfKind<Kind> = Extract<HostedFunction, { kind: Kind }>
const ofKind = <Kind extends HostedFunction['kind']>(functions: HostedFunction[], ...kinds: Kind[]): OfKind<Kind>[] =>
  functions.filter((one): one is OfKind<Kind> => kinds.some((kind) => kind === one.kind))
