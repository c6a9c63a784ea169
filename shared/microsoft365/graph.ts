import type { TokenCredential } from '@azure/identity'
import { Client, GraphError, type Context, type Middleware } from '@microsoft/microsoft-graph-client'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { Transient, type Send } from '../http/outbound.ts'
import { readRetryAfter } from '../http/retryAfter.ts'

export interface GraphRequest {
  id: string
  method: 'GET' | 'POST' | 'PATCH'
  /** Below the version, such as /users/… */
  url: string
  body?: Record<string, unknown>
  /** Ids of requests that must have succeeded before. */
  dependsOn?: string[]
}

export interface GraphAnswer {
  status: number
  body: unknown
}

export interface Graph {
  /** At most twenty requests in one HTTP request; answers by id. Throws Transient when one of them is throttled or unavailable. */
  batch(requests: GraphRequest[]): Promise<Map<string, GraphAnswer>>
}

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
})
const busy = [408, 429, 502, 503, 504]

/** Microsoft's client with two own links in its chain: the token is sent to the configured host (the client itself refuses loopback), and our one outbound client sends. */
export function makeGraph(options: { url: string; credential: TokenCredential; send: Send; clock: Clock }): Graph {
  const { url, credential, send, clock } = options
  const link: Middleware = { execute: (context) => sendThrough(context, credential, send) }
  const client = Client.initWithMiddleware({ baseUrl: `${url}/`, defaultVersion: 'v1.0', middleware: link })

  return {
    async batch(requests) {
      const withType = requests.map((request) => (request.body ? { ...request, headers: jsonType } : request))
      const { responses } = batchAnswer.parse(await post(client, { requests: withType }, clock))
      const busyOne = responses.find(({ status }) => busy.includes(status))
      if (busyOne)
        throw new Transient(
          `Graph is busy: ${pathOf(requests, busyOne.id)}`,
          readRetryAfter(findRetryAfter(busyOne.headers), clock.now()),
        )
      return new Map(responses.map(({ id, status, body }) => [id, { status, body }]))
    },
  }
}

const jsonType = { 'Content-Type': 'application/json' }

const pathOf = (requests: GraphRequest[], id: string): string =>
  requests.find((request) => request.id === id)?.url.split('?')[0] ?? ''

const findRetryAfter = (headers: Record<string, string> = {}): string | undefined =>
  headers['Retry-After'] ?? headers['retry-after']

/** The client turns what its links throw into errors of its own, so "busy" travels through it as an answer. */
async function post(client: Client, body: object, clock: Clock): Promise<unknown> {
  try {
    return await client.api('/$batch').post(body)
  } catch (error) {
    if (!(error instanceof GraphError) || !busy.includes(error.statusCode)) throw error
    throw new Transient('Graph is busy', readRetryAfter(error.headers?.get('retry-after'), clock.now()))
  }
}

async function sendThrough(context: Context, credential: TokenCredential, send: Send): Promise<void> {
  const token = await credential.getToken('https://graph.microsoft.com/.default')
  const { method = 'GET', body, headers } = context.options ?? {}
  const request = {
    method: method as 'GET' | 'POST',
    url: typeof context.request === 'string' ? context.request : context.request.url,
    headers: { ...(headers as Record<string, string>), authorization: `Bearer ${token?.token}` },
    ...(typeof body === 'string' && { body }),
  }
  context.response = await send(request).catch(toBusyAnswer)
}

function toBusyAnswer(error: unknown): Response {
  if (!(error instanceof Transient)) throw error
  return new Response(null, {
    status: 503,
    headers: error.seconds === undefined ? {} : { 'retry-after': String(error.seconds) },
  })
}
