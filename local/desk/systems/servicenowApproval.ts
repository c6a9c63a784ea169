import { notSupported, readQuery } from '../readRequest.ts'
import type { Approval, Ticket } from '../ticket.ts'
import { parseLimit, parseQuery, pick, toInstanceTime } from './servicenowTable.ts'
import type { Api, WriteBack } from './ticketingSystem.ts'

const PARAMETERS = ['sysparm_query', 'sysparm_fields', 'sysparm_limit', 'sysparm_exclude_reference_link']

/**
 * The approvals of a requested item: table sysapproval_approver, one row at most.
 * `approver.email` is dot-walked: https://developer.servicenow.com/blog.do?p=/post/dot-walking-in-the-rest-table-api-2/ (read 2026-11-21)
 */
export function serveApprovals(api: Api, tickets: WriteBack): void {
  api.get('/table/sysapproval_approver', (c) => {
    const parameters = readQuery(c.req, PARAMETERS)
    // without it a reference is an object with a link, which nobody asks for here
    if (parameters['sysparm_exclude_reference_link'] !== 'true')
      throw notSupported('approvals without sysparm_exclude_reference_link=true')
    const { 'sysapproval=': key } = parseQuery(parameters['sysparm_query'], ['sysapproval='])
    const rows = toRows(tickets.find(key ?? '')).slice(0, parseLimit(parameters['sysparm_limit']))
    return c.json({ result: rows.map((row) => pick(row, parameters['sysparm_fields'] ?? OWN_FIELDS)) })
  })
}

const OWN_FIELDS = 'sys_id,sysapproval,state,comments,sys_mod_count,sys_updated_on'

const toRows = (ticket: Ticket | undefined) => (ticket?.approval ? [toRow(ticket.key, ticket.approval)] : [])

/** The comments of an approval are a journal field: empty here, their entries in sys_journal_field. */
const toRow = (item: string, { key, state, by, at, changes }: Approval) => ({
  sys_id: key,
  sysapproval: item,
  state,
  'approver.email': by ?? '',
  comments: '',
  sys_mod_count: String(changes),
  sys_updated_on: toInstanceTime(at),
})
