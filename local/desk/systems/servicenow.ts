import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { notSupported, readJson, readQuery } from '../readRequest.ts'
import { ticketStates } from '../ticket.ts'
import type { Entry, Room, Ticket, TicketState } from '../ticket.ts'
import { serveApprovals } from './servicenowApproval.ts'
import { serveJournal } from './servicenowJournal.ts'
import { pick, toInstanceTime } from './servicenowTable.ts'
import { signStandardWebhook } from './standardWebhooks.ts'
import type { TicketingSystem } from './ticketingSystem.ts'

const TABLE = 'sc_req_item'

/** Catalogue variable → field of the opener's room. */
const VARIABLES = {
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
  installer: 'installer',
  password: 'password',
  grace_days: 'graceDays',
  action: 'action',
}

/** `state` of a requested item, as an instance has it out of the box. */
const STATES: Record<TicketState, string> = {
  new: '1',
  'in-progress': '2',
  waiting: '-5',
  resolved: '3',
  failed: '4',
  cancelled: '7',
}

const ERRORS: Record<number, { message: string; detail: string }> = {
  401: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' },
  404: { message: 'No Record found', detail: "Record doesn't exist or ACL restricts the record retrieval" },
}

const change = z.strictObject({
  comments: z.string().default(''),
  work_notes: z.string().default(''),
  state: z.coerce
    .string()
    .pipe(z.enum(Object.values(STATES)))
    .optional(),
})

/**
 * ServiceNow's Table API and the webhooks of the business rules that Roomwright ships.
 * https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
 */
export const servicenow: TicketingSystem = {
  ticketNumber: (serial) => `RITM${String(10_000 + serial).padStart(7, '0')}`,
  makeKey: () => randomBytes(16).toString('hex'),
  // sys_mod_count of a record that was just inserted
  firstRevision: 0,

  webhook: (ticket, type, at) => ({
    id: `${ticket.key}-${ticket.revision}`,
    body: {
      type,
      timestamp: at,
      data: {
        table: TABLE,
        sys_id: ticket.key,
        number: ticket.ticket,
        sys_mod_count: String(ticket.revision),
        item: ticket.item,
        requested_for: ticket.requester,
        variables: toVariables(ticket.room),
      },
    },
  }),
  decisionWebhook: (ticket, approval, type, at) => ({
    id: `${approval.key}-${approval.changes}`,
    body: {
      type,
      timestamp: at,
      data: {
        table: TABLE,
        sys_id: ticket.key,
        number: ticket.ticket,
        sys_mod_count: String(ticket.revision),
        item: ticket.item,
      },
    },
  }),
  sign: signStandardWebhook,
  // The longest that an instance waits for an outbound call; the tries are those of the script's owner.
  habits: { patienceSeconds: 30, attempts: 10, triesAgainAfter: [408, 429] },

  apiPath: '/api/now',
  presentedToken: (request) => request.header('x-sn-apikey'),
  errorBody: (status, message) => ({ error: ERRORS[status] ?? { message, detail: null }, status: 'failure' }),
  routes: (api, tickets) => {
    api.get(`/table/${TABLE}/:key`, (c) => {
      const { sysparm_fields } = readQuery(c.req, ['sysparm_fields'])
      return c.json({ result: pick(toRecord(tickets.read(c.req.param('key'))), sysparm_fields) })
    })
    api.patch(`/table/${TABLE}/:key`, async (c) => {
      const { sysparm_fields } = readQuery(c.req, ['sysparm_fields'])
      const { comments, work_notes, state } = await readJson(c.req, change)
      const entries: Entry[] = [
        { kind: 'work-note', text: work_notes },
        { kind: 'comment', text: comments },
      ]
      const written = entries.filter(({ text }) => text !== '')
      const ticket = tickets.append(
        c.req.param('key'),
        written,
        ticketStates.find((name) => STATES[name] === state),
      )
      return c.json({ result: pick(toRecord(ticket), sysparm_fields) })
    })
    serveApprovals(api, tickets)
    serveJournal(api, tickets)
  },
}

/** A business rule reads every variable as text, an empty one as ''. */
function toVariables(room: Room): Record<string, string> {
  const known: string[] = Object.values(VARIABLES)
  const unknown = Object.keys(room).find((field) => !known.includes(field))
  if (unknown !== undefined) throw notSupported(`the ServiceNow form has no variable for ${unknown}`)
  return Object.fromEntries(Object.entries(VARIABLES).map(([variable, field]) => [variable, toText(room[field])]))
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'object') throw notSupported('a ServiceNow variable that is not text, a number or a boolean')
  return JSON.stringify(value)
}

/** Journal fields are always empty on the record itself; their entries are in sys_journal_field. */
const toRecord = (ticket: Ticket): Record<string, string> => ({
  sys_id: ticket.key,
  number: ticket.ticket,
  short_description: ticket.title,
  state: STATES[ticket.state],
  comments: '',
  work_notes: '',
  sys_mod_count: String(ticket.revision),
  sys_created_on: toInstanceTime(ticket.openedAt),
  sys_updated_on: toInstanceTime(ticket.updatedAt),
})
