import type { Api, ListedRequest } from './api.ts'
import { el, fill, show } from './dom.ts'
import { poll } from './poll.ts'
import { ticketOf } from './ticket.ts'
import { when } from './times.ts'

const pollMs = 3_000
const columns = ['Ticket', 'Room', 'Site', 'Account', 'Asked', 'State']

/** The requests, live. A row stays the same element, so that the keyboard stays where it is. */
export async function showList(api: Api, left: AbortSignal, mayAsk: boolean): Promise<void> {
  const body = el('tbody')
  const head = el('tr', {}, ...columns.map((title) => el('th', { scope: 'col' }, title)))
  const table = el('table', { class: 'requests' }, el('thead', {}, head), body)
  const none = el('p', {}, 'No requests yet. ', ...(mayAsk ? [el('a', { href: '/new' }, 'Ask for a room'), '.'] : []))
  const content = el('div', { class: 'scroll' })
  const rows = new Map<string, HTMLElement>()
  let isShown = false
  await poll(
    left,
    () => api.list(),
    (requests) => {
      fill(body, ...requests.map((request) => toRow(request, rows)))
      fill(content, requests.length === 0 ? none : table)
      if (!isShown) show('Requests', content)
      isShown = true
      return pollMs
    },
  )
}

function toRow(request: ListedRequest, rows: Map<string, HTMLElement>): HTMLElement {
  const { id, room, account = '', createdAt, state } = request
  const row = rows.get(id) ?? el('tr')
  rows.set(id, row)
  const cells = [
    ticketOf(request),
    el('a', { href: `/requests/${id}` }, room?.name ?? id),
    room?.site ?? '',
    account,
    createdAt === undefined ? '' : when(createdAt),
    el('span', { class: `pill ${state.replaceAll(' ', '-')}` }, state),
  ]
  fill(row, ...cells.map((cell, place) => el('td', { 'data-title': columns[place] ?? '' }, cell)))
  return row
}
