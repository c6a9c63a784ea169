import type { RequestView } from '../../shared/room/view.ts'
import type { Api } from './api.ts'
import { el, show, time } from './dom.ts'

export async function showList(api: Api): Promise<void> {
  const requests = await api.list()
  if (requests.length === 0)
    return show('Requests', el('p', {}, 'No requests yet. ', el('a', { href: '/new' }, 'Ask for a room'), '.'))
  const rows = requests.map((view) =>
    el(
      'tr',
      {},
      el('td', {}, el('a', { href: `/requests/${view.id}` }, view.room?.name ?? view.id)),
      el('td', {}, view.room?.site ?? ''),
      el('td', {}, view.account ?? ''),
      el('td', {}, pill(view.state)),
    ),
  )
  const head = el('tr', {}, ...['Room', 'Site', 'Account', 'State'].map((title) => el('th', { scope: 'col' }, title)))
  show('Requests', el('div', { class: 'scroll' }, el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows))))
}

const pill = (state: string): HTMLElement => el('span', { class: `pill ${state.replaceAll(' ', '-')}` }, state)

const marks: Record<string, string> = {
  done: '✓',
  refused: '✗',
  running: '▶',
  waiting: '…',
  pending: '·',
  'not needed': '–',
}
const ended = new Set(['ready', 'rejected', 'cancelled', 'needs a person'])
const pollMs = { moving: 1_000, ended: 10_000 }

/** One request, live. Only what changed is announced; the page polls while it is looked at. */
export async function showRequest(api: Api, id: string, isShown: () => boolean): Promise<void> {
  const body = el('div')
  const news = el('p', { 'aria-live': 'polite' })
  let view: RequestView | undefined
  while (isShown()) {
    const next = await api.read(id)
    if (!isShown()) return
    if (next && titleOf(next) !== titleOf(view)) show(titleOf(next), news, body)
    if (next) {
      view = next
      news.replaceChildren(headline(next))
      body.replaceChildren(...details(api, id, next))
    }
    const wait = view && ended.has(view.state) ? pollMs.ended : pollMs.moving
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

/** The name of the room, as soon as the request was taken up. */
function titleOf(view: RequestView | undefined): string {
  if (!view) return ''
  return view.room ? `${view.room.name} (${view.room.site})` : 'Request'
}

const headline = ({ state, waitingFor }: RequestView): string =>
  waitingFor === undefined ? `State: ${state}` : `State: waiting for ${waitingFor}`

function details(api: Api, id: string, view: RequestView): Node[] {
  const { account, problem, changed, steps, state } = view
  const action = ended.has(state) ? (state === 'ready' ? undefined : 'retry') : 'cancel'
  return [
    ...(account === undefined ? [] : [el('p', {}, `Account: ${account}`)]),
    ...(problem
      ? [
          el(
            'div',
            { class: 'panel' },
            el('p', { class: 'problem' }, problem.says),
            el('p', {}, problem.remedy),
            el('a', { href: `/problems#${problem.code}` }, 'More about this'),
          ),
        ]
      : []),
    el('ol', { class: 'steps' }, ...steps.map(toStep)),
    ...(changed.length > 0
      ? [el('h2', {}, 'What was set'), el('ul', {}, ...changed.map((title) => el('li', {}, title)))]
      : []),
    ...(action
      ? [
          el(
            'button',
            { click: () => void api.change(id, action) },
            action === 'retry' ? 'Try again' : 'Cancel the request',
          ),
        ]
      : []),
  ]
}

function toStep({ title, state, startedAt, endedAt, waitingFor, nextLook }: RequestView['steps'][number]): HTMLElement {
  const text =
    waitingFor === undefined || state !== 'waiting'
      ? title
      : `${title}: waiting for ${waitingFor}, next look ${time(nextLook)}`
  return el(
    'li',
    { class: state.replaceAll(' ', '-') },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[state] ?? ''),
    el('span', {}, text),
    el(
      'span',
      { class: 'hint' },
      endedAt === undefined && startedAt === undefined ? state : `${state} ${time(endedAt ?? startedAt)}`,
    ),
  )
}

interface ProblemEntry {
  title: string
  says: string
  remedy: string
  actor: string
}

export async function showProblems(): Promise<void> {
  const problems = (await (await fetch('/problems.json')).json()) as Record<string, ProblemEntry>
  const sections = Object.entries(problems).map(([code, { title, says, remedy, actor }]) =>
    el(
      'section',
      { id: code },
      el('h2', {}, title),
      el('p', {}, says),
      el('p', {}, `What to do: ${remedy}`),
      el('p', { class: 'hint' }, `Who can act: ${actor}. Code: ${code}`),
    ),
  )
  show('Problems', ...sections)
  document.getElementById(location.hash.slice(1))?.scrollIntoView()
}
