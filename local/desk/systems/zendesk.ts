import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { notSupported, readJson, readQuery } from '../readRequest.ts'
import { ticketStates, type Ticket, type TicketState } from '../ticket.ts'
import { basicPair, FIELDS, fillForm, inSeconds, itemsOf } from './formFields.ts'
import type { TicketingSystem } from './ticketingSystem.ts'

/** Ids of the ticket fields, by room of a ticket. */
export const zendeskFields = itemsOf((item) =>
  Object.fromEntries(FIELDS.map((field, index) => [field, String(360_000_000_100 + item * 100 + index)])),
)

/** A ticket that is wanted no more has a tag; its status says nothing about that. */
const CANCELLED = 'room_cancelled'
const STATUSES: Record<TicketState, string> = {
  new: 'new',
  'in-progress': 'open',
  waiting: 'hold',
  resolved: 'solved',
  failed: 'open',
  cancelled: 'open',
}

const change = z.strictObject({
  ticket: z.strictObject({
    comment: z.strictObject({ body: z.string().min(1), public: z.boolean() }).optional(),
    status: z.enum(['new', 'open', 'pending', 'hold', 'solved']).optional(),
  }),
})

/**
 * Zendesk Support: the webhook of a trigger, and the Tickets API.
 * https://developer.zendesk.com/documentation/webhooks/anatomy-of-a-webhook-request/ , https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ (read 2026-11-21)
 */
export const zendesk: TicketingSystem = {
  ticketNumber: (serial) => String(35_000 + serial),
  makeKey: (ticketNumber) => ticketNumber,
  firstRevision: 1,

  webhook: ({ key, revision }) => ({ id: `${key}-${revision}`, body: { ticket: key } }),
  sign: ({ id, body }, secret, at) => {
    const timestamp = inSeconds(at.toISOString())
    return {
      'x-zendesk-account-id': '123456',
      'x-zendesk-webhook-id': '01F1KRFQ6BG29CNWFR60NK5FNY',
      'x-zendesk-webhook-invocation-id': id,
      'x-zendesk-webhook-signature': createHmac('sha256', secret).update(`${timestamp}${body}`).digest('base64'),
      'x-zendesk-webhook-signature-timestamp': timestamp,
    }
  },
  habits: { patienceSeconds: 10, attempts: 4, triesAgainAfter: [409, 429] },

  apiPath: '/zendesk/api/v2',
  presentedToken: (request) => basicPair(request.header('authorization')),
  errorBody: (status, description) => ({ error: status === 404 ? 'RecordNotFound' : 'RecordInvalid', description }),
  routes: (api, tickets) => {
    api.get('/tickets/:id', (c) => {
      if (readQuery(c.req, ['include'])['include'] !== 'users') throw notSupported('tickets without include=users')
      return c.json(toAnswer(tickets.read(c.req.param('id'))))
    })
    api.put('/tickets/:id', async (c) => {
      const { comment, status } = (await readJson(c.req, change)).ticket
      const kind = comment?.public === false ? 'work-note' : 'comment'
      const entries = comment ? [{ kind, text: comment.body } as const] : []
      const state = ticketStates.find((name) => STATUSES[name] === status)
      return c.json(toAnswer(tickets.append(c.req.param('id'), entries, state)))
    })
    api.get('/tickets/:id/comments', (c) => {
      const { sort_order, per_page = '100' } = readQuery(c.req, ['sort_order', 'per_page'])
      const { comments } = tickets.read(c.req.param('id'))
      const ordered = sort_order === 'desc' ? comments.toReversed() : comments
      const page = ordered.slice(0, Number(per_page)).map(({ id, kind, text, at }) => ({
        id,
        plain_body: text,
        public: kind === 'comment',
        created_at: inSeconds(at),
      }))
      return c.json({ comments: page, count: comments.length, next_page: null })
    })
  },
}

const REQUESTER = 77_001

const toAnswer = (ticket: Ticket) => ({
  ticket: {
    id: Number(ticket.key),
    created_at: inSeconds(ticket.openedAt),
    updated_at: inSeconds(ticket.updatedAt),
    subject: ticket.title,
    status: STATUSES[ticket.state],
    requester_id: REQUESTER,
    tags: ticket.state === 'cancelled' ? [CANCELLED] : [],
    custom_fields: fillForm(zendeskFields, ticket.item, ticket.room).map(([id, value]) => ({ id: Number(id), value })),
  },
  users: [{ id: REQUESTER, name: ticket.requester.name, email: ticket.requester.email }],
})
