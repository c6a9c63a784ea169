import type { Source } from './sources.ts'

/** What the opener wrote about the room; the desk carries it and does not judge it. */
export type Room = Record<string, unknown>

interface Person {
  name: string
  email: string
}

export const ticketStates = ['new', 'in-progress', 'waiting', 'resolved', 'failed', 'cancelled'] as const
export type TicketState = (typeof ticketStates)[number]

export type EventType = 'room.requested' | 'room.updated' | 'room.cancelled'

export const decisions = ['approved', 'rejected'] as const
type Decision = (typeof decisions)[number]

/** The approval record of a ticket: who is asked, or who decided what. */
export interface Approval {
  /** The id that the system's own API uses. */
  key: string
  /** How often it was changed since it was made. */
  changes: number
  state: 'requested' | Decision
  /** The approver's address; without one it is of nobody who could be compared. */
  by?: string
  at: string
  reason?: string
}

export interface Entry {
  kind: 'comment' | 'work-note'
  text: string
}

export interface Comment extends Entry {
  id: string
  author: string
  at: string
}

/** One try to hand a webhook over: the status that came back, or why none came. */
export interface Attempt {
  at: string
  status?: number
  error?: string
}

export interface Problem {
  title: string
  detail: string
  /** Each field that is not right. */
  reasons?: string[]
}

/** One webhook. Its id and body stay the same through all attempts; signature and timestamp do not. */
export interface Delivery {
  id: string
  type: EventType | 'approval.decided'
  revision: number
  body: string
  state: 'waiting' | 'delivered' | 'failed'
  /** When the next attempt is due, or the last one was. */
  dueAt: string
  attempts: Attempt[]
  problem?: Problem
}

export interface Ticket {
  /** The number that people read. */
  ticket: string
  /** The id that the system's own API uses. */
  key: string
  source: Source
  title: string
  requester: Person
  item: number
  room: Room
  revision: number
  state: TicketState
  openedAt: string
  updatedAt: string
  comments: Comment[]
  approval?: Approval
  deliveries: Delivery[]
}
