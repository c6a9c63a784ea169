import type { HttpBindings } from '@hono/node-server'
import type { Hono, HonoRequest } from 'hono'
import type { Approval, Entry, EventType, Ticket, TicketState } from '../ticket.ts'

export interface Message {
  id: string
  body: string
}

export type Api = Hono<{ Bindings: HttpBindings }>

/** What the write-back API of a system may do with the tickets of that system. */
export interface WriteBack {
  find(key: string): Ticket | undefined
  /** The ticket whose approval record has this key. */
  findByApproval(key: string): Ticket | undefined
  /** As find, but refuses with 404. */
  read(key: string): Ticket
  /** Refuses with 404 too. */
  append(key: string, entries: Entry[], state?: TicketState): Ticket
}

/** How a system sends its webhooks. */
export interface Habits {
  /** How long it waits for an answer. */
  patienceSeconds: number
  /** Attempts, the first one too. */
  attempts: number
  /** Statuses after which it tries again, beside those of 500 and above. */
  triesAgainAfter: number[]
}

/** All that tells one ticketing system from another. */
export interface TicketingSystem {
  ticketNumber(serial: number): string
  /** The id of a new ticket in the system's own API. */
  makeKey(ticketNumber: string): string
  firstRevision: number
  /** The id is the same for the same ticket and revision. Refuses with 400 what the system's form has no field for. */
  webhook(ticket: Ticket, type: EventType, at: string): { id: string; body: unknown }
  /** That the approval was decided; the id is the same for the same state of its record. Left out where the system has no approvals that are played here. */
  decisionWebhook?(
    ticket: Ticket,
    approval: Approval,
    type: 'approval.decided',
    at: string,
  ): { id: string; body: unknown }
  sign(message: Message, secret: string, at: Date): Record<string, string>
  habits: Habits
  /** Where the write-back API lives; `routes` are relative to it. */
  apiPath: string
  presentedToken(request: HonoRequest): string | undefined
  /** Routes for those who have no token yet. */
  signIn?(api: Api, token: string): void
  errorBody(status: number, message: string): object
  routes(api: Api, tickets: WriteBack): void
}
