import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { notSupported, readJson, readQuery } from '../readRequest.ts'
import { ticketStates, type Approval, type EventType, type Ticket, type TicketState } from '../ticket.ts'
import { basicPair, FIELDS, fillForm, itemsOf } from './formFields.ts'
import type { Api, TicketingSystem, WriteBack } from './ticketingSystem.ts'

/** Custom fields of the project, by room of a ticket. */
export const jiraFields = itemsOf((item) =>
  Object.fromEntries(FIELDS.map((field, index) => [field, `customfield_${10_100 + item * 100 + index}`])),
)

/** Fields that are choices, whose value is an object. */
const CHOICES = new Set(['site', 'services', 'licence', 'dialOut', 'usageLocation', 'password', 'action'])
const choiceIds = new Set(jiraFields.flatMap((form) => [...CHOICES].map((field) => form[field])))

const STATUSES: Record<TicketState, string> = {
  new: 'Waiting for approval',
  'in-progress': 'In progress',
  waiting: 'Pending',
  resolved: 'Resolved',
  failed: 'Waiting for support',
  cancelled: 'Canceled',
}

const EVENTS: Record<EventType, string> = {
  'room.requested': 'jira:issue_created',
  'room.updated': 'jira:issue_updated',
  'room.cancelled': 'jira:issue_updated',
}

/**
 * Jira Service Management Cloud: a webhook that an administrator registered with a secret, the platform's API and that of the service desk.
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/ , https://developer.atlassian.com/cloud/jira/service-desk/rest/ (read 2026-11-21)
 */
