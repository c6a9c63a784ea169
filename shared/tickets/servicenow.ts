import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import { requesterSchema } from '../room/request.ts'
import type { FieldMap } from '../ticketForm.ts'
import { askDesk, callDesk } from './deskRequest.ts'
import { findRoomFaults, nameIn, roomOf, snakeCase, type Given } from './fields.ts'
import type { RoomRules } from '../room/roomRules.ts'
import { noFaults } from './items.ts'
import { findApproval } from './servicenowApproval.ts'
import { verifyStandardWebhook } from './standardWebhooks.ts'
import type { DeskAccess, Reading, TicketSystem } from './ticketSystem.ts'

/** ServiceNow sends text only, and a variable that is not ours is a mistake in its script. */
const variablesOf = (map: FieldMap) =>
  z
    .strictObject(Object.fromEntries(Object.values(map).map((name) => [name, z.string().max(256).optional()])))
    .transform((given): Given => given)
    .pipe(roomOf(map))

const ticket = {
  table: z.literal('sc_req_item'),
  sys_id: z.string().regex(/^[0-9a-f]{32}$/),
  number: z.string().regex(/^[A-Z]{2,10}\d{1,15}$/),
  sys_mod_count: z.string().regex(/^\d{1,9}$/),
  item: z.int().min(1).max(999).default(1),
}
const timestamp = z.iso.datetime({ offset: true })

/** What the business rules that we ship send (docs/tickets/servicenow.md). */
const messageSchema = (map: FieldMap) => {
  const wish = z.strictObject({ ...ticket, requested_for: requesterSchema, variables: variablesOf(map) })
  return z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['room.requested', 'room.updated']), timestamp, data: wish }),
    z.strictObject({ type: z.literal('room.cancelled'), timestamp, data: z.object(ticket) }),
    z.strictObject({ type: z.literal('approval.decided'), timestamp, data: z.strictObject(ticket) }),
  ])
}

/** The revision is sys_mod_count, which every change of the record raises: one message for each item, made by a script that reads the item as it is. */
export const servicenow: TicketSystem = {
  verify: verifyStandardWebhook,
  usualFields: [snakeCase],
  // Of the base system: work in progress, pending, closed complete, closed incomplete, closed cancelled.
  usualStates: { 'in-progress': '2', waiting: '-5', resolved: '3', failed: '4', cancelled: '7' },
  read: async (message, { fields: [map = {}], rules }) => read(message, map, rules),

  makeDesk(access, states) {
    const headers = { 'x-sn-apikey': access.key.reveal() }
    return {
      async hasAnswer(ticket, reference) {
        const query = `element_id=${sysIdOf(ticket)}^element=comments^valueLIKE${reference}`
        const path = `/api/now/table/sys_journal_field?sysparm_query=${encodeURIComponent(query)}&sysparm_fields=sys_id&sysparm_limit=1`
        return (await askDesk(access, { method: 'GET', path, headers }, journalSchema)).result.length > 0
      },
      async post(ticket, { text, state }) {
        const path = `/api/now/table/sc_req_item/${sysIdOf(ticket)}`
        // An item that people have cancelled stays so, or it would ask for its room again.
        const isMoved = state !== undefined && (await readState(access, path, headers)) !== states.cancelled
        const json = { comments: text, ...(isMoved && { state: states[state] }) }
        await callDesk(access, { method: 'PATCH', path, headers, json })
      },
      findApproval: (ticket) => findApproval(access, headers, sysIdOf(ticket)),
    }
  },
}

async function readState(access: DeskAccess, path: string, headers: Record<string, string>): Promise<string> {
  const question = { method: 'GET', path: `${path}?sysparm_fields=state`, headers } as const
  return (await askDesk(access, question, itemSchema)).result.state
}

const itemSchema = z.object({ result: z.object({ state: z.string() }) })
const journalSchema = z.object({ result: z.array(z.unknown()) })

const sysIdOf = (ticket: string): string => ticket.slice(ticket.indexOf(':') + 1)

function read(message: unknown, map: FieldMap, rules: RoomRules): Reading {
  const { type, data } = parseBy(messageSchema(map), message)
  const ref = { ticket: `${data.number}:${data.sys_id}`, item: data.item }
  if (type === 'approval.decided') return noFaults({ kind: 'look', ...ref })
  const revision = Number(data.sys_mod_count)
  if (type === 'room.cancelled') return noFaults({ kind: 'withdraw', ...ref, revision })
  const { requested_for: requester, variables: room } = data
  const faults = findRoomFaults(
    room,
    type === 'room.requested',
    rules,
    (field) => `data.variables.${nameIn(map, field)}`,
  )
  return faults.length > 0 ? { messages: [], faults } : noFaults({ kind: 'request', ...ref, revision, requester, room })
}
