import type { TokenCredential } from '@azure/identity'
import { Client, GraphError, type Context, type Middleware } from '@microsoft/microsoft-graph-client'
import type { Clock } from '../clock.ts'
import type { OutboundRequest, Send } from '../http/outbound.ts'
import { busyStatuses, toTransient, Transient } from '../http/transient.ts'
import { readRetryAfter } from '../http/retryAfter.ts'
import { longestWait, readBatch, type BatchItem } from './batch.ts'

export interface GraphRequest {
  id: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the version, such as /users/… */
  url: string
  body?: Record<string, unknown>
  headers?: Record<string, string>
  /** Ids of requests that must have succeeded before. */
  dependsOn?: string[]
}

export interface GraphAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export interface Graph {
  /** At most twenty requests in one HTTP request; answers by id. Throws Transient when one of them is throttled or unavailable. */
  batch(requests: GraphRequest[]): Promise<Map<string, GraphAnswer>>
}

export interface GraphOptions {
  url: string
  /** What tokens are made for; it goes by the cloud, not by the address. */
  scope: string
  credential: TokenCredential
  send: Send
  clock: Clock
}

type Token = () => Promise<string | undefined>

/** Microsoft's client with one own link for its chain: the token goes to the configured host (the client itself refuses loopback), and our one outbound client sends. */
export function makeGraph(options: GraphOptions): Graph {
  const { url, send, clock } = options
  const token = async () => (await options.credential.getToken(options.scope))?.token
  const link: Middleware = { execute: (context) => sendThrough(context, token, send) }
  const client = Client.initWithMiddleware({ baseUrl: `${url}/`, defaultVersion: 'v1.0', middleware: link })

  return {
    async batch(requests) {
      const items = await post(client, requests, clock)
      for (const { id, url } of requests) {
        const item = items.find((one) => one.id === id)
        if (!item || busyStatuses.includes(item.status))
          throw new Transient(`Graph is busy: ${url.split('?')[0]}`, longestWait(items, clock.now()))
      }
      return new Map(items.map(({ id, status, body, headers }) => [id, { status, body, ...(headers && { headers }) }]))
    },
  }
}

const jsonType = { 'Content-Type': 'application/json' }

/** A batch that is refused as a whole is a refusal of each of its requests. */
async function post(client: Client, requests: GraphRequest[], clock: Clock): Promise<BatchItem[]> {
  const withType = requests.map((request) =>
    request.body ? { ...request, headers: { ...request.headers, ...jsonType } } : request,
  )
  try {
    return readBatch(await client.api('/$batch').post({ requests: withType }))
  } catch (error) {
    if (!(error instanceof GraphError) || error.statusCode < 400) throw error
    const { statusCode: status, message, headers } = error
    if (busyStatuses.includes(status))
      throw new Transient('Graph is busy', readRetryAfter(headers?.get('retry-after'), clock.now()))
    return requests.map(({ id }) => ({ id, status, body: { error: { message } } }))
  }
}

/** The client turns what its links throw into errors of its own, so "busy" travels through it as an answer. */
async function sendThrough(context: Context, token: Token, send: Send): Promise<void> {
  try {
    context.response = await send(await toRequest(context, token))
  } catch (error) {
    const transient = toTransient(error)
    if (!transient) throw error
    const retryAfter = transient.seconds === undefined ? {} : { 'retry-after': String(transient.seconds) }
    context.response = Response.json(
      { error: { code: 'serviceNotAvailable', message: transient.message } },
      { status: 503, headers: retryAfter },
    )
  }
}

/** Whatever the client is asked for, it sends batches. */
async function toRequest({ request, options = {} }: Context, token: Token): Promise<OutboundRequest> {
  const { body, headers, method } = options
  if (method !== 'POST') throw new Error(`${method} outside a batch`)
  return {
    method,
    url: typeof request === 'string' ? request : request.url,
    headers: { ...(headers as Record<string, string>), authorization: `Bearer ${await token()}` },
    ...(typeof body === 'string' && { body }),
  }
}
