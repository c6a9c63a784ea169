import { randomUUID } from 'node:crypto'
import { HTTPException } from 'hono/http-exception'
import { changeApproval, type ApprovalChange } from './approvals.ts'
import type { OpeningRead } from './opening.ts'
import type { Outbox } from './outbox.ts'
import { notSupported } from './readRequest.ts'
import { systems } from './systems.ts'
import type { Source } from './sources.ts'
import type { WriteBack } from './systems/ticketingSystem.ts'
import type { Comment, Delivery, Entry, EventType, Room, Ticket } from './ticket.ts'
import type { TicketStore } from './ticketStore.ts'

/** Whom comments that come through a write-back API are shown as. */
const INTEGRATION = 'roomwright.integration'

/** The changes of tickets. Each raises the revision and, unless it says otherwise, fires a webhook. */
export interface Tickets {
  open(wanted: OpeningRead): Ticket
  /** Lays the fields over those of the room; null takes one away. */
  change(ticketNumber: string, fields: Room): Ticket
  cancel(ticketNumber: string): Ticket
  /** Asks for the approval, or gives or refuses it; only a decision fires a webhook. */
  approve(ticketNumber: string, wanted: ApprovalChange): Ticket
  /** Without echo a write-back raises the revision but fires nothing. */
  writeBack(source: Source): WriteBack
}

export function makeTickets(store: TicketStore, outbox: Outbox, echo: boolean): Tickets {
  const keepAndSend = (ticket: Ticket): Ticket => {
    store.keep(ticket)
    outbox.send(ticket)
    return ticket
  }
  return {
    open: (wanted) => {
      const ticket = store.insert(wanted.source, (serial) => fire(toTicket(wanted, serial), 'room.requested'))
      outbox.send(ticket)
      return ticket
    },
    change: (ticketNumber, fields) => {
      const ticket = readOpen(store, ticketNumber)
      const room = layOver(ticket.room, fields)
      return keepAndSend(fire(revise(ticket, { room }), 'room.updated'))
    },
    cancel: (ticketNumber) => {
      const cancelled = revise(readOpen(store, ticketNumber), { state: 'cancelled' })
      return keepAndSend(fire(cancelled, 'room.cancelled'))
    },
    approve: (ticketNumber, wanted) => keepAndSend(takeApproval(readOpen(store, ticketNumber), wanted)),
    writeBack: (source) => ({
      find: (key) => store.findByKey(source, key),
      findByApproval: (key) => store.findByApproval(source, key),
      read: (key) => store.readByKey(source, key),
      append: (key, entries, state) => {
        const ticket = store.readByKey(source, key)
        const comments = [...ticket.comments, ...entries.map(toComment)]
        // A cancelled ticket stays cancelled, and says so with every event: the script we ship tells the type from the state.
        const isCancelled = ticket.state === 'cancelled'
        const revised = revise(ticket, { comments, state: isCancelled ? ticket.state : (state ?? ticket.state) })
        return keepAndSend(echo ? fire(revised, isCancelled ? 'room.cancelled' : 'room.updated') : revised)
      },
    }),
  }
}

function readOpen(store: TicketStore, ticketNumber: string): Ticket {
  const ticket = store.read(ticketNumber)
  if (ticket.state === 'cancelled') throw new HTTPException(409, { message: 'the ticket is cancelled' })
  return ticket
}

function toTicket({ source, requester, item, room, title }: OpeningRead, serial: number): Ticket {
  const ticket = systems[source].ticketNumber(serial)
  const now = new Date().toISOString()
  return {
    ticket,
    key: systems[source].makeKey(ticket),
    source,
    title: title ?? ['Meeting room', room['name'] ?? room['address']].filter(Boolean).join(': '),
    requester,
    item,
    room,
    revision: systems[source].firstRevision,
    state: 'new',
    openedAt: now,
    updatedAt: now,
    comments: [],
    deliveries: [],
  }
}

const revise = (ticket: Ticket, change: Partial<Ticket>): Ticket => ({
  ...ticket,
  ...change,
  revision: ticket.revision + 1,
  updatedAt: new Date().toISOString(),
})

/** Adds the webhook of the ticket as it is now; from here on its id and body stay. */
const fire = (ticket: Ticket, type: EventType): Ticket =>
  addDelivery(ticket, type, systems[ticket.source].webhook(ticket, type, ticket.updatedAt))

/** The webhook of a decision says that something was decided, and not what. */
function takeApproval(ticket: Ticket, wanted: ApprovalChange): Ticket {
  const system = systems[ticket.source]
  if (!system.decisionWebhook) throw notSupported(`approvals of ${ticket.source}`)
  const approval = changeApproval(ticket, wanted, new Date().toISOString())
  const revised = revise(ticket, { approval })
  if (approval.state === 'requested') return revised
  const type = 'approval.decided'
  return addDelivery(revised, type, system.decisionWebhook(revised, approval, type, revised.updatedAt))
}

function addDelivery(ticket: Ticket, type: Delivery['type'], { id, body }: { id: string; body: unknown }): Ticket {
  const delivery = { id, type, revision: ticket.revision, body: JSON.stringify(body), dueAt: ticket.updatedAt }
  return { ...ticket, deliveries: [...ticket.deliveries, { ...delivery, state: 'waiting', attempts: [] }] }
}

const layOver = (room: Room, fields: Room): Room =>
  Object.fromEntries(Object.entries({ ...room, ...fields }).filter(([, value]) => value !== null))

const toComment = (entry: Entry): Comment => ({
  ...entry,
  id: randomUUID().replaceAll('-', ''),
  author: INTEGRATION,
  at: new Date().toISOString(),
})
