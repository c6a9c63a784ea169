import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { fault } from './faults.ts'
import type { Faults } from './faults.ts'
import { readJson } from './readRequest.ts'
import { sources } from './sources.ts'
import type { Delivery } from './ticket.ts'
import type { TicketStore } from './ticketStore.ts'
import type { WebhookSender } from './webhookSender.ts'

const duplicates = z.strictObject({
  ticket: z.string(),
  revision: z.int().optional(),
  times: z.int().min(1).max(100),
  newTimestamp: z.boolean(),
})

const attack = z.strictObject({
  source: z.enum(sources).default('generic'),
  headers: z.record(z.string(), z.string()).default({}),
  /** Text is sent as it is, anything else as JSON. */
  body: z.json(),
  sign: z.enum(['good', 'bad', 'none', 'stale']),
})

type Attack = z.infer<typeof attack>

/** What goes wrong on purpose: faults of the write-back APIs, duplicates and forgeries towards the receiver. */
export function makeRehearsalApi(store: TicketStore, faults: Faults, sender: WebhookSender): Hono {
  return new Hono()
    .post('/faults', async (c) => {
      faults.set(await readJson(c.req, fault))
      return c.body(null, 204)
    })
    .post('/redeliver', async (c) => {
      const { ticket: number, revision, times, newTimestamp } = await readJson(c.req, duplicates)
      const { source, deliveries } = store.read(number)
      const delivery = deliveries.findLast((candidate) => candidate.revision === (revision ?? candidate.revision))
      if (!delivery) throw new HTTPException(404, { message: 'no webhook was fired for that revision' })
      const at = newTimestamp ? new Date() : lastSentAt(delivery)
      const copies = Array.from({ length: times }, () => sender.send(source, delivery, at))
      return c.json({ answers: await Promise.all(copies) })
    })
    .post('/send', async (c) => {
      const wanted = await readJson(c.req, attack)
      const body = typeof wanted.body === 'string' ? wanted.body : JSON.stringify(wanted.body)
      const headers = { ...prove(sender, wanted, body), ...wanted.headers }
      return c.json(await sender.post(wanted.source, headers, body))
    })
}

function lastSentAt({ attempts }: Delivery): Date {
  const last = attempts.at(-1)
  return last ? new Date(last.at) : new Date()
}

const TEN_MINUTES_MS = 600_000

function prove(sender: WebhookSender, { source, sign }: Attack, body: string): Record<string, string> {
  const message = { id: randomUUID(), body }
  switch (sign) {
    case 'good':
      return sender.sign(source, message, new Date())
    case 'bad':
      // right in form, but over other bytes than those sent
      return sender.sign(source, { ...message, body: `${body} ` }, new Date())
    case 'stale':
      return sender.sign(source, message, new Date(Date.now() - TEN_MINUTES_MS))
    case 'none':
      return {}
  }
}
