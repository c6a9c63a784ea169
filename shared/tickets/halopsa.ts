import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import { Problem } from '../room/problems.ts'
import type { Secret } from '../secret.ts'
import type { FieldMap } from '../ticketForm.ts'
import { askDesk, callDesk, findAtDesk } from './deskRequest.ts'
import { itemsIn, type Given } from './fields.ts'
import { assertKnowsSecret } from './hmac.ts'
import { makeHaloToken } from './halopsaToken.ts'
import { catchFaults, checkRequester, readItems, together } from './items.ts'
import { holdsReference, toHtml, toTime } from './text.ts'
import type { Arrival, DeskAccess, Reading, ReadingNeeds, TicketSystem } from './ticketSystem.ts'

const usualFields = {
  name: 'CFRoomName',
  site: 'CFSite',
  building: 'CFBuilding',
  floor: 'CFFloor',
  module: 'CFModule',
  capacity: 'CFCapacity',
  address: 'CFAddress',
  services: 'CFServices',
  licence: 'CFLicence',
  phoneNumber: 'CFPhoneNumber',
  enterpriseVoice: 'CFEnterpriseVoice',
  dialIn: 'CFDialIn',
  dialOut: 'CFDialOut',
  usageLocation: 'CFUsageLocation',
  timeZone: 'CFTimeZone',
  installOn: 'CFInstallationDate',
  installer: 'CFInstaller',
  password: 'CFPassword',
  action: 'CFAction',
} as const satisfies FieldMap

/**
 * HaloPSA, by a webhook of its notifications, which may hold many events; it signs nothing, so a ticket is believed only as it is read back.
 * The revision is `last_update` of the ticket that was read, in milliseconds.
 * https://usehalo.com/guide/webhook-integration/ and the API's own description at /api/swagger of an instance (read 2026-11-21)
 */
export const halopsa: TicketSystem = {
  verify,
  usualFields: [usualFields],
  // Ids of statuses are of each instance.
  usualStates: undefined,
  read,

  makeDesk(access, states) {
    const token = makeHaloToken(access)
    return {
      async hasAnswer(id, reference) {
        const path = `/api/actions?ticket_id=${id}&count=100&excludesys=true`
        const { actions } = await askDesk(access, { method: 'GET', path, headers: await token() }, actionsSchema)
        return actions.some(({ note }) => holdsReference(note, reference))
      },
      async post(id, { text, state }) {
        const headers = await token()
        // A ticket that people have cancelled stays so, or it would ask for its rooms again.
        const now = state && (await findTicket(access, headers, id))
        const isMoved = state !== undefined && String(now?.status_id) !== states.cancelled
        const action = {
          ticket_id: Number(id),
          outcome: 'Roomwright',
          note_html: toHtml(text),
          hiddenfromuser: false,
          ...(isMoved && { new_status: Number(states[state]) }),
        }
        await callDesk(access, { method: 'POST', path: '/api/actions', headers, json: [action] })
      },
      // Approvals are decided on the page of the request.
      findApproval: async () => undefined,
    }
  },
}

/** Its secret comes with the message; nothing else of it is proved, and nothing else is believed. */
function verify({ headers }: Arrival, secrets: Secret[]): undefined {
  assertKnowsSecret(headers, secrets)
}

const eventSchema = z.object({
  ticket: z.object({ id: z.int().min(1).max(999_999_999, 'must be the id of a ticket') }),
})
const mostEvents = 50
/** One event, or a batch of them. */
const messageSchema = z.union([eventSchema.transform((one) => [one]), z.array(eventSchema).min(1).max(mostEvents)])

async function read(message: unknown, { access, ...needs }: ReadingNeeds): Promise<Reading> {
  const events = parseBy(messageSchema, message)
  if (!access) throw new Problem('ticket-unreadable')
  const headers = await makeHaloToken(access)()
  const ids = [...new Set(events.map(({ ticket }) => String(ticket.id)))]
  return together(await Promise.all(ids.map((id) => catchFaults(readTicket(access, headers, id, needs)))))
}

const ticketSchema = z.object({
  status_id: z.int(),
  dateoccurred: z.string(),
  last_update: z.string().refine((text) => !Number.isNaN(toTime(text))),
  user_name: z.unknown().optional(),
  useremail: z.unknown().optional(),
  customfields: z.array(z.object({ name: z.string(), value: z.unknown().optional() })),
})

const findTicket = (access: DeskAccess, headers: Record<string, string>, id: string) =>
  findAtDesk(access, { method: 'GET', path: `/api/tickets/${id}?includedetails=true`, headers }, ticketSchema)

async function readTicket(
  access: DeskAccess,
  headers: Record<string, string>,
  id: string,
  { fields, states, rules }: Omit<ReadingNeeds, 'access'>,
): Promise<Reading> {
  const found = await findTicket(access, headers, id)
  if (!found) return { messages: [], faults: [{ path: `ticket.${id}`, detail: 'is no ticket that can be read' }] }
  const given: Given = Object.fromEntries(found.customfields.map(({ name, value }) => [name, value]))
  const isWithdrawn = String(found.status_id) === states.cancelled
  const path = `ticket.${id}.customfields`
  return readItems(
    {
      ticket: id,
      revision: toTime(found.last_update),
      isNew: found.dateoccurred === found.last_update,
      requester: checkRequester(found.user_name, found.useremail, {
        path: `ticket.${id}`,
        name: 'user_name',
        email: 'useremail',
      }),
      items: itemsIn(fields, given).map((item) => ({ ...item, given, path, isWithdrawn })),
    },
    rules,
  )
}

const actionsSchema = z.object({ actions: z.array(z.object({ note: z.string() })) })
