import ky, { HTTPError, TimeoutError } from 'ky'
import pLimit from 'p-limit'
import type { Clock } from '../clock.ts'
import { readRetryAfter } from './retryAfter.ts'

/** The server is busy or away, and waiting longer here would be a sleep in an activity: ask again later. */
export class Transient extends Error {
  override readonly name = 'Transient'
  /** What the server asked for, if it did. */
  readonly seconds: number | undefined

  constructor(what: string, seconds?: number, cause?: unknown) {
    super(what, { cause })
    this.seconds = seconds
  }
}

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
  busy: [408, 429, 502, 503, 504],
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
}

export function makeSend({
  clock,
  inFlight,
  timeoutSeconds = policy.timeoutSeconds,
  retries = policy.retries,
}: SendOptions): Send {
  const limit = pLimit(inFlight)
  const waitAsked = (response: Response) => readRetryAfter(response.headers.get('retry-after'), clock.now())
  const client = ky.create({
    timeout: timeoutSeconds * 1_000,
    redirect: 'error',
    retry: {
      limit: retries,
      methods: ['get', 'post', 'patch', 'put', 'delete'],
      statusCodes: policy.busy,
      delay: policy.delayMs,
      shouldRetry: ({ error }) => {
        // A write whose answer was lost may have had its effect; only the caller can find out.
        if (!(error instanceof HTTPError)) return false
        return (
          policy.busy.includes(error.response.status) && (waitAsked(error.response) ?? 0) <= policy.longestWaitSeconds
        )
      },
    },
  })
  return (request) => limit(() => sendOnce(client, request, waitAsked))
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
    if (error instanceof HTTPError && !policy.busy.includes(error.response.status)) return withBody(error)
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
