import { z } from 'zod'
import { notSupported, readJson, readQuery } from '../readRequest.ts'
import { ticketStates, type Approval, type Ticket, type TicketState } from '../ticket.ts'
import { basicPair, FIELDS, inSeconds, toText } from './formFields.ts'
import type { Api, TicketingSystem, WriteBack } from './ticketingSystem.ts'

/** Names of the fields of the service item that are not the field's own in small letters. */
const NAMES: Record<string, string> = {
  name: 'room_name',
  phoneNumber: 'phone_number',
  enterpriseVoice: 'enterprise_voice',
  dialIn: 'dial_in',
  dialOut: 'dial_out',
  usageLocation: 'usage_location',
  timeZone: 'time_zone',
  installOn: 'installation_date',
}

/** 2 open, 3 pending, 4 resolved. */
const STATUSES: Record<TicketState, number> = {
  new: 2,
  'in-progress': 2,
  waiting: 3,
  resolved: 4,
  failed: 2,
  cancelled: 4,
}
const STAGES = { requested: 1, cancelled: 3 }

const change = z.strictObject({ status: z.int().min(2).max(5) })
const note = z.strictObject({ body: z.string().min(1), private: z.boolean() })

/**
 * Freshservice: the web request of a workflow, and the API of tickets.
 * https://api.freshservice.com/v2/ (read 2026-11-21)
 */
export const freshservice: TicketingSystem = {
  ticketNumber: (serial) => `SR-${serial}`,
  makeKey: (ticketNumber) => ticketNumber.replace('SR-', ''),
  firstRevision: 1,

  webhook: ({ ticket, revision }) => ({ id: `${ticket}-${revision}`, body: { event: 'changed', ticket } }),
  decisionWebhook: ({ ticket, revision }) => ({ id: `${ticket}-${revision}`, body: { event: 'approval', ticket } }),
  sign: (_, secret) => ({ authorization: `Bearer ${secret}` }),
  // How long it waits is not published.
  habits: { patienceSeconds: 15, attempts: 4, triesAgainAfter: [408, 429] },

  apiPath: '/freshservice/api/v2',
  presentedToken: (request) => basicPair(request.header('authorization'))?.replace(/:X$/, ''),
  errorBody: (status, message) => ({ code: status === 401 ? 'invalid_credentials' : 'invalid_request', message }),
  routes: (api, tickets) => {
    serveTickets(api, tickets)
    serveConversations(api, tickets)
    serveApprovals(api, tickets)
  },
}

function serveTickets(api: Api, tickets: WriteBack): void {
  api.get('/tickets/:id', (c) => {
    if (readQuery(c.req, ['include'])['include'] !== 'requester') throw notSupported('tickets without their requester')
    return c.json({ ticket: toTicket(tickets.read(c.req.param('id'))) })
  })
  api.put('/tickets/:id', async (c) => {
    const { status } = await readJson(c.req, change)
    const state = ticketStates.find((name) => name !== 'new' && STATUSES[name] === status)
    return c.json({ ticket: toTicket(tickets.append(c.req.param('id'), [], state)) })
  })
  api.get('/tickets/:id/requested_items', (c) => {
    readQuery(c.req, [])
    return c.json({ requested_items: toItems(tickets.read(c.req.param('id'))) })
  })
}

const PER_PAGE = '30'

function serveConversations(api: Api, tickets: WriteBack): void {
  api.get('/tickets/:id/conversations', (c) => {
    const { page = '1', per_page = PER_PAGE } = readQuery(c.req, ['page', 'per_page'])
    const { comments } = tickets.read(c.req.param('id'))
    const from = (Number(page) - 1) * Number(per_page)
    const conversations = comments.slice(from, from + Number(per_page)).map(({ id, text, kind, at }) => ({
      id,
      body_text: text,
      private: kind === 'work-note',
      created_at: inSeconds(at),
    }))
    return c.json({ conversations })
  })
  api.post('/tickets/:id/notes', async (c) => {
    const { body, private: isPrivate } = await readJson(c.req, note)
    const entry = { kind: isPrivate ? 'work-note' : 'comment', text: toText(body) } as const
    const { comments } = tickets.append(c.req.param('id'), [entry])
    return c.json({ conversation: { id: comments.at(-1)?.id, body, private: isPrivate } }, 201)
  })
}

const APPROVER = 21_001
const DECISIONS = { requested: 0, approved: 1, rejected: 2 } as const

/** The approver is an agent where the address is known, and nobody else. */
function serveApprovals(api: Api, tickets: WriteBack): void {
  const addresses = new Map<string, string>()
  api.get('/tickets/:id/approvals', (c) => {
    readQuery(c.req, [])
    const id = c.req.param('id')
    const { approval } = tickets.read(id)
    if (approval?.by !== undefined) addresses.set(String(APPROVER + Number(id)), approval.by)
    return c.json({ approvals: approval ? [toApproval(approval, APPROVER + Number(id))] : [] })
  })
  api.get('/agents/:id', (c) => {
    const email = addresses.get(c.req.param('id'))
    return email === undefined ? c.json({ code: 'not_found' }, 404) : c.json({ agent: { email } })
  })
  api.get('/requesters/:id', (c) => c.json({ code: 'not_found' }, 404))
}

const toApproval = ({ key, state, at, reason }: Approval, approver: number) => ({
  id: key,
  approver_id: approver,
  approver_name: 'Approver',
  approval_type: 1,
  level: 1,
  approval_status: { id: DECISIONS[state], name: state },
  latest_remark: reason ?? null,
  created_at: inSeconds(at),
  updated_at: inSeconds(at),
})

const toTicket = (ticket: Ticket) => ({
  id: Number(ticket.key),
  type: 'Service Request',
  subject: ticket.title,
  status: STATUSES[ticket.state],
  created_at: inSeconds(ticket.openedAt),
  updated_at: inSeconds(ticket.updatedAt),
  requester: { id: 9, name: ticket.requester.name, email: ticket.requester.email },
})

/** Those before the item of the room are something else. */
const toItems = ({ item, room, state, key, openedAt, updatedAt }: Ticket) =>
  Array.from({ length: item }, (_, index) => ({
    id: Number(key) * 1_000 + index,
    quantity: 1,
    stage: state === 'cancelled' ? STAGES.cancelled : STAGES.requested,
    created_at: inSeconds(openedAt),
    updated_at: inSeconds(updatedAt),
    custom_fields: index + 1 === item ? fillItem(room) : { model: 'Laptop' },
  }))

function fillItem(room: Ticket['room']): Record<string, unknown> {
  const unknown = Object.keys(room).find((field) => !FIELDS.includes(field))
  if (unknown !== undefined) throw notSupported(`the service item has no field for ${unknown}`)
  return Object.fromEntries(FIELDS.map((field) => [NAMES[field] ?? field, room[field] ?? null]))
}
