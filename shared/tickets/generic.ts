import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import { requesterSchema, roomSchema, wholeFrom } from '../room/request.ts'
import { approverSchema, toDecision } from './approval.ts'
import { askDesk, callDesk } from './deskRequest.ts'
import { findRoomFaults } from './fields.ts'
import type { RoomRules } from '../room/roomRules.ts'
import { noFaults } from './items.ts'
import { verifyStandardWebhook } from './standardWebhooks.ts'
import type { Reading, TicketSystem } from './ticketSystem.ts'

const data = {
  ticket: z.string().regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits and . : _ -'),
  item: wholeFrom(1, 999).default(1),
  revision: wholeFrom(0, Number.MAX_SAFE_INTEGER),
}
const timestamp = z.iso.datetime({ offset: true })

/** Our own message: any sender of Standard Webhooks can make it. docs/tickets/generic.md describes it. */
const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['room.requested', 'room.updated']),
    timestamp,
    data: z.strictObject({ ...data, requester: requesterSchema, room: roomSchema }),
  }),
  z.strictObject({ type: z.literal('room.cancelled'), timestamp, data: z.object(data) }),
  z.strictObject({ type: z.literal('approval.decided'), timestamp, data: z.strictObject(data) }),
])

const commentsSchema = z.object({ comments: z.array(z.unknown()) })

const approvalSchema = z.object({
  approval: z
    .discriminatedUnion('state', [
      z.object({ state: z.literal('requested') }),
      z.object({
        state: z.enum(['approved', 'rejected']),
        by: approverSchema,
        at: timestamp.optional(),
        reason: z.string().optional(),
      }),
    ])
    .nullable(),
})

export const generic: TicketSystem = {
  verify: verifyStandardWebhook,
  usualFields: [],
  usualStates: {
    'in-progress': 'in-progress',
    waiting: 'waiting',
    resolved: 'resolved',
    failed: 'failed',
    cancelled: '',
  },
  read: async (message, { rules }) => read(message, rules),

  makeDesk(access) {
    const headers = { authorization: `Bearer ${access.key.reveal()}` }
    const path = (ticket: string, part: string) => `/tickets/${encodeURIComponent(ticket)}/${part}`
    return {
      async hasAnswer(ticket, reference) {
        const question = {
          method: 'GET',
          path: `${path(ticket, 'comments')}?contains=${encodeURIComponent(reference)}`,
          headers,
        } as const
        return (await askDesk(access, question, commentsSchema)).comments.length > 0
      },
      async post(ticket, { text, state }) {
        await callDesk(access, { method: 'POST', path: path(ticket, 'comments'), headers, json: { text, state } })
      },
      async findApproval(ticket) {
        const question = { method: 'GET', path: path(ticket, 'approval'), headers } as const
        const { approval } = await askDesk(access, question, approvalSchema)
        if (approval === null) return undefined
        return approval.state === 'requested' ? approval : toDecision(approval.state, approval)
      },
    }
  },
}

function read(message: unknown, rules: RoomRules): Reading {
  const { type, data } = parseBy(messageSchema, message)
  if (type === 'approval.decided') return noFaults({ kind: 'look', ticket: data.ticket, item: data.item })
  if (type === 'room.cancelled') return noFaults({ kind: 'withdraw', ...data })
  const faults = findRoomFaults(data.room, type === 'room.requested', rules, (field) => `data.room.${field}`)
  return faults.length > 0 ? { messages: [], faults } : noFaults({ kind: 'request', ...data })
}
