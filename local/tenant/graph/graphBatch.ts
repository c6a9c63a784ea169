import type { Answer } from '../answer.ts'
import { lowerCaseNames } from '../batch.ts'
import type { BatchKind } from '../batch.ts'
import type { Call, Outcome } from '../call.ts'
import { latencies } from '../timings.ts'
import { graphAnswer, refuse } from './failure.ts'

interface Item {
  id: string
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
  dependsOn: string | undefined
}

const most = 20

/**
 * JSON batching: the batch succeeds whatever becomes of its items (learn, graph/json-batching, 2025-02-21). Items run side by
 * side, each after the one it depends on; a failed one fails its dependants with 424.
 */
export function graphBatch(carrier: Call, serveItem: (call: Call) => Promise<Outcome>): BatchKind<Item> {
  return {
    name: 'POST /$batch',
    latency: latencies.graphBatch,
    open: () => parseItems(carrier.body),
    async run(items, batch) {
      const running = new Map<string, Promise<Outcome>>()
      for (const item of items) {
        const before = running.get(item.dependsOn ?? '')
        running.set(item.id, serveAfter(before, toCall(carrier, item, batch), serveItem))
      }
      const outcomes = await Promise.all([...running].map(async ([id, outcome]) => ({ id, ...(await outcome) })))
      return {
        responses: outcomes.map(({ id, answer }) => toResponse(id, answer)),
        isDelivered: outcomes.every(({ isDelivered }) => isDelivered),
      }
    },
  }
}

async function serveAfter(
  before: Promise<Outcome> | undefined,
  call: Call,
  serveItem: (call: Call) => Promise<Outcome>,
): Promise<Outcome> {
  const status = (await before)?.answer.status
  if (status === undefined || (status >= 200 && status < 300)) return serveItem(call)
  return {
    answer: graphAnswer(424, 'FailedDependency', 'A request that this one depends on failed.'),
    isDelivered: true,
  }
}

function toCall(carrier: Call, { id, method, url, headers, body }: Item, batch: string): Call {
  const { authorization = '' } = carrier.headers
  const all = { ...lowerCaseNames(headers), authorization }
  const path = `/v1.0/${url.replace(/^\//, '')}`
  return { surface: 'graph', method: method.toUpperCase(), path, headers: all, body, batch, item: id }
}

function toResponse(id: string, { status, headers, body }: Answer): object {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
  return { id, status, headers: { ...headers, ...type }, ...(body !== undefined && { body }) }
}

function parseItems(body: unknown): Item[] {
  const { requests } = Object(body) as Record<string, unknown>
  if (!Array.isArray(requests) || requests.length === 0) refuseBatch('Invalid batch payload format.')
  if (requests.length > most) refuseBatch(`Number of batch request steps exceeds the maximum value of ${most}.`)
  const items = requests.map(parseItem)
  if (new Set(items.map(({ id }) => id.toLowerCase())).size < items.length)
    refuseBatch('Request Ids must be unique within a batch.')
  refuseTangle(items)
  return items
}

function parseItem(request: unknown): Item {
  const { id, method, url, headers = {}, body, dependsOn = [] } = Object(request) as Record<string, unknown>
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    refuseBatch('Every request of a batch needs id, method and url.')
  }
  const contentType = Object.keys(Object(headers)).find((name) => name.toLowerCase() === 'content-type')
  if (body !== undefined && !contentType)
    refuseBatch(`Write request id ${id} does not contain Content-Type header or body.`)
  const before = [dependsOn].flat().map(String)
  if (before.length > 1) refuseBatch('Only one dependency is supported.')
  return { id, method, url, headers: headers as Record<string, string>, body, dependsOn: before[0] }
}

/**
 * A request waits for one earlier request at most, and either each waits for the one before it or all that wait, wait for
 * the same one (learn, graph/json-batching, 2025-02-21; BatchRequestContent of @microsoft/microsoft-graph-client).
 */
function refuseTangle(items: Item[]): void {
  const waiting = items.filter(({ dependsOn }) => dependsOn !== undefined)
  for (const { id, dependsOn } of waiting) {
    const position = items.findIndex((item) => item.id === id)
    if (!items.slice(0, position).some((item) => item.id === dependsOn))
      refuseBatch(`Invalid dependency for request Id ${id}.`)
  }
  const isSerial = items.every(({ dependsOn }, position) => dependsOn === items[position - 1]?.id)
  const isSame = new Set(waiting.map(({ dependsOn }) => dependsOn)).size <= 1
  if (!isSerial && !isSame) refuseBatch('Batch should be either fully sequential or fully parallel.')
}

function refuseBatch(message: string): never {
  refuse(400, 'BadRequest', message)
}
