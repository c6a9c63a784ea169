import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import type { TicketState } from '../room/answers.ts'
import { requesterSchema, roomSchema } from '../room/request.ts'
import { askDesk, callDesk } from './deskRequest.ts'
import { findApproval } from './servicenowApproval.ts'
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
  meeting_policy: 'meetingPolicy',
  calling_policy: 'callingPolicy',
  registrar_pool: 'registrarPool',
  neighbour: 'neighbour',
  dial_plan: 'dialPlan',
  voice_policy: 'voicePolicy',
  dial_in: 'dialIn',
  dial_out: 'dialOut',
  usage_location: 'usageLocation',
  time_zone: 'timeZone',
  profile: 'profile',
  city: 'city',
  audio_device: 'audioDevice',
  video_device: 'videoDevice',
  display_device: 'displayDevice',
  wheelchair_accessible: 'wheelchairAccessible',
  tags: 'tags',
  room_list: 'roomList',
  working_days: 'workingHours.days',
  working_from: 'workingHours.start',
  working_until: 'workingHours.end',
  language: 'language',
  calendar_view: 'calendarView',
  mail_tip: 'mailTip',
  mobile_policy: 'mobilePolicy',
  hidden: 'hidden',
  installation_date: 'installOn',
  password: 'password',
  action: 'action',
} as const
const numbers = new Set<string>(['module', 'capacity'])
const truths = new Set<string>(['enterprise_voice', 'dial_in', 'wheelchair_accessible', 'hidden'])
/** Separated by commas. */
const lists = new Set<string>(['tags', 'working_days'])

/** Every variable is text; empty ones are not given. */
const givenSchema = z.strictObject(
  Object.fromEntries(Object.keys(variables).map((name) => [name, z.string().max(256).optional()])),
)

/** Problems are told by the variable's name, which is what the owner of the form knows. */
const roomOfVariables = givenSchema.transform((given, context) => {
  const { data, error } = roomSchema.safeParse(toFields(given))
  for (const { path, message } of error?.issues ?? [])
    context.addIssue({ code: 'custom', path: [variableOf(path)], message })
  return data ?? z.NEVER
})

const ticket = {
  table: z.literal('sc_req_item'),
  sys_id: z.string().regex(/^[0-9a-f]{32}$/),
  number: z.string().regex(/^[A-Z]{2,10}\d{1,15}$/),
  sys_mod_count: z.string().regex(/^\d{1,9}$/),
  item: z.int().min(1).max(999).default(1),
}
const timestamp = z.iso.datetime({ offset: true })
const wish = z.strictObject({ ...ticket, requested_for: requesterSchema, variables: roomOfVariables })

/** What the business rules that we ship send (docs/tickets/servicenow.md). */
const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['room.requested', 'room.updated']), timestamp, data: wish }),
  z.strictObject({ type: z.literal('room.cancelled'), timestamp, data: z.object(ticket) }),
  z.strictObject({ type: z.literal('approval.decided'), timestamp, data: z.strictObject(ticket) }),
])

/** Request item states of the base system: 2 work in progress, -5 pending, 3 closed complete, 4 closed incomplete. */
const states: Record<TicketState, string> = { 'in-progress': '2', waiting: '-5', resolved: '3', failed: '4' }

export const servicenow: TicketSystem = {
  parse(message) {
    const { type, data } = parseBy(messageSchema, message)
    const ref = { ticket: `${data.number}:${data.sys_id}`, item: data.item }
    if (type === 'approval.decided') return { kind: 'look', ...ref }
    const revision = Number(data.sys_mod_count)
    if (type === 'room.cancelled') return { kind: 'withdraw', ...ref, revision }
    return {
      kind: 'request',
      isNew: type === 'room.requested',
      ...ref,
      revision,
      requester: data.requested_for,
      room: data.variables,
    }
  },

  pathOf: (field) => `data.variables.${variableOf([field])}`,

  makeDesk(access) {
    const headers = { 'x-sn-apikey': access.key.reveal() }
    return {
      async hasAnswer(ticket, reference) {
        const query = `element_id=${sysIdOf(ticket)}^element=comments^valueLIKE${reference}`
        const path = `/api/now/table/sys_journal_field?sysparm_query=${encodeURIComponent(query)}&sysparm_fields=sys_id&sysparm_limit=1`
        return (await askDesk(access, { method: 'GET', path, headers }, journalSchema)).result.length > 0
      },
      async post(ticket, { text, state }) {
        const path = `/api/now/table/sc_req_item/${sysIdOf(ticket)}`
        await callDesk(access, {
          method: 'PATCH',
          path,
          headers,
          json: { comments: text, ...(state && { state: states[state] }) },
        })
      },
      findApproval: (ticket) => findApproval(access, headers, sysIdOf(ticket)),
    }
  },
}

const journalSchema = z.object({ result: z.array(z.unknown()) })

const sysIdOf = (ticket: string): string => ticket.slice(ticket.indexOf(':') + 1)

function toFields(given: Record<string, string | undefined>): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [variable, field] of Object.entries(variables)) {
    const text = given[variable]?.trim()
    if (!text) continue
    const [name = '', part] = field.split('.')
    const value = toValue(variable, text)
    fields[name] = part === undefined ? value : { ...Object(fields[name]), [part]: value }
  }
  return fields
}

function toValue(variable: string, text: string): unknown {
  if (lists.has(variable)) return text.split(',').map((one) => one.trim())
  if (truths.has(variable)) return text === 'true' ? true : text === 'false' ? false : text
  return numbers.has(variable) && /^\d{1,9}$/.test(text) ? Number(text) : text
}

/** The variable of a field, or of the first part of one that has parts. */
function variableOf(path: PropertyKey[]): string {
  const asked = path.map(String).join('.')
  const found = Object.entries(variables).find(([, field]) => asked === field || `${asked}.`.startsWith(`${field}.`))
  return (found ?? Object.entries(variables).find(([, field]) => field.startsWith(`${asked}.`)))?.[0] ?? asked
}
