import ky, { HTTPError, TimeoutError } from 'ky'
import pLimit from 'p-limit'
import type { Clock } from '../clock.ts'
import { readRetryAfter } from './retryAfter.ts'
import { busyStatuses, Transient } from './transient.ts'

export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  /** Text of a JSON body. */
  body?: string
}

/** Sends with retries. Resolves with any answer that is not "busy"; throws Transient when busy or unreachable. */
export type Send = (request: OutboundRequest) => Promise<Response>

/** Everything about retries in one place. */
const policy = {
  timeoutSeconds: 100,
  retries: 2,
  /** Refused before anything was done, so any request may be sent again; after the others only a read. */
  untouched: [429, 503],
  /** Longer waits become a durable "later". */
  longestWaitSeconds: 10,
  delayMs: (attempt: number) => 1_000 * 2 ** (attempt - 1),
}

export interface SendOptions {
  clock: Clock
  /** Calls at the same time, at most; waiting for a retry counts, so that a storm is not amplified. */
  inFlight: number
  /** Less than the usual policy, where the caller's own claim on the work is short. */
  timeoutSeconds?: number
  retries?: number
  /** How long a call may wait for its turn. */
  queueSeconds?: number
}

export function makeSend({
  clock,
  inFlight,
  timeoutSeconds = policy.timeoutSeconds,
  retries = policy.retries,
  queueSeconds = Infinity,
}: SendOptions): Send {
  const limit = pLimit(inFlight)
  const waitAsked = (response: Response) => readRetryAfter(response.headers.get('retry-after'), clock.now())
  const client = ky.create({
    timeout: timeoutSeconds * 1_000,
    redirect: 'error',
    retry: {
      limit: retries,
      methods: ['get', 'post', 'patch', 'put', 'delete'],
      statusCodes: busyStatuses,
      afterStatusCodes: busyStatuses,
      delay: policy.delayMs,
      shouldRetry: ({ error }) => {
        // A write whose answer was lost may have had its effect; only the caller can find out.
        if (!(error instanceof HTTPError)) return false
        const { request, response } = error
        const isSafe = request.method === 'GET' || policy.untouched.includes(response.status)
        const wait = waitAsked(response) ?? 0
        if (!isSafe || !busyStatuses.includes(response.status) || wait > policy.longestWaitSeconds) return false
        // With undefined ky goes by the header; with true it would go by the delay alone.
        return wait > 0 ? undefined : true
      },
    },
  })
  return (request) => {
    const since = clock.now().getTime()
    return limit(() => {
      if (clock.now().getTime() - since > queueSeconds * 1_000)
        throw new Transient(`too many calls wait for ${new URL(request.url).host}`)
      return sendOnce(client, request, waitAsked)
    })
  }
}

async function sendOnce(
  client: typeof ky,
  { url, ...request }: OutboundRequest,
  waitAsked: (response: Response) => number | undefined,
): Promise<Response> {
  const target = `${request.method} ${new URL(url).pathname}`
  try {
    return await client(url, request)
  } catch (error) {
    if (error instanceof HTTPError && !busyStatuses.includes(error.response.status)) return withBody(error)
    if (error instanceof HTTPError)
      throw new Transient(`${target} answered ${error.response.status}`, waitAsked(error.response), error)
    if (error instanceof TimeoutError) throw new Transient(`${target} did not answer in time`, undefined, error)
    throw new Transient(`${target} could not be reached`, undefined, error)
  }
}

/** The error has read the body already; callers read it again as text or JSON. */
function withBody({ response, data }: HTTPError): Response {
  const body = typeof data === 'string' ? data : JSON.stringify(data ?? null)
  return new Response(response.status === 204 ? null : body, { status: response.status, headers: response.headers })
}
