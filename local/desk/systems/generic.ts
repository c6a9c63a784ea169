import { z } from 'zod'
import { readJson, readQuery } from '../readRequest.ts'
import { signStandardWebhook } from './standardWebhooks.ts'
import type { Approval } from '../ticket.ts'
import type { TicketingSystem } from './ticketingSystem.ts'

const comment = z.strictObject({
  text: z.string().min(1),
  state: z.enum(['in-progress', 'waiting', 'resolved', 'failed']).optional(),
})

/** Any sender of Standard Webhooks that has a small comments API. */
export const generic: TicketingSystem = {
  ticketNumber: (serial) => `REQ-${1000 + serial}`,
  makeKey: (ticketNumber) => ticketNumber,
  firstRevision: 1,

  webhook: ({ ticket, item, revision, requester, room }, type, at) => ({
    id: `${ticket}-${revision}`,
    body: { type, timestamp: at, data: { ticket, item, revision, requester, room } },
  }),
  decisionWebhook: ({ ticket, item, revision }, _, type, at) => ({
    id: `${ticket}-${revision}`,
    body: { type, timestamp: at, data: { ticket, item, revision } },
  }),
  sign: signStandardWebhook,
  // Standard Webhooks recommends 15 to 30 seconds, and ten attempts.
  habits: { patienceSeconds: 15, attempts: 10, triesAgainAfter: [408, 429] },

  apiPath: '/generic',
  presentedToken: (request) => /^Bearer (.+)$/i.exec(request.header('authorization') ?? '')?.[1],
  errorBody: (status, error) => ({ status, error }),
  routes: (api, tickets) => {
    api.get('/tickets/:ticket/comments', (c) => {
      const { contains = '' } = readQuery(c.req, ['contains'])
      const { comments } = tickets.read(c.req.param('ticket'))
      return c.json({ comments: comments.filter(({ text }) => text.includes(contains)) })
    })
    api.get('/tickets/:ticket/approval', (c) => {
      readQuery(c.req, [])
      const { approval } = tickets.read(c.req.param('ticket'))
      return c.json({ approval: approval ? toAnswer(approval) : null })
    })
    api.post('/tickets/:ticket/comments', async (c) => {
      const { text, state } = await readJson(c.req, comment)
      const { comments } = tickets.append(c.req.param('ticket'), [{ kind: 'comment', text }], state)
      return c.json(comments.at(-1), 201)
    })
  },
}

/** Who is asked is no business of the receiver; who decided is. */
const toAnswer = ({ state, by, at, reason }: Approval) =>
  state === 'requested' ? { state } : { state, by, at, reason }
