import type { Api, StraysSeen } from './api.ts'
import { el, wordsOf } from './dom.ts'
import { when } from './times.ts'

const columns = ['Account', 'What is wrong', 'Address that would do']

/** Rooms that do not follow the naming pattern; read once, because the list changes twice an hour at most. */
export function straysSection(api: Api): HTMLElement {
  const content = el('div', {}, el('p', {}, 'Reading …'))
  const section = el('section', { 'aria-labelledby': 'strays' }, el('h2', { id: 'strays' }, 'Names of rooms'), content)
  api.strays().then(
    (seen) => content.replaceChildren(...toContent(seen)),
    (error: unknown) => content.replaceChildren(el('p', { class: 'error' }, wordsOf(error).says)),
  )
  return section
}

function toContent({ readAt, pattern = '', rooms, count, strays }: StraysSeen): HTMLElement[] {
  if (readAt === undefined) return [el('p', {}, 'The rooms were not listed yet; that happens twice an hour.')]
  const words =
    count === 0 ? `All ${rooms} rooms follow ${pattern}.` : `${count} of ${rooms} rooms do not follow ${pattern}.`
  const first = strays.length < count ? [el('p', { class: 'hint' }, `These are the first ${strays.length}.`)] : []
  return [
    el('p', {}, words),
    ...(count > 0 ? [el('div', { class: 'scroll' }, toTable(strays))] : []),
    ...first,
    el('p', { class: 'hint' }, 'Rooms listed ', when(readAt)),
  ]
}

function toTable(strays: StraysSeen['strays']): HTMLElement {
  const head = el('tr', {}, ...columns.map((title) => el('th', { scope: 'col' }, title)))
  return el('table', { class: 'requests' }, el('thead', {}, head), el('tbody', {}, ...strays.map(toRow)))
}

function toRow({
  address,
  reason,
  proposal = 'depends on the room',
  isTaken,
}: StraysSeen['strays'][number]): HTMLElement {
  const cells = [address, reason, isTaken ? `${proposal} (taken)` : proposal]
  return el('tr', {}, ...cells.map((cell, place) => el('td', { 'data-title': columns[place] ?? '' }, cell)))
}
