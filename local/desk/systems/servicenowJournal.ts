import { notSupported, readQuery } from '../readRequest.ts'
import type { Ticket } from '../ticket.ts'
import { parseLimit, parseQuery, pick, toInstanceTime } from './servicenowTable.ts'
import type { Api, WriteBack } from './ticketingSystem.ts'

const ELEMENTS = { comment: 'comments', 'work-note': 'work_notes' } as const
const ORDERS = ['sys_created_on']

interface Entry {
  sys_id: string
  name: string
  element_id: string
  element: string
  value: string
  sys_created_by: string
  sys_created_on: string
}

/** Entries of the journal fields of requested items and of their approvals, in the order in which they were written. */
export function serveJournal(api: Api, tickets: WriteBack): void {
  api.get('/table/sys_journal_field', (c) => {
    const parameters = readQuery(c.req, ['sysparm_query', 'sysparm_limit', 'sysparm_fields'])
    const { key, element, text, isLatestFirst } = parseJournalQuery(parameters['sysparm_query'])
    const entries = findEntries(tickets, key)
      .filter((entry) => (element ?? entry.element) === entry.element)
      .filter((entry) => entry.value.toLowerCase().includes(text.toLowerCase()))
    const ordered = (isLatestFirst ? entries.toReversed() : entries).slice(0, parseLimit(parameters['sysparm_limit']))
    return c.json({ result: ordered.map((entry) => pick(entry, parameters['sysparm_fields'])) })
  })
}

function parseJournalQuery(query: string | undefined) {
  const wanted = parseQuery(query, ['element_id=', 'element=', 'valueLIKE', 'ORDERBYDESC'])
  const { 'element_id=': key, ORDERBYDESC: order } = wanted
  if (key === undefined) throw notSupported('a journal query without element_id')
  if (order !== undefined && !ORDERS.includes(order)) throw notSupported(`the order by ${order}`)
  return { key, element: wanted['element='], text: wanted.valueLIKE ?? '', isLatestFirst: order !== undefined }
}

function findEntries(tickets: WriteBack, key: string): Entry[] {
  const item = tickets.find(key)
  if (item) return toEntriesOfItem(item)
  const approved = tickets.findByApproval(key)
  return approved ? toEntriesOfApproval(approved) : []
}

const toEntriesOfItem = ({ key, comments }: Ticket): Entry[] =>
  comments.map((comment) => ({
    sys_id: comment.id,
    name: 'sc_req_item',
    element_id: key,
    element: ELEMENTS[comment.kind],
    value: comment.text,
    sys_created_by: comment.author,
    sys_created_on: toInstanceTime(comment.at),
  }))

/** What an approver gives as the reason is a comment of the approval. */
const toEntriesOfApproval = ({ approval }: Ticket): Entry[] =>
  approval?.reason === undefined
    ? []
    : [
        {
          sys_id: approval.key,
          name: 'sysapproval_approver',
          element_id: approval.key,
          element: ELEMENTS.comment,
          value: approval.reason,
          sys_created_by: approval.by ?? '',
          sys_created_on: toInstanceTime(approval.at),
        },
      ]
