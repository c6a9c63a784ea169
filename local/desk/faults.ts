import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { Collection, Documents } from '../kit/documents.ts'

const times = z.int().min(0).max(10_000)

/** What can go wrong with the write-back APIs. */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('down'), seconds: z.number().min(0).max(1e6) }),
  z.strictObject({ kind: z.literal('lostAnswer'), times }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfter: z.coerce.string().optional(),
    times,
  }),
])
type Fault = z.infer<typeof fault>
type StatusFault = Extract<Fault, { kind: 'status' }>

export interface Faults {
  /** A new one takes the place of the earlier one of its kind; 0 seconds or 0 times ends it. */
  set(fault: Fault): void
  /** Stands before a write-back API. */
  meet: MiddlewareHandler<{ Bindings: HttpBindings }>
}

export function keepFaults(documents: Documents): Faults {
  const down = documents.of<{ until: number }>('fault-down')
  const lostAnswer = documents.of<{ times: number }>('fault-lost-answer')
  const status = documents.of<StatusFault>('fault-status')
  const isDown = () => Date.now() < (down.get(CURRENT)?.until ?? 0)

  return {
    set: (fault) => {
      if (fault.kind === 'down') down.put(CURRENT, { until: Date.now() + fault.seconds * 1000 })
      else if (fault.kind === 'lostAnswer') lostAnswer.put(CURRENT, fault)
      else status.put(CURRENT, fault)
    },
    meet: async (c, next) => {
      if (isDown()) return dropConnection(c)
      const refused = takeOne(status)
      if (refused) {
        if (refused.retryAfter !== undefined) c.header('retry-after', refused.retryAfter)
        throw new HTTPException(refused.status as ContentfulStatusCode, { message: 'rehearsed fault' })
      }
      await next()
      const hasEffect = c.req.method !== 'GET' && c.res.ok
      if (hasEffect && takeOne(lostAnswer)) dropConnection(c)
      return undefined
    },
  }
}

const CURRENT = 'current'

/** The answer that is returned here has nowhere to go. */
function dropConnection(c: Context<{ Bindings: HttpBindings }>): Response {
  c.env.incoming.socket.destroy()
  return c.body(null)
}

function takeOne<T extends { times: number }>(faults: Collection<T>): T | undefined {
  const found = faults.get(CURRENT)
  if (!found || found.times === 0) return undefined
  faults.put(CURRENT, { ...found, times: found.times - 1 })
  return found
}
