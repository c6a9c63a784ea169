import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import type { TicketState } from '../room/answers.ts'
import { Problem } from '../room/problems.ts'
import { requesterSchema, roomSchema } from '../room/request.ts'
import { callDesk } from './deskRequest.ts'
import type { TicketSystem } from './ticketSystem.ts'

/** Variables of the catalogue item → fields of the room. ServiceNow sends text only. */
const variables = {
  room_name: 'name',
  site: 'site',
  building: 'building',
  floor: 'floor',
  module: 'module',
  capacity: 'capacity',
  address: 'address',
  services: 'services',
  licence: 'licence',
  phone_number: 'phoneNumber',
  enterprise_voice: 'enterpriseVoice',
  dial_in: 'dialIn',
  dial_out: 'dialOut',
  usage_location: 'usageLocation',
  time_zone: 'timeZone',
  installation_date: 'installOn',
  password: 'password',
} as const
type Variable = keyof typeof variables
const numbers = new Set<string>(['module', 'capacity'])
const truths = new Set<string>(['enterprise_voice', 'dial_in'])

const variablesSchema = z.strictObject(
  Object.fromEntries(Object.keys(variables).map((name) => [name, z.string().max(256).optional()])),
)

const data = z.strictObject({
  table: z.literal('sc_req_item'),
  sys_id: z.string().regex(/^[0-9a-f]{32}$/),
  number: z.string().regex(/^[A-Z]{2,10}\d{1,15}$/),
  sys_mod_count: z.string().regex(/^\d{1,9}$/),
  item: z.int().min(1).max(999).default(1),
  requested_for: requesterSchema,
  variables: variablesSchema,
})

/** What the business rule that we ship sends (docs/tickets/servicenow.md). */
const messageSchema = z.strictObject({
  type: z.enum(['room.requested', 'room.updated', 'room.cancelled']),
  timestamp: z.iso.datetime({ offset: true }),
  data,
})

/** Request item states of the base system: 2 work in progress, -5 pending, 3 closed complete, 4 closed incomplete. */
const states: Record<TicketState, string> = { 'in-progress': '2', waiting: '-5', resolved: '3', failed: '4' }

export const servicenow: TicketSystem = {
  parse(message) {
    const { type, data } = parseBy(messageSchema, message)
    const ref = { ticket: `${data.number}:${data.sys_id}`, item: data.item, revision: Number(data.sys_mod_count) }
    if (type === 'room.cancelled') return { kind: 'withdraw', ...ref }
    return { kind: 'request', ...ref, requester: data.requested_for, room: parseRoom(data.variables) }
  },

  makeDesk(access) {
    const headers = { 'x-sn-apikey': access.key.reveal() }
    return {
      async hasAnswer(ticket, reference) {
        const query = `element_id=${sysIdOf(ticket)}^element=comments^valueLIKE${reference}`
        const path = `/api/now/table/sys_journal_field?sysparm_query=${encodeURIComponent(query)}&sysparm_fields=sys_id&sysparm_limit=1`
        return journalSchema.parse(await callDesk(access, { method: 'GET', path, headers })).result.length > 0
      },
      async post(ticket, { text, state }) {
        const path = `/api/now/table/sc_req_item/${sysIdOf(ticket)}`
        await callDesk(access, { method: 'PATCH', path, headers, json: { comments: text, state: states[state] } })
      },
    }
  },
}

const journalSchema = z.object({ result: z.array(z.unknown()) })

const sysIdOf = (ticket: string): string => ticket.slice(ticket.indexOf(':') + 1)

/** Empty variables are not given. Problems are told by the variable's name, which is what the form's owner knows. */
function parseRoom(given: Record<string, string | undefined>): z.output<typeof roomSchema> {
  const fields = (Object.entries(variables) as [Variable, string][]).flatMap(([variable, field]) => {
    const text = given[variable]?.trim()
    return text ? [[field, toValue(variable, text)]] : []
  })
  try {
    return parseBy(roomSchema, Object.fromEntries(fields))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem(
      error.code,
      error.facts,
      error.fields.map(({ path, detail }) => ({ path: `data.variables.${variableOf(path)}`, detail })),
    )
  }
}

function toValue(variable: string, text: string): unknown {
  if (truths.has(variable)) return text === 'true' ? true : text === 'false' ? false : text
  return numbers.has(variable) && /^\d{1,9}$/.test(text) ? Number(text) : text
}

const variableOf = (field: string): string => Object.entries(variables).find(([, name]) => name === field)?.[0] ?? field
