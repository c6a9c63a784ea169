import type { PreflightFinding, PreflightState } from '../../shared/room/preflight.ts'
import { steps } from '../../shared/room/steps.ts'
import type { Api } from './api.ts'
import { el, fill, say, show, wordsOf } from './dom.ts'
import { lookNow, poll } from './poll.ts'
import { straysSection } from './straysSection.ts'
import { when } from './times.ts'

const pollMs = { asked: 1_000, quiet: 15_000 }
const columns = ['What', 'State', 'Why it matters', 'What to do']

/** Told apart by sign and words; colour only helps. */
const states: Record<PreflightState, { sign: string; words: string; look: string }> = {
  missing: { sign: '✗', words: 'missing', look: 'rejected problem' },
  differs: { sign: '≠', words: 'not as it should be', look: 'rejected problem' },
  excess: { sign: '▲', words: 'more than needed', look: 'waiting' },
  unreadable: { sign: '?', words: 'could not be read', look: 'pending' },
  ok: { sign: '✓', words: 'there', look: 'ready' },
}
const order = Object.keys(states)

/** What the service may do and what the tenant has, and what to do about it. A row stays the same element while it says the same. */
export async function showPreflight(api: Api, left: AbortSignal, mayAsk: boolean): Promise<void> {
  const news = el('p', { 'aria-live': 'polite' })
  const content = el('div', { class: 'scroll' })
  const asking = makeAsking(api)
  let isShown = false
  await poll(
    left,
    () => api.preflight(),
    ({ readAt, findings }) => {
      const isAwaited = asking.settle(readAt)
      const words = isAwaited ? 'Checking …' : headline(readAt, findings)
      say(news, words)
      fill(
        content,
        ...(findings.length > 0 ? [toTable(findings)] : []),
        ...(readAt === undefined ? [] : [lastRead(readAt)]),
      )
      if (!isShown)
        show('What the service needs', news, ...(mayAsk ? [asking.element] : []), content, note(), straysSection(api))
      isShown = true
      return isAwaited || readAt === undefined ? pollMs.asked : pollMs.quiet
    },
  )
}

function headline(readAt: string | undefined, findings: PreflightFinding[]): string {
  if (readAt === undefined) return 'Nobody has looked yet; the first look comes within a minute.'
  // What servers allow no cloud service shows, so there is no news in it.
  const shown = findings.filter(({ kind }) => kind !== 'server')
  const count = (state: PreflightState) => shown.filter((one) => one.state === state).length
  const parts = (['missing', 'differs', 'excess', 'unreadable'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${states[state].words}`)
  if (parts.length > 0) return `Of ${shown.length}: ${parts.join(', ')}.`
  return shown.length === findings.length
    ? 'Everything that is needed is there.'
    : 'Everything that is needed is there, as far as the cloud shows; what servers allow is to be checked on them.'
}

const lastRead = (readAt: string): HTMLElement => el('p', { class: 'hint' }, 'Read ', when(readAt))

const note = (): HTMLElement =>
  el(
    'p',
    { class: 'hint' },
    'App roles stand in tokens, which Azure keeps for up to 24 hours: one that was granted or taken away shows, and counts, when the back has a new token. Management roles of Exchange and licences show at once.',
  )

/** What needs somebody comes first. */
function toTable(findings: PreflightFinding[]): HTMLElement {
  const rows = findings.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state)).map(toRow)
  const head = el('tr', {}, ...columns.map((title) => el('th', { scope: 'col' }, title)))
  return el('table', { class: 'requests' }, el('thead', {}, head), el('tbody', {}, ...rows))
}

function toRow({ title, state, why, users, remedy }: PreflightFinding): HTMLElement {
  const { sign, words, look } = states[state]
  const pill = el('span', { class: `pill ${look}` }, el('span', { 'aria-hidden': 'true' }, `${sign} `), words)
  const cells = [title, pill, [why, state === 'missing' ? suffers(users) : ''].filter(Boolean).join(' '), remedy]
  return el('tr', {}, ...cells.map((cell, place) => el('td', { 'data-title': columns[place] ?? '' }, cell)))
}

/** Steps by the names that people know from requests. */
function suffers(users: string[]): string {
  const titles = steps.filter(({ id }) => users.includes(id)).map(({ title }) => title)
  return titles.length === 0 ? '' : `Without it requests break off at: ${titles.join(', ')}.`
}

/** The button, and whether what it asked for has come. */
function makeAsking(api: Api) {
  const problem = el('p', { role: 'alert', class: 'error' })
  let askedAt: string | undefined
  const ask = async (): Promise<void> => {
    say(problem, '')
    try {
      askedAt = (await api.askForPreflight()).at
      lookNow()
    } catch (error) {
      const { says, remedy } = wordsOf(error)
      say(problem, `${says} ${remedy}`)
    }
  }
  const button = el('button', { type: 'button', click: () => void ask() }, 'Check again')
  return {
    element: el('div', { class: 'actions' }, button, problem),
    /** Whether a newer reading is still awaited. */
    settle(readAt: string | undefined): boolean {
      if (askedAt !== undefined && readAt !== undefined && readAt >= askedAt) askedAt = undefined
      return askedAt !== undefined
    },
  }
}
