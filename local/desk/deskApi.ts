import { Hono } from 'hono'
import { z } from 'zod'
import { approvalChange } from './approvals.ts'
import { opening } from './opening.ts'
import { readJson } from './readRequest.ts'
import type { Ticket } from './ticket.ts'
import type { Tickets } from './tickets.ts'
import type { TicketStore } from './ticketStore.ts'

const change = z.strictObject({ room: z.record(z.string(), z.unknown()) })

/** What a person does at the desk: open, change, approve, cancel, look. */
export function makeDeskApi(store: TicketStore, tickets: Tickets, url: string): Hono {
  return new Hono()
    .post('/', async (c) => {
      const { ticket } = tickets.open(await readJson(c.req, opening))
      return c.json({ ticket, url: `${url}/t/${ticket}` }, 201)
    })
    .get('/', (c) => c.json({ tickets: store.all().map(withoutBodies) }))
    .get('/:ticket', (c) => c.json(withoutBodies(store.read(c.req.param('ticket')))))
    .patch('/:ticket', async (c) => {
      const { room } = await readJson(c.req, change)
      return c.json(withoutBodies(tickets.change(c.req.param('ticket'), room)))
    })
    .put('/:ticket/approval', async (c) => {
      const wanted = await readJson(c.req, approvalChange)
      return c.json(withoutBodies(tickets.approve(c.req.param('ticket'), wanted)))
    })
    .post('/:ticket/cancel', (c) => c.json(withoutBodies(tickets.cancel(c.req.param('ticket')))))
}

const withoutBodies = (ticket: Ticket) => ({
  ...ticket,
  deliveries: ticket.deliveries.map((delivery) => ({ ...delivery, body: undefined })),
})
