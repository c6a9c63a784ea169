import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import type { Secret } from '../secret.ts'
import { askDesk, basicAuthentication, callDesk, findAtDesk } from './deskRequest.ts'
import { itemsIn, type Given } from './fields.ts'
import { assertFresh, assertSigned, hmac, readHeader } from './hmac.ts'
import { checkRequester, readItems } from './items.ts'
import { holdsReference, toTime } from './text.ts'
import type { Arrival, Reading, ReadingNeeds, TicketSystem } from './ticketSystem.ts'

/**
 * Zendesk Support, by a trigger whose signed webhook names the ticket; its fields are read back, because what a placeholder puts into JSON is not said to be escaped.
 * The revision is `updated_at` of the ticket that was read, in whole seconds: of two changes in one second with different rooms the same one wins everywhere, and a withdrawal before both.
 * https://developer.zendesk.com/documentation/webhooks/verifying/ , /anatomy-of-a-webhook-request/ and https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ (read 2026-11-21)
 */
export const zendesk: TicketSystem = {
  verify,
  usualFields: undefined,
  // Statuses of the system, and the tag of a ticket that is wanted no more: Zendesk has no status for that.
  usualStates: {
    'in-progress': 'open',
    waiting: 'hold',
    resolved: 'solved',
    failed: 'open',
    cancelled: 'room_cancelled',
  },
  read,

  makeDesk(access, states) {
    const headers = { authorization: basicAuthentication(access.key.reveal()) }
    return {
      async hasAnswer(id, reference) {
        const path = `/api/v2/tickets/${id}/comments?sort_order=desc&per_page=100`
        const { comments } = await askDesk(access, { method: 'GET', path, headers }, commentsSchema)
        return comments.some((comment) => holdsReference(comment.plain_body, reference))
      },
      async post(id, { text, state }) {
        const ticket = { comment: { body: text, public: true }, ...(state && { status: states[state] }) }
        await callDesk(access, { method: 'PUT', path: `/api/v2/tickets/${id}`, headers, json: { ticket } })
      },
      // Approvals are decided on the page of the request.
      findApproval: async () => undefined,
    }
  },
}

/** Base64 of HMAC-SHA256 over the timestamp, an ISO time, and the raw body with nothing between them; the secret is the key as Zendesk shows it. */
function verify({ headers, body }: Arrival, secrets: Secret[], now: Date): string | undefined {
  const signature = Buffer.from(readHeader(headers, 'x-zendesk-webhook-signature'), 'base64')
  const timestamp = readHeader(headers, 'x-zendesk-webhook-signature-timestamp')
  assertSigned([signature], secrets, (secret) => hmac(secret).update(timestamp).update(body).digest())
  assertFresh(toTime(timestamp), now)
  // The ticket is read again each time: it may have changed since.
  return undefined
}

const messageSchema = z.strictObject({
  ticket: z.string().regex(/^[1-9]\d{0,15}$/, 'must be the number of a ticket'),
})

const time = z.string().refine((text) => !Number.isNaN(toTime(text)))
const ticketSchema = z.object({
  ticket: z.object({
    created_at: time,
    updated_at: time,
    requester_id: z.int(),
    tags: z.array(z.string()),
    custom_fields: z.array(z.object({ id: z.int(), value: z.unknown().optional() })),
  }),
  users: z.array(z.object({ id: z.int(), name: z.unknown().optional(), email: z.unknown().optional() })),
})

async function read(message: unknown, { access, fields: maps, states, rules }: ReadingNeeds): Promise<Reading> {
  const { ticket: number } = parseBy(messageSchema, message)
  const found = access && (await findTicket(access, number))
  if (!found) return { messages: [], faults: [{ path: 'ticket', detail: 'is no ticket that can be read' }] }
  const { ticket, users } = found
  const given: Given = Object.fromEntries(ticket.custom_fields.map(({ id, value }) => [String(id), value]))
  const requester = users.find(({ id }) => id === ticket.requester_id)
  const isWithdrawn = ticket.tags.includes(states.cancelled)
  return readItems(
    {
      ticket: number,
      revision: toTime(ticket.updated_at),
      isNew: ticket.created_at === ticket.updated_at,
      requester: checkRequester(requester?.name, requester?.email, { path: 'ticket.requester' }),
      items: itemsIn(maps, given).map((item) => ({ ...item, given, path: 'ticket.custom_fields', isWithdrawn })),
    },
    rules,
  )
}

const findTicket = (access: NonNullable<ReadingNeeds['access']>, number: string) => {
  const headers = { authorization: basicAuthentication(access.key.reveal()) }
  const path = `/api/v2/tickets/${number}?include=users`
  return findAtDesk(access, { method: 'GET', path, headers }, ticketSchema)
}

const commentsSchema = z.object({ comments: z.array(z.object({ plain_body: z.string() })) })
