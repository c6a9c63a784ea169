import { z } from 'zod'
import type { Documents } from '../kit/documents.ts'
import type { Call, Work } from './call.ts'
import { drawNumber } from './seededDraw.ts'

/** What goes wrong. */
const actionSchema = z.discriminatedUnion('kind', [
  /** `retryAfter`: seconds, an HTTP date, 'huge' (a day) or 'missing', which is the default. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfter: z.string().optional(),
    body: z.unknown().optional(),
  }),
  /** Done, and the connection is cut. */
  z.strictObject({ kind: z.literal('lostAnswer') }),
  /** Not done, and the connection is cut. */
  z.strictObject({ kind: z.literal('dropBefore') }),
  /** Milliseconds of the service, compressed like every other. */
  z.strictObject({ kind: z.literal('delay'), ms: z.number().nonnegative() }),
  /** Exchange's concurrency text inside a 500. */
  z.strictObject({ kind: z.literal('throttleText') }),
  /** A cmdlet on the worker fails with this class and text, and does nothing. */
  z.strictObject({ kind: z.literal('fail'), class: z.string(), text: z.string() }),
  /** A read finds nothing. */
  z.strictObject({ kind: z.literal('flap') }),
])

/** What goes wrong, and when. Without `times`, `nth` and `chance`: at every call that matches. */
export const faultSchema = z.strictObject({
  id: z.string(),
  match: z.strictObject({
    surface: z.enum(['graph', 'exchange', 'arm', 'worker']).optional(),
    method: z.string().optional(),
    /** A regular expression over path and query, as on Microsoft's host. */
    path: z.string().refine(isPattern, 'not a regular expression').optional(),
    cmdlet: z.string().optional(),
    /** At most so often. */
    times: z.int().positive().optional(),
    /** Only at the n-th match, counted from 1. */
    nth: z.int().positive().optional(),
    /** 0…1, drawn from the tenant's seed. */
    chance: z.number().min(0).max(1).optional(),
  }),
  do: actionSchema,
})

export type FaultAction = z.infer<typeof actionSchema>
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  /** The fault that meets this call, if any; each match is counted and kept. */
  strike(call: Call, work: Pick<Work, 'cmdlet' | 'isRead'>): Fault | undefined
  add(faults: Fault[]): void
  clear(): void
}

interface Kept {
  fault: Fault
  matched: number
  struck: number
}

export function openFaults(documents: Documents, seed: number): Faults {
  const collection = documents.of<Kept>('fault')
  let kept = collection.all()
  const isDue = ({ fault: { id, match }, matched, struck }: Kept) =>
    struck < (match.times ?? Infinity) &&
    matched === (match.nth ?? matched) &&
    drawNumber(seed, 'fault', id, matched) < (match.chance ?? 1)
  return {
    strike(call, work) {
      for (const one of kept.filter(({ fault }) => isMatching(fault, call, work))) {
        one.matched += 1
        const isStruck = isDue(one)
        if (isStruck) one.struck += 1
        collection.put(one.fault.id, one)
        if (isStruck) return one.fault
      }
      return undefined
    },
    add(faults) {
      for (const fault of faults) {
        const same = kept.find((one) => JSON.stringify(one.fault) === JSON.stringify(fault))
        if (!same) collection.put(fault.id, { fault, matched: 0, struck: 0 })
      }
      kept = collection.all()
    },
    clear() {
      for (const { fault } of kept) collection.remove(fault.id)
      kept = []
    },
  }
}

function isMatching(
  { match, do: action }: Fault,
  call: Call,
  { cmdlet, isRead }: Pick<Work, 'cmdlet' | 'isRead'>,
): boolean {
  return (
    (!match.method || match.method.toUpperCase() === call.method) &&
    (!match.path || new RegExp(match.path, 'i').test(call.path)) &&
    (!match.cmdlet || match.cmdlet.toLowerCase() === cmdlet?.toLowerCase()) &&
    (!match.surface || match.surface === call.surface) &&
    isFit(action, call, isRead)
  )
}

/** What can go wrong on the worker is what a cmdlet and its session can do; the rest needs HTTP. */
function isFit({ kind }: FaultAction, { surface }: Call, isRead: boolean): boolean {
  if (surface === 'worker') return kind === 'fail' || kind === 'lostAnswer' || kind === 'dropBefore' || kind === 'delay'
  return kind !== 'fail' && (kind !== 'flap' || (isRead && surface !== 'arm'))
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'i'))
  } catch {
    return false
  }
}
