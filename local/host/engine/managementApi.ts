import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Hono, type Context } from 'hono'
import { managementLinks } from '../durableClients.ts'
import { notSupported } from '../notSupported.ts'
import type { Engine } from './engine.ts'
import { hasEnded, type Instance } from './instance.ts'
import { listInstances, purgeInstances, readFilter } from './listing.ts'
import { parsed, statusView, type Shown } from './statusView.ts'
import type { Store } from './store.ts'

export interface Management {
  engine: Engine
  store: Store
  hubName: string
}

/** The HTTP interface of the Durable extension, with its status codes, headers and bodies (HttpApiHandler.cs). */
export function managementApi(management: Management): Hono {
  const { engine, store } = management
  const api = new Hono()
  const unsupported = (what: string) => (c: Context) => json(c, 501, notSupported(what).message)
  for (const operation of ['suspend', 'resume', 'rewind', 'restart'])
    api.post(`/instances/:id/${operation}`, unsupported(operation))
  api.all('/entities/*', unsupported('entities'))

  api.post('/orchestrators/:name/:id?', (c) => start(c, management))
  api.get('/instances', (c) => list(c, store)).get('/instances/', (c) => list(c, store))
  api.delete('/instances', (c) => purgeMany(c, store)).delete('/instances/', (c) => purgeMany(c, store))
  api.get('/instances/:id', (c) => showStatus(c, store))
  api.delete('/instances/:id', (c) => purgeOne(c, store))
  api.post('/instances/:id/terminate', (c) =>
    onActive(c, store, ({ instanceId }) => {
      engine.terminate(instanceId, c.req.query('reason') ?? null)
      return c.body(null, 202)
    }),
  )
  api.post('/instances/:id/raiseEvent/:event', (c) => onActive(c, store, (instance) => raiseEvent(c, engine, instance)))
  return api
}

type Status = 200 | 202 | 400 | 404 | 409 | 410 | 412 | 500 | 501

const json = (c: Context, status: Status, body: unknown, headers: Record<string, string> = {}) =>
  c.body(JSON.stringify(body), status, { 'content-type': 'application/json; charset=utf-8', ...headers })

const idOf = (c: Context): string => c.req.param('id') ?? ''
const showsInput = (c: Context): boolean => c.req.query('showInput')?.toLowerCase() !== 'false'
const isTrue = (c: Context, name: string): boolean => c.req.query(name)?.toLowerCase() === 'true'

function onActive(c: Context, store: Store, act: (instance: Instance) => Response | Promise<Response>) {
  const instance = store.instance(idOf(c))
  if (!instance) return c.body(null, 404)
  return hasEnded(instance) ? c.body(null, 410) : act(instance)
}

async function start(c: Context, { engine, store, hubName }: Management): Promise<Response> {
  const instanceId = idOf(c) || randomUUID().replaceAll('-', '')
  if (c.req.query('version')) return json(c, 501, notSupported('an orchestration version').message)
  const wrong = findWrongId(instanceId)
  if (wrong)
    return badRequest(c, 'One or more of the arguments submitted is incorrect', wrong, 'System.ArgumentException')
  const body = await c.req.text()
  const input = body === '' ? null : compactJson(body)
  if (input === undefined) return invalidJson(c, body)
  const active = engine.start(instanceId, c.req.param('name') ?? '', input)
  if (active) return json(c, 409, { Message: `An Orchestration instance with the status ${active} already exists.` })
  const ended = await waitForEnd(c, store, instanceId)
  if (ended) return ended.status === 'Completed' ? json(c, 200, parsed(ended.output)) : showStatus(c, store, instanceId)

  // The extension leaves the link to rewind out of this answer.
  const { rewindPostUri: _, ...links } = managementLinks(
    new URL(c.req.url).origin,
    hubName,
    encodeURIComponent(instanceId),
  )
  return json(c, 202, { ...links, id: instanceId }, { location: links.statusQueryGetUri, 'retry-after': '10' })
}

