import type { Send } from '../http/outbound.ts'
import type { TicketAnswer } from '../room/answers.ts'
import type { FieldProblem } from '../room/problems.ts'
import type { Requester, Room } from '../room/request.ts'
import type { Secret } from '../secret.ts'
import type { FieldMap, States } from '../ticketForm.ts'
import type { Approval } from './approval.ts'
import type { RoomRules } from '../room/roomRules.ts'

/** What a message of a ticketing system says about one item of a ticket. */
export type TicketMessage = TicketRef &
  (
    | { kind: 'request'; revision: number; requester: Requester; room: Room }
    | { kind: 'withdraw'; revision: number }
    /** Nothing to believe: something of the ticket that is read by its API may have changed. */
    | { kind: 'look' }
  )

export interface TicketRef {
  /** What the system needs to find the ticket again. */
  ticket: string
  item: number
}

/** All that one webhook says. What is right of it is taken, although something else of it is not. */
export interface Reading {
  messages: TicketMessage[]
  /** Every field that is not right, by its path. */
  faults: FieldProblem[]
  /** Some of its tickets could not be read back now. */
  isUnread?: boolean
}

/** The tickets of one system, as far as we read them and write to them. */
export interface Desk {
  /** Whether an answer with this reference stands on the ticket already. */
  hasAnswer(ticket: string, reference: string): Promise<boolean>
  /** Where it takes several calls, the comment is the last: who finds it knows that all was done. */
  post(ticket: string, answer: TicketAnswer): Promise<void>
  /** What the system's own approval record says; undefined where the ticket has none. */
  findApproval(ticket: string): Promise<Approval | undefined>
}

export interface DeskAccess {
  url: string
  key: Secret
  send: Send
}

/** A webhook as it came, before anything is believed of it. */
export interface Arrival {
  headers: Headers
  body: Buffer
}

/**
 * Refuses an arrival that none of the live secrets proves.
 * Resolves with an id that is the same when the sender sends the same again; undefined where it has none.
 */
export type Verify = (arrival: Arrival, secrets: Secret[], now: Date) => string | undefined

/** What a message is read with. */
export interface ReadingNeeds {
  /** Where the fields of each room stand, by item. */
  fields: FieldMap[]
  states: States
  /** What only this day and this estate make wrong. */
  rules: RoomRules
  /** Where tickets are read back; absent where the message says all. */
  access?: DeskAccess | undefined
}

/** A ticketing system: how its messages are proved and read, and how its tickets are answered. One file each; what they share stands in files beside it. */
export interface TicketSystem {
  verify: Verify
  /** Where fields stand, and its words for states, unless the configuration says otherwise; undefined where each installation has its own. */
  usualFields: FieldMap[] | undefined
  usualStates: States | undefined
  /** Throws a Problem where not even one message can be made out; rejects with Transient where the ticket cannot be read back now. */
  read(message: unknown, needs: ReadingNeeds): Promise<Reading>
  makeDesk(access: DeskAccess, states: States): Desk
}
