import type { Send } from '../http/outbound.ts'
import type { TicketAnswer } from '../room/answers.ts'
import type { Requester, Room } from '../room/request.ts'
import type { Secret } from '../secret.ts'
import type { Approval } from './approval.ts'

/** What a message of a ticketing system says about one item of a ticket. */
export type TicketMessage = TicketRef &
  (
    | {
        kind: 'request'
        revision: number
        /** The first message of the ticket, not a later change. */ isNew: boolean
        requester: Requester
        room: Room
      }
    | { kind: 'withdraw'; revision: number }
    /** Nothing to believe: something of the ticket that is read by its API may have changed. */
    | { kind: 'look' }
  )

export interface TicketRef {
  /** What the system needs to find the ticket again. */
  ticket: string
  item: number
}

/** The tickets of one system, as far as we read them and write to them. */
export interface Desk {
  /** Whether an answer with this reference stands on the ticket already. */
  hasAnswer(ticket: string, reference: string): Promise<boolean>
  post(ticket: string, answer: TicketAnswer): Promise<void>
  /** What the system's own approval record says; undefined where the ticket has none. */
  findApproval(ticket: string): Promise<Approval | undefined>
}

export interface DeskAccess {
  url: string
  key: Secret
  send: Send
}

/** A ticketing system: how its messages read, and how its tickets are answered. One file each. */
export interface TicketSystem {
  /** Throws a Problem that lists every field that is not right, by the path in the message. */
  parse(message: unknown): TicketMessage
  /** Where a field of the room stands in the message. */
  pathOf(field: string): string
  makeDesk(access: DeskAccess): Desk
}
