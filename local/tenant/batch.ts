import { randomUUID } from 'node:crypto'
import type { Call, Outcome, Work } from './call.ts'
import type { Range } from './timings.ts'

export interface BatchKind<Item> {
  name: string
  latency: Range
  /** Throws a Refusal when the batch as a whole is wrong. */
  open: () => Item[]
  run: (items: Item[], batch: string) => Promise<{ responses: object[]; isDelivered: boolean }>
}

/** The request that carries a batch, then its items, of which none runs unless the carrier was taken in. */
export async function serveBatch<Item>(
  carrier: Call,
  serveCarrier: (call: Call, work: Work) => Promise<Outcome>,
  { name, latency, open, run }: BatchKind<Item>,
): Promise<Outcome> {
  const batch = randomUUID()
  let items: Item[] = []
  const act = () => {
    items = open()
    return { status: 200 }
  }
  const carried = await serveCarrier({ ...carrier, batch }, { name, latency, isRead: false, act })
  if (carried.answer.status !== 200) return carried
  const { responses, isDelivered } = await run(items, batch)
  return { answer: { status: 200, body: { responses } }, isDelivered: carried.isDelivered && isDelivered }
}

export function lowerCaseNames(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
