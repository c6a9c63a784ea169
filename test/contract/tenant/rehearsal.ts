import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, HTTPMessageHandler, RetryHandler, RetryHandlerOptions } from '@microsoft/microsoft-graph-client'
import type { Context, Middleware } from '@microsoft/microsoft-graph-client'
import { onTestFinished } from 'vitest'
import { startTenant } from '../../../local/tenant/startTenant.ts'
import type { Tenant, TenantOptions } from '../../../local/tenant/startTenant.ts'

/** The members that tests look for, in answers of many shapes. */
export interface Body {
  [member: string]: unknown
  value: Record<string, unknown>[]
  error: { code: string; message: string; details: { message: string }[] }
  responses: { id: string; status: number; headers: Record<string, string>; body: Body }[]
  '@odata.nextLink': string
  '@adminapi.warnings': string[]
}

export interface Reply {
  status: number
  headers: Headers
  body: Body
}

export interface Line {
  [member: string]: unknown
  url: string
  status: number
  effect: boolean
  headers: Record<string, string>
}

export interface Rehearsal {
  tenant: Tenant
  file: string
  /** The real client, with the chain that plain http needs. */
  graphClient: Client
  graph: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  exchange: (
    cmdlet: string,
    parameters: object,
    more?: { query?: string; headers?: Record<string, string> },
  ) => Promise<Reply>
  exchangeRaw: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  control: (method: string, path: string, body?: unknown) => Promise<Reply>
  journal: () => Line[]
}

export const pro = '4cde982a-ede4-4409-9ae6-b003453c8ea6'
export const at = (name: string) => `${name}@contoso.onmicrosoft.com`

/** A tenant of its own for one test, a thousand times as fast as Microsoft's unless told otherwise. */
export async function rehearse(options: Partial<TenantOptions> = {}): Promise<Rehearsal> {
  const folder = makeFolder()
  const file = join(folder, 'tenant.db')
  const journal = join(folder, 'journal.jsonl')
  const tenant = await startTenant({
    port: 0,
    file,
    journal,
    seed: 1,
    speed: 1000,
    rooms: 0,
    log: () => undefined,
    ...options,
  })
  onTestFinished(() => tenant.stop())
  return { ...(await connect(tenant)), file, journal: () => readLines(options.journal ?? journal) }
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}

export type Connection = Omit<Rehearsal, 'file' | 'journal'>

/** Clients for a tenant, whoever started it. */
export async function connect(tenant: Tenant): Promise<Connection> {
  const graphToken = await fetchToken(tenant, 'https://graph.microsoft.com')
  const exchangeToken = await fetchToken(tenant, 'https://outlook.office365.com')
  const exchangeRaw: Rehearsal['exchangeRaw'] = (method, path, body, headers) =>
    send(`${tenant.url}/adminapi/beta/${tenant.tenantId}${path}`, method, body, {
      authorization: `Bearer ${exchangeToken}`,
      'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.tenantId}`,
      ...headers,
    })
  return {
    tenant,
    graphClient: makeGraphClient(tenant.url, graphToken),
    graph: (method, path, body, headers) =>
      send(`${tenant.url}/v1.0${path}`, method, body, { authorization: `Bearer ${graphToken}`, ...headers }),
    exchange: (CmdletName, Parameters, { query = '', headers } = {}) =>
      exchangeRaw('POST', `/InvokeCommand${query}`, { CmdletInput: { CmdletName, Parameters } }, headers),
    exchangeRaw,
    control: (method, path, body) => send(`${tenant.url}/rehearsal${path}`, method, body),
  }
}

export async function fetchToken(tenant: Tenant, resource: string): Promise<string> {
  const { body } = await send(
    `${tenant.identityEndpoint}?api-version=2019-08-01&resource=${resource}`,
    'GET',
    undefined,
    {
      'x-identity-header': tenant.identityHeader,
    },
  )
  return String(body['access_token'])
}

export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers: { ...type, ...headers }, ...content })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } }
}

/** Over plain http the client's own chain would leave the token out. */
function makeGraphClient(url: string, token: string): Client {
  const http = new HTTPMessageHandler()
  const retry = new RetryHandler(new RetryHandlerOptions(0, 3))
  const authenticate: Middleware = {
    execute: (context: Context) => {
      context.options = { ...context.options, headers: { ...headersOf(context), authorization: `Bearer ${token}` } }
      return retry.execute(context)
    },
  }
  retry.setNext(http)
  return Client.initWithMiddleware({ baseUrl: `${url}/`, middleware: authenticate })
}

function headersOf({ options }: Context): Record<string, string> {
  return Object.fromEntries(new Headers(options?.headers as Record<string, string>))
}

/** Asks again until it holds; fails with the last answer after five seconds. */
export async function waitFor<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 5000
  for (;;) {
    const answer = await ask()
    if (holds(answer)) return answer
    if (Date.now() > deadline) throw new Error(`still not: ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A new room that every store shows. */
export async function makeRoom(
  { exchange, graph }: Connection,
  name = 'confrm2',
): Promise<{ id: string; address: string }> {
  const address = at(name)
  const made = await exchange('New-Mailbox', { Name: name, Room: true, PrimarySmtpAddress: address })
  if (made.status !== 200) throw new Error(JSON.stringify(made.body))
  await waitFor(
    () => exchange('Get-Mailbox', { Identity: address }),
    ({ status }) => status === 200,
  )
  await waitFor(
    () => graph('GET', `/users/${address}`),
    ({ status }) => status === 200,
  )
  return { id: String(made.body.value[0]?.['ExternalDirectoryObjectId']), address }
}

/** `id|class|text` of Exchange. */
export function failureOf({ body }: Pick<Reply, 'body'>): string {
  return body.error.details[0]?.message ?? ''
}