function findWrongId(instanceId: string): string | undefined {
  if (instanceId.startsWith('@')) return 'Orchestration instance ids must not start with @.'
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[/\\#?\u0000-\u001f\u007f-\u009f]/.test(instanceId))
    return 'Orchestration instance ids must not contain /, \\, #, ?, or control characters.'
  return instanceId.length > 256 ? 'Instance ID lengths must not exceed 256 characters.' : undefined
}

/** With `timeout` and `pollingInterval`, in seconds, the start waits for the end. */
async function waitForEnd(c: Context, store: Store, instanceId: string): Promise<Instance | undefined> {
  const timeout = Number(c.req.query('timeout') ?? Number.NaN)
  const interval = Number(c.req.query('pollingInterval') ?? Number.NaN)
  if (Number.isNaN(timeout) || Number.isNaN(interval)) return undefined
  const deadline = Date.now() + timeout * 1000
  for (;;) {
    const instance = store.instance(instanceId)
    if (!instance || hasEnded(instance)) return instance
    const left = deadline - Date.now()
    if (left <= 0) return undefined
    await setTimeout(Math.min(left, interval * 1000))
  }
}

function showStatus(c: Context, store: Store, instanceId = idOf(c)): Response {
  const instance = store.instance(instanceId)
  if (!instance) return c.body(null, 404)
  const shown: Shown = {
    input: showsInput(c),
    history: isTrue(c, 'showHistory'),
    historyOutput: isTrue(c, 'showHistoryOutput'),
  }
  const body = statusView(instance, shown, shown.history ? store.history(instanceId) : [])
  if (!hasEnded(instance)) return json(c, 202, body, { location: c.req.url, 'retry-after': '5' })
  const isError = instance.status === 'Failed' && isTrue(c, 'returnInternalServerErrorOnFailure')
  return json(c, isError ? 500 : 200, body)
}

async function raiseEvent(c: Context, engine: Engine, { instanceId }: Instance): Promise<Response> {
  const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json')
    return json(c, 400, { Message: 'Only application/json request content is supported' })
  const body = await c.req.text()
  const input = compactJson(body)
  if (input === undefined) return invalidJson(c, body)
  engine.raise(instanceId, c.req.param('event') ?? '', input)
  return c.body(null, 202)
}

function list(c: Context, store: Store): Response {
  const shown: Shown = { input: showsInput(c), history: false, historyOutput: false }
  const token = c.req.header('x-ms-continuation-token')
  const from = token ? Buffer.from(token, 'base64').toString() : undefined
  const page = listInstances(store, readFilter(c.req.queries()), pageSize(c), from)
  const headers =
    page.next === undefined ? {} : { 'x-ms-continuation-token': Buffer.from(page.next).toString('base64') }
  return json(
    c,
    200,
    page.instances.map((instance) => statusView(instance, shown, [])),
    headers,
  )
}

function pageSize(c: Context): number {
  const top = Number(c.req.query('top'))
  return Number.isInteger(top) && top > 0 ? top : 100
}

function purgeOne(c: Context, store: Store): Response {
  const instance = store.instance(idOf(c))
  if (!instance) return c.body(null, 404)
  const { instanceId, status } = instance
  if (!hasEnded(instance))
    return json(
      c,
      412,
      `Only orchestrations in a terminal state can be purged, but the orchestration with instance ID ${instanceId} has status ${status}`,
    )
  store.forget(instanceId)
  return json(c, 200, { instancesDeleted: 1 })
}

function purgeMany(c: Context, store: Store): Response {
  const filter = readFilter(c.req.queries())
  if (filter.createdFrom === undefined) return json(c, 400, "Please provide value for 'createdTimeFrom' parameter.")
  const instancesDeleted = purgeInstances(store, filter)
  return instancesDeleted === 0 ? c.body(null, 404) : json(c, 200, { instancesDeleted })
}

function compactJson(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return undefined
  }
}

const invalidJson = (c: Context, body: string): Response =>
  badRequest(c, 'Invalid JSON content', `Cannot parse "${body.slice(0, 20)}"`, 'Newtonsoft.Json.JsonReaderException')

const badRequest = (c: Context, Message: string, ExceptionMessage: string, ExceptionType: string): Response =>
  json(c, 400, { Message, ExceptionMessage, ExceptionType, StackTrace: '' })