export const jira: TicketingSystem = {
  ticketNumber: (serial) => `ROOM-${serial}`,
  makeKey: (ticketNumber) => ticketNumber,
  firstRevision: 1,

  webhook: (ticket, type, at) => ({
    id: `${ticket.key}-${ticket.revision}`,
    body: toEvent(ticket, EVENTS[type], at, type === 'room.cancelled' ? ['status'] : []),
  }),
  decisionWebhook: (ticket, _, __, at) => ({
    id: `${ticket.key}-${ticket.revision}`,
    body: toEvent(ticket, EVENTS['room.updated'], at, ['status']),
  }),
  sign: ({ id, body }, secret) => ({
    'x-atlassian-webhook-identifier': id,
    'x-atlassian-webhook-flow': 'Primary',
    'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }),
  habits: { patienceSeconds: 20, attempts: 6, triesAgainAfter: [408, 409, 425, 429] },

  apiPath: '/jira/rest',
  presentedToken: (request) => basicPair(request.header('authorization')),
  errorBody: (_, message) => ({ errorMessages: [message], errors: {} }),
  routes: (api, tickets) => {
    serveIssues(api, tickets)
    serveRequests(api, tickets)
  },
}

const toJiraTime = (iso: string): string => iso.replace('Z', '+0000')

function toEvent(ticket: Ticket, webhookEvent: string, at: string, changed: string[]): unknown {
  const values = fillForm(jiraFields, ticket.item, ticket.room).map(([id, value]) => [
    id,
    value !== null && choiceIds.has(id) ? { value, id: '10001' } : value,
  ])
  return {
    timestamp: Date.parse(at),
    webhookEvent,
    issue_event_type_name: webhookEvent === 'jira:issue_created' ? 'issue_created' : 'issue_generic',
    user: { accountId: '557058:rehearsal', displayName: ticket.requester.name },
    issue: {
      id: String(20_000 + Number(ticket.key.slice('ROOM-'.length))),
      key: ticket.key,
      fields: {
        issuetype: { name: 'New room' },
        project: { key: 'ROOM' },
        summary: ticket.title,
        status: { name: STATUSES[ticket.state] },
        reporter: {
          accountId: '557058:rehearsal',
          displayName: ticket.requester.name,
          emailAddress: ticket.requester.email,
        },
        created: toJiraTime(ticket.openedAt),
        updated: toJiraTime(ticket.updatedAt),
        ...Object.fromEntries(values),
      },
    },
    ...(changed.length > 0 && {
      changelog: { id: '1', items: changed.map((field) => ({ field, fieldtype: 'jira' })) },
    }),
  }
}

const transition = z.strictObject({ transition: z.strictObject({ id: z.string() }) })

/** Of the platform. The workflow has a way from every status to every other. */
function serveIssues(api: Api, tickets: WriteBack): void {
  api.get('/api/2/issue/:key', (c) => {
    if (readQuery(c.req, ['fields'])['fields'] !== 'status') throw notSupported('other fields than status')
    const { state, key } = tickets.read(c.req.param('key'))
    return c.json({ key, fields: { status: { name: STATUSES[state] } } })
  })
  api.get('/api/2/issue/:key/transitions', (c) => {
    readQuery(c.req, [])
    const { state } = tickets.read(c.req.param('key'))
    const ways = ticketStates.filter((one) => one !== state)
    return c.json({ transitions: ways.map((one) => ({ id: idOf(one), name: one, to: { name: STATUSES[one] } })) })
  })
  api.post('/api/2/issue/:key/transitions', async (c) => {
    const { id } = (await readJson(c.req, transition)).transition
    const state = ticketStates.find((one) => idOf(one) === id)
    if (!state) throw notSupported(`the transition ${id}`)
    tickets.append(c.req.param('key'), [], state)
    return c.body(null, 204)
  })
  api.get('/api/2/issue/:key/comment', (c) => {
    const { orderBy, maxResults = '50' } = readQuery(c.req, ['orderBy', 'maxResults'])
    if (orderBy !== '-created') throw notSupported('another order than -created')
    const { comments } = tickets.read(c.req.param('key'))
    const latest = comments.toReversed().slice(0, Number(maxResults))
    return c.json({
      startAt: 0,
      maxResults: Number(maxResults),
      total: comments.length,
      comments: latest.map(({ id, text, at }) => ({ id, body: text, created: toJiraTime(at), jsdPublic: true })),
    })
  })
}

const idOf = (state: TicketState): string => String(11 + 10 * ticketStates.indexOf(state))

const comment = z.strictObject({ body: z.string().min(1), public: z.boolean() })

/** Of the service desk. */
function serveRequests(api: Api, tickets: WriteBack): void {
  api.post('/servicedeskapi/request/:key/comment', async (c) => {
    const { body, public: isPublic } = await readJson(c.req, comment)
    const { comments } = tickets.append(c.req.param('key'), [{ kind: isPublic ? 'comment' : 'work-note', text: body }])
    return c.json({ id: comments.at(-1)?.id, body, public: isPublic }, 201)
  })
  api.get('/servicedeskapi/request/:key/approval', (c) => {
    readQuery(c.req, ['limit'])
    const { approval } = tickets.read(c.req.param('key'))
    const values = approval ? [toApproval(approval)] : []
    return c.json({ size: values.length, start: 0, limit: 50, isLastPage: true, values })
  })
}

const DECISIONS = { requested: 'pending', approved: 'approved', rejected: 'declined' } as const

/** Where nobody has an address, Jira leaves it out. What an approver said is a comment of the issue, and not of the approval. */
const toApproval = ({ key, state, by, at }: Approval) => ({
  id: key,
  name: 'Approval',
  finalDecision: DECISIONS[state],
  canAnswerApproval: false,
  approvers: [
    {
      approver: {
        accountId: '557058:approver',
        displayName: 'Approver',
        ...(by !== undefined && { emailAddress: by }),
      },
      approverDecision: DECISIONS[state],
    },
  ],
  createdDate: { epochMillis: Date.parse(at), iso8601: toJiraTime(at) },
  ...(state !== 'requested' && { completedDate: { epochMillis: Date.parse(at), iso8601: toJiraTime(at) } }),
})
