import type { Answer } from '../answer.ts'
import { lowerCaseNames } from '../batch.ts'
import type { BatchKind } from '../batch.ts'
import type { Call, Outcome } from '../call.ts'
import { latencies } from '../timings.ts'
import { refuseCmdlet } from './failure.ts'

interface Item {
  id: string
  url: string
  headers: Record<string, string>
  body: unknown
}

/** CIPP's practice; the service publishes no number. */
const most = 10

/**
 * Items run one after another. After a failed one the rest is left out, unless the caller prefers odata.continue-on-error
 * (OData 4.01, 8.2.8.3). That they do not run side by side is an assumption.
 */
export function exchangeBatch(
  carrier: Call,
  checkCaller: () => void,
  serveItem: (call: Call) => Promise<Outcome>,
): BatchKind<Item> {
  const goesOn = /odata\.continue-on-error(?!\s*=\s*false)/i.test(carrier.headers['prefer'] ?? '')
  return {
    name: '$batch',
    latency: latencies.exchangeBatch,
    open() {
      checkCaller()
      return parseItems(carrier.body)
    },
    async run(items, batch) {
      const outcomes: (Outcome & { id: string })[] = []
      for (const item of items) {
        const outcome = await serveItem(toCall(carrier, item, batch))
        outcomes.push({ id: item.id, ...outcome })
        if (!goesOn && outcome.answer.status !== 200) break
      }
      return {
        responses: outcomes.map(({ id, answer }) => toResponse(id, answer)),
        isDelivered: outcomes.every(({ isDelivered }) => isDelivered),
      }
    },
  }
}

function toCall({ headers }: Call, { id, url, headers: own, body }: Item, batch: string): Call {
  const { pathname, search } = new URL(url, 'http://local')
  const all = { ...headers, ...lowerCaseNames(own) }
  return { surface: 'exchange', method: 'POST', path: pathname + search, headers: all, body, batch, item: id }
}

/** A write that succeeds has no body at all, so it is told by its id alone (CIPP, Resolve-CippExoBulkResult.ps1). */
function toResponse(id: string, { status, headers = {}, body }: Answer): object {
  const isEmpty =
    typeof body === 'object' && body !== null && Object.keys(body).every((name) => name === '@odata.context')
  return { id, status, headers, ...(!isEmpty && { body }) }
}

function parseItems(body: unknown): Item[] {
  const { requests } = Object(body) as Record<string, unknown>
  if (!Array.isArray(requests) || requests.length === 0) refuseCmdlet('The batch holds no requests.')
  if (requests.length > most) refuseCmdlet(`The batch holds more than ${most} requests.`)
  return requests.map(parseItem)
}

function parseItem(request: unknown): Item {
  const { id, method, url, headers = {}, body } = Object(request) as Record<string, unknown>
  if (typeof id !== 'string' || method !== 'POST' || typeof url !== 'string') {
    refuseCmdlet('Every request of a batch needs id, method POST and url.')
  }
  return { id, url, headers: headers as Record<string, string>, body }
}
