import type { z } from 'zod'
import { toFields } from '../http/edge.ts'
import { Transient } from '../http/transient.ts'
import { Problem, type FieldProblem } from '../room/problems.ts'
import { requesterSchema, type Requester } from '../room/request.ts'
import type { FieldMap } from '../ticketForm.ts'
import { findRoomFaults, nameIn, roomOf, type Given } from './fields.ts'
import type { RoomRules } from '../room/roomRules.ts'
import type { Reading, TicketMessage } from './ticketSystem.ts'

/** One room that a ticket asks for. */
interface Item {
  item: number
  map: FieldMap
  given: Given
  /** Of the fields in the message. */
  path: string
  isWithdrawn: boolean
}

/** A part of a message, or all that is wrong with it. */
interface Checked<T> {
  data?: T
  faults: FieldProblem[]
}

interface TicketRead {
  ticket: string
  revision: number
  /** Nothing has happened to the ticket since it was made. */
  isNew: boolean
  requester: Checked<Requester>
  items: Item[]
}

export const noFaults = (...messages: TicketMessage[]): Reading => ({ messages, faults: [] })

/** Several readings as one. */
export const together = (readings: Reading[]): Reading => ({
  messages: readings.flatMap(({ messages }) => messages),
  faults: readings.flatMap(({ faults }) => faults),
  ...(readings.some(({ isUnread }) => isUnread) && { isUnread: true }),
})

/** Parses a part, and goes on where it is wrong: everything else that is wrong is to be told with it. */
function check<T>(schema: z.ZodType<T>, input: unknown, path: string): Checked<T> {
  const { data, error } = schema.safeParse(input)
  return error ? { faults: toFields(error, path) } : { data, faults: [] }
}

/** Who asks; a name that is empty is none. The names are those of the fields in the message, below its path. */
export function checkRequester(
  name: unknown,
  email: unknown,
  { path, ...names }: { path: string; name?: string; email?: string },
): Checked<Requester> {
  const given = name === undefined || name === null || name === '' ? { email } : { name, email }
  const { data, faults } = check(requesterSchema, { ...given, email: email ?? undefined }, '')
  const inMessage = (field: string) =>
    `${path}.${Object.entries(names).find(([known]) => known === field)?.[1] ?? field}`
  return { ...(data && { data }), faults: faults.map((fault) => ({ ...fault, path: inMessage(fault.path) })) }
}

/** What a ticket with fields says: a room for each item, or that it is wanted no more. */
export function readItems({ items, requester, ...ticket }: TicketRead, rules: RoomRules): Reading {
  const wanted = items.filter(({ isWithdrawn }) => !isWithdrawn)
  const withdrawn = items.filter(({ isWithdrawn }) => isWithdrawn)
  return together([
    noFaults(
      ...withdrawn.map(({ item }) => ({
        kind: 'withdraw' as const,
        ticket: ticket.ticket,
        item,
        revision: ticket.revision,
      })),
    ),
    ...wanted.map((item) => readItem(ticket, requester, item, rules)),
    { messages: [], faults: wanted.length > 0 ? requester.faults : [] },
  ])
}

function readItem(
  { ticket, revision, isNew }: Pick<TicketRead, 'ticket' | 'revision' | 'isNew'>,
  requester: Checked<Requester>,
  { item, map, given, path }: Item,
  rules: RoomRules,
): Reading {
  const room = check(roomOf(map), given, path)
  if (!room.data) return { messages: [], faults: room.faults }
  const faults = findRoomFaults(room.data, isNew, rules, (field) => `${path}.${nameIn(map, field)}`)
  if (faults.length > 0 || !requester.data) return { messages: [], faults }
  return noFaults({ kind: 'request', ticket, item, revision, requester: requester.data, room: room.data })
}

/** What is wrong with one ticket of a batch, or that it cannot be read now, does not hold up the others. */
export async function catchFaults(reading: Promise<Reading>): Promise<Reading> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Problem && error.code === 'request-invalid') return { messages: [], faults: error.fields }
    if (error instanceof Transient) return { messages: [], faults: [], isUnread: true }
    throw error
  }
}
