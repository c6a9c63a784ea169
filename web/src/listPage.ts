import type { Api, ListedRequest } from './api.ts'
import { makeDecisionFilter } from './decisionFilter.ts'
import { el, fill, show } from './dom.ts'
import { poll } from './poll.ts'
import { isUndecided } from './requestState.ts'
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
  const noneUndecided = el('p', {}, 'No request waits for a decision.')
  const content = el('div', { class: 'scroll' })
  const rows = new Map<string, HTMLElement>()
  let known: ListedRequest[] = []
  const put = (): void => {
    const shown = filter.isOn() ? known.filter(isUndecided) : known
    fill(body, ...shown.map((request) => toRow(request, rows)))
    fill(content, shown.length > 0 ? table : known.length > 0 ? noneUndecided : none)
    filter.count(known.filter(isUndecided).length)
  }
  const filter = makeDecisionFilter(put)
  let isShown = false
  await poll(
    left,
    () => api.list(),
    (requests) => {
      known = requests
      put()
      if (!isShown) show('Requests', filter.element, content)
      isShown = true
      return pollMs
    },
  )
}

function toRow(request: ListedRequest, rows: Map<string, HTMLElement>): HTMLElement {
  const { id, room, account = '', createdAt } = request
  const row = rows.get(id) ?? el('tr')
  rows.set(id, row)
  const cells = [
    ticketOf(request),
    el('a', { href: `/requests/${id}` }, room?.name ?? id),
    room?.site ?? '',
    account,
    createdAt === undefined ? '' : when(createdAt),
    toState(request),
  ]
  fill(row, ...cells.map((cell, place) => el('td', { 'data-title': columns[place] ?? '' }, cell)))
  return row
}

function toState({ state, waitingFor }: ListedRequest): HTMLElement {
  const pill = el('span', { class: `pill ${state.replaceAll(' ', '-')}` }, state)
  return state === 'waiting' && waitingFor !== undefined
    ? el('span', {}, pill, el('span', { class: 'hint' }, ` for ${waitingFor}`))
    : pill
}
