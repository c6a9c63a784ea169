import { HTTPException } from 'hono/http-exception'
import type { Documents } from '../kit/documents.ts'
import type { Source } from './sources.ts'
import type { Delivery, Ticket } from './ticket.ts'

export interface TicketStore {
  /** Keeps a new ticket, which is made from the next serial number of its system. */
  insert(source: Source, make: (serial: number) => Ticket): Ticket
  keep(ticket: Ticket): void
  replaceDelivery(ticketNumber: string, delivery: Delivery): void
  /** Refuses with 404. */
  read(ticketNumber: string): Ticket
  findByKey(source: Source, key: string): Ticket | undefined
  /** The ticket whose approval record has this key. */
  findByApproval(source: Source, key: string): Ticket | undefined
  /** Refuses with 404. */
  readByKey(source: Source, key: string): Ticket
  /** Latest change first. */
  all(): Ticket[]
}

/** A ticket is one document with its comments and webhooks, so that a change is kept with the webhook it fires or not at all. */
export function openTicketStore(documents: Documents): TicketStore {
  const tickets = documents.of<Ticket>('ticket')
  const numbers = documents.of<string>('number-by-key')
  const numbersOfApprovals = documents.of<string>('number-by-approval')
  const serials = documents.of<number>('serial')

  const keep = (ticket: Ticket): void =>
    documents.together(() => {
      tickets.put(ticket.ticket, ticket)
      if (ticket.approval) numbersOfApprovals.put(`${ticket.source}/${ticket.approval.key}`, ticket.ticket)
    })
  const read = (ticketNumber: string) => assertFound(tickets.get(ticketNumber))
  const findByKey = (source: Source, key: string) => tickets.get(numbers.get(`${source}/${key}`) ?? '')
  return {
    insert: (source, make) =>
      documents.together(() => {
        const serial = (serials.get(source) ?? 0) + 1
        const ticket = make(serial)
        serials.put(source, serial)
        numbers.put(`${source}/${ticket.key}`, ticket.ticket)
        keep(ticket)
        return ticket
      }),
    keep,
    replaceDelivery: (ticketNumber, delivery) => {
      const ticket = read(ticketNumber)
      const deliveries = ticket.deliveries.map((earlier) => (earlier.id === delivery.id ? delivery : earlier))
      keep({ ...ticket, deliveries })
    },
    read,
    findByKey,
    findByApproval: (source, key) => tickets.get(numbersOfApprovals.get(`${source}/${key}`) ?? ''),
    readByKey: (source, key) => assertFound(findByKey(source, key)),
    all: () => tickets.all().toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
  }
}

function assertFound(ticket: Ticket | undefined): Ticket {
  if (!ticket) throw new HTTPException(404, { message: 'no such ticket' })
  return ticket
}
