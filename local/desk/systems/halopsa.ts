import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { notSupported, readJson, readQuery } from '../readRequest.ts'
import { ticketStates, type Ticket, type TicketState } from '../ticket.ts'
import { FIELDS, fillForm, itemsOf, toText } from './formFields.ts'
import type { Api, TicketingSystem, WriteBack } from './ticketingSystem.ts'

const NAMES: Record<string, string> = { name: 'RoomName', installOn: 'InstallationDate' }

/** Names of the custom fields, by room of a ticket. */
export const haloFields = itemsOf((item) =>
  Object.fromEntries(
    FIELDS.map((field) => [
      field,
      `CF${NAMES[field] ?? field.charAt(0).toUpperCase() + field.slice(1)}${item > 1 ? item : ''}`,
    ]),
  ),
)

/** Ids of statuses, which are of each instance. */
export const haloStatuses: Record<TicketState, number> = {
  new: 1,
  'in-progress': 2,
  waiting: 3,
  resolved: 8,
  failed: 25,
  cancelled: 26,
}

const actions = z
  .array(
    z.strictObject({
      ticket_id: z.int(),
      outcome: z.string().min(1),
      note_html: z.string().min(1),
      hiddenfromuser: z.boolean(),
      new_status: z.int().optional(),
    }),
  )
  .length(1)

/**
 * HaloPSA: a webhook of the notifications, OAuth 2.0 client credentials, and the API of tickets and actions.
 * https://usehalo.com/guide/webhook-integration/ (read 2026-11-21)
 */
export const halopsa: TicketingSystem = {
  ticketNumber: (serial) => String(2_000 + serial),
  makeKey: (ticketNumber) => ticketNumber,
  firstRevision: 1,

  webhook: (ticket, type, at) => ({ id: `${ticket.key}-${ticket.revision}`, body: [toEvent(ticket, type, at)] }),
  sign: (_, secret) => ({ authorization: `Basic ${Buffer.from(`roomwright:${secret}`).toString('base64')}` }),
  // What failed stands in the list of deliveries, and is sent again by hand.
  habits: { patienceSeconds: 15, attempts: 1, triesAgainAfter: [] },

  apiPath: '/halopsa',
  presentedToken: (request) => fromAccessToken(request.header('authorization')),
  signIn: (api, token) =>
    void api.post('/auth/token', async (c) => {
      const form = new URLSearchParams(await c.req.text())
      const isKnown = `${form.get('client_id')}:${form.get('client_secret')}` === token
      if (form.get('grant_type') !== 'client_credentials' || !isKnown)
        throw new HTTPException(401, { message: 'invalid_client' })
      return c.json({ access_token: toAccessToken(token), token_type: 'Bearer', expires_in: 3_600 })
    }),
  errorBody: (_, message) => ({ class: 'Error', message }),
  routes: (api, tickets) => {
    api.get('/api/tickets/:id', (c) => {
      readQuery(c.req, ['includedetails'])
      return c.json(toAnswer(tickets.read(c.req.param('id'))))
    })
    serveActions(api, tickets)
  },
}

const NOTIFICATIONS = {
  'room.requested': 'New Ticket Logged',
  'room.updated': 'Ticket Updated',
  'room.cancelled': 'Ticket Status Changed',
}

const toEvent = (ticket: Ticket, type: keyof typeof NOTIFICATIONS, at: string) => ({
  event: NOTIFICATIONS[type],
  timestamp: at,
  ticket: { id: Number(ticket.key), summary: ticket.title, status_id: haloStatuses[ticket.state] },
})

/** Nobody keeps it: what it stands for is in it. */
const toAccessToken = (token: string): string => Buffer.from(`access ${token}`).toString('base64url')

function fromAccessToken(header: string | undefined): string | undefined {
  const [, access] = /^Bearer (\S+)$/i.exec(header ?? '') ?? []
  const text = Buffer.from(access ?? '', 'base64url').toString('utf8')
  return text.startsWith('access ') ? text.slice('access '.length) : undefined
}

function serveActions(api: Api, tickets: WriteBack): void {
  api.get('/api/actions', (c) => {
    const { ticket_id = '', count = '50' } = readQuery(c.req, ['ticket_id', 'count', 'excludesys'])
    const { comments } = tickets.read(ticket_id)
    const latest = comments.toReversed().slice(0, Number(count))
    return c.json({
      record_count: comments.length,
      actions: latest.map(({ id, text, kind }) => ({ id, note: text, hiddenfromuser: kind === 'work-note' })),
    })
  })
  api.post('/api/actions', async (c) => {
    const [action] = await readJson(c.req, actions)
    if (!action) throw notSupported('no action')
    const state = ticketStates.find((name) => haloStatuses[name] === action.new_status)
    if (action.new_status !== undefined && !state) throw notSupported(`the status ${action.new_status}`)
    const entry = { kind: action.hiddenfromuser ? 'work-note' : 'comment', text: toText(action.note_html) } as const
    const { comments } = tickets.append(String(action.ticket_id), [entry], state)
    return c.json({ id: comments.length, ticket_id: action.ticket_id }, 201)
  })
}

const withoutZone = (iso: string): string => iso.replace('Z', '')

const toAnswer = (ticket: Ticket) => ({
  id: Number(ticket.key),
  summary: ticket.title,
  status_id: haloStatuses[ticket.state],
  dateoccurred: withoutZone(ticket.openedAt),
  last_update: withoutZone(ticket.updatedAt),
  user_name: ticket.requester.name,
  useremail: ticket.requester.email,
  customfields: fillForm(haloFields, ticket.item, ticket.room).map(([name, value]) => ({ name, value: value ?? '' })),
})
