import type { RequestView } from '../../shared/room/view.ts'
import type { Api } from './api.ts'
import { makeDecisionPanel } from './decisionPanel.ts'
import { makeDevicePanel } from './devicePanel.ts'
import { el, fill, rename, say, show } from './dom.ts'
import { toFindings } from './findings.ts'
import { poll } from './poll.ts'
import { makePress } from './press.ts'
import { makeRestorePanel } from './restorePanel.ts'
import { hasEnded } from './requestState.ts'
import { toStep } from './stepLine.ts'
import { ticketOf } from './ticket.ts'
import { when } from './times.ts'

const pollMs = { moving: 1_000, ended: 10_000 }

/** One request, live. Only what changed is put in place and announced, so that the keyboard stays where it is. */
export async function showRequest(api: Api, id: string, left: AbortSignal, mayChange: boolean): Promise<void> {
  const news = el('p', { 'aria-live': 'polite', tabindex: '-1' })
  const decision = makeDecisionPanel(api, id, news)
  const details = el('div')
  const actions = makeActions(api, id, news)
  const device = makeDevicePanel(api, id, mayChange)
  const earlier = makeRestorePanel(api, id, news)
  let isShown = false
  let pause = pollMs.moving
  await poll(
    left,
    () => api.read(id),
    (view) => {
      if (!view) return pause
      pause = hasEnded(view) ? pollMs.ended : pollMs.moving
      say(news, headline(view))
      decision.show(view)
      fill(details, ...toDetails(view), ...device.of(view))
      earlier.show(view)
      actions.offer(mayChange ? offersOf(view) : [], view.state)
      if (!isShown) show(titleOf(view), news, decision.element, details, actions.element, earlier.element)
      rename(titleOf(view))
      isShown = true
      return pause
    },
  )
}

/** The name of the room, as soon as the request was taken up. */
const titleOf = ({ room }: RequestView): string => (room ? `${room.name} (${room.site})` : 'Request')

const headline = (view: RequestView): string =>
  view.waitingFor === undefined || hasEnded(view) ? `State: ${view.state}` : `State: waiting for ${view.waitingFor}`

function toDetails(view: RequestView): Node[] {
  const { problem, changed, steps, state, undone, left, restoredBy, licenceNotes = [] } = view
  const isCancelled = state === 'cancelled'
  return [
    toFacts(view),
    ...(problem ? [toProblemPanel(problem)] : []),
    el('ol', { class: 'steps' }, ...steps.map((step) => toStep(step, hasEnded(view)))),
    ...(changed.length > 0 && !isCancelled
      ? [el('h2', {}, 'What was set'), el('ul', {}, ...changed.map((title) => el('li', {}, title)))]
      : []),
    ...(licenceNotes.length > 0
      ? [el('h2', {}, 'Licences'), el('ul', {}, ...licenceNotes.map((note) => el('li', {}, note)))]
      : []),
    ...toFindings(view),
    ...toSignIn(view),
    ...(undone === undefined
      ? []
      : [
          el('h2', {}, restoredBy === undefined ? 'Taken back' : `Earlier settings, put back by ${restoredBy}`),
          el('p', { class: 'text' }, undone),
        ]),
    ...(left === undefined ? [] : [el('h2', {}, 'Left as it is'), el('p', { class: 'text' }, left)]),
  ]
}

/** What was found about the sign-in of the room. */
function toSignIn({ signIn }: RequestView): Node[] {
  if (!signIn) return []
  const { checkedAt, findings, notChecked } = signIn
  const lines = [
    ...findings.map(({ says, remedy }) => `${says} ${remedy}`),
    ...notChecked.map(({ what, missing }) => `Not checked: ${what}, because ${missing}.`),
  ]
  const found =
    lines.length === 0
      ? el('p', { class: 'text' }, 'Checked, nothing in the way.')
      : el('ul', {}, ...lines.map((line) => el('li', {}, line)))
  return [el('h2', {}, 'Sign-in'), el('p', {}, 'Checked ', when(checkedAt)), found]
}

function toFacts(view: RequestView): HTMLElement {
  const { source, requester, account, createdAt } = view
  const facts: [string, Node | string | undefined][] = [
    ['Account', account],
    ['Ticket', source === undefined ? undefined : ticketOf(view)],
    ['Requester', requester],
    ['Asked', createdAt === undefined ? undefined : when(createdAt)],
  ]
  const known = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [el('div', {}, el('dt', {}, name), el('dd', {}, value))],
  )
  return el('dl', { class: 'facts' }, ...known)
}

const toProblemPanel = ({ code, says, remedy }: NonNullable<RequestView['problem']>): HTMLElement =>
  el(
    'div',
    { class: 'panel' },
    el('p', { class: 'problem' }, says),
    el('p', {}, remedy),
    el('a', { href: `/problems#${code}` }, 'More about this'),
  )

type Action = 'cancel' | 'retry'

/** What is ready as the ticket wants it needs no other try, though the API would take one. */
const offersOf = ({ actions, state, isOutdated }: RequestView): RequestView['actions'] =>
  state === 'ready' && !isOutdated ? actions.filter((action) => action !== 'retry') : actions

/** The buttons stay the same elements. One that goes while it has the focus hands it to the news. */
function makeActions(api: Api, id: string, news: HTMLElement) {
  const problem = el('p', { role: 'alert', class: 'error' })
  const press = makePress(problem)
  const button = (action: Action, words: string) =>
    el('button', { type: 'button', hidden: true, click: () => void press(() => api.change(id, action)) }, words)
  const buttons = { cancel: button('cancel', 'Cancel the request'), retry: button('retry', 'Try again') }
  return {
    element: el('div', { class: 'actions' }, buttons.cancel, buttons.retry, problem),
    offer(offers: string[], state: RequestView['state']): void {
      say(buttons.retry, state === 'waiting' ? 'Look now' : 'Try again')
      for (const [name, one] of Object.entries(buttons)) {
        const isGoing = !offers.includes(name)
        if (isGoing && one === document.activeElement) news.focus()
        one.hidden = isGoing
      }
    },
  }
}
