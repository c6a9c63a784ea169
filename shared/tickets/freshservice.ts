import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import type { Secret } from '../secret.ts'
import type { FieldMap } from '../ticketForm.ts'
import { askDesk, basicAuthentication, callDesk, findAtDesk } from './deskRequest.ts'
import { findApproval } from './freshserviceApproval.ts'
import { nameIn, snakeCase } from './fields.ts'
import { assertKnowsSecret } from './hmac.ts'
import { checkRequester, noFaults, readItems } from './items.ts'
import { holdsReference, toHtml, toTime } from './text.ts'
import type { Arrival, DeskAccess, Reading, ReadingNeeds, TicketSystem } from './ticketSystem.ts'

/**
 * Freshservice, by a workflow whose web request names the service request; it signs nothing, so the request is believed only as it is read back. Each requested item is a room.
 * The revision is the latest `updated_at` of the request and its items, in whole seconds: of two changes in one second with different rooms the same one wins everywhere, and a withdrawal before both.
 * https://api.freshservice.com/v2/ : tickets, requested items, conversations, ticket approvals (read 2026-11-21)
 */
export const freshservice: TicketSystem = {
  verify,
  usualFields: [snakeCase],
  // Statuses of a ticket: 2 open, 3 pending, 4 resolved; stage of a requested item: 3 cancelled.
  usualStates: { 'in-progress': '2', waiting: '3', resolved: '4', failed: '2', cancelled: '3' },
  read,

  makeDesk(access, states) {
    const headers = headersOf(access)
    return {
      hasAnswer: (ticket, reference) => hasAnswer(access, pathOf(ticket), reference),
      async post(ticket, { text, state }) {
        const path = pathOf(ticket)
        if (state) await callDesk(access, { method: 'PUT', path, headers, json: { status: Number(states[state]) } })
        const json = { body: toHtml(text), private: false }
        await callDesk(access, { method: 'POST', path: `${path}/notes`, headers, json })
      },
      findApproval: (ticket) => findApproval(access, headers, pathOf(ticket)),
    }
  },
}

/** Its secret comes with the message; nothing else of it is proved, and nothing else is believed. */
function verify({ headers }: Arrival, secrets: Secret[]): undefined {
  assertKnowsSecret(headers, secrets)
}

/** The key is the name, and any text the password. */
const headersOf = ({ key }: DeskAccess) => ({ authorization: basicAuthentication(`${key.reveal()}:X`) })

const pathOf = (ticket: string): string => `/api/v2/tickets/${ticket.replace('SR-', '')}`

const messageSchema = z.strictObject({
  event: z.enum(['changed', 'approval']),
  ticket: z
    .string()
    .regex(/^#?(?:SR-)?[1-9]\d{0,15}$/, 'must be the number of a service request, such as SR-77')
    .transform((text) => `SR-${/\d+/.exec(text)?.[0]}`),
})

const time = z.string().refine((text) => !Number.isNaN(toTime(text)))
const personSchema = z.object({ name: z.unknown().optional(), email: z.unknown().optional() })
const ticketSchema = z.object({
  ticket: z.object({ created_at: time, updated_at: time, requester: personSchema.nullish() }),
})
const itemsSchema = z.object({
  requested_items: z.array(
    z.object({ id: z.int(), stage: z.int(), updated_at: time, custom_fields: z.record(z.string(), z.unknown()) }),
  ),
})
type RequestedItem = z.output<typeof itemsSchema>['requested_items'][number]

async function read(message: unknown, needs: ReadingNeeds): Promise<Reading> {
  const { ticket, event } = parseBy(messageSchema, message)
  const { access, fields, states, rules } = needs
  const found = access && (await findTicket(access, ticket))
  if (!found) return { messages: [], faults: [{ path: 'ticket', detail: 'is no service request that can be read' }] }
  const rooms = roomsAmong(found.items, fields)
  if (event === 'approval') return noFaults(...rooms.map(({ item }) => ({ kind: 'look' as const, ticket, item })))
  const times = [found.updated_at, ...found.items.map(({ updated_at }) => updated_at)].map(toTime)
  return readItems(
    {
      ticket,
      revision: Math.max(...times),
      isNew: found.created_at === found.updated_at,
      requester: checkRequester(found.requester?.name, found.requester?.email, { path: 'ticket.requester' }),
      items: rooms.map(({ asked, ...room }) => ({
        ...room,
        given: asked.custom_fields,
        path: `requested_items.${room.item}.custom_fields`,
        isWithdrawn: String(asked.stage) === states.cancelled,
      })),
    },
    rules,
  )
}

/** Requested items in the order in which they were asked for. One without the field for the name of a room is something else, such as a laptop. */
function roomsAmong(items: RequestedItem[], [map = {}]: FieldMap[]) {
  const all = items.toSorted((one, other) => one.id - other.id).map((asked, index) => ({ item: index + 1, map, asked }))
  return all.filter(({ asked }) => nameIn(map, 'name') in asked.custom_fields)
}

async function findTicket(access: DeskAccess, number: string) {
  const path = pathOf(number)
  const headers = headersOf(access)
  const found = await findAtDesk(access, { method: 'GET', path: `${path}?include=requester`, headers }, ticketSchema)
  if (!found) return undefined
  const items = await askDesk(access, { method: 'GET', path: `${path}/requested_items`, headers }, itemsSchema)
  return { ...found.ticket, items: items.requested_items }
}

const conversationsSchema = z.object({ conversations: z.array(z.object({ body_text: z.string() })) })
const perPage = 100
const mostPages = 3

/** Conversations come oldest first, in pages. */
async function hasAnswer(access: DeskAccess, path: string, reference: string): Promise<boolean> {
  for (let page = 1; page <= mostPages; page++) {
    const question = {
      method: 'GET',
      path: `${path}/conversations?per_page=${perPage}&page=${page}`,
      headers: headersOf(access),
    } as const
    const { conversations } = await askDesk(access, question, conversationsSchema)
    if (conversations.some(({ body_text }) => holdsReference(body_text, reference))) return true
    if (conversations.length < perPage) return false
  }
  return false
}
