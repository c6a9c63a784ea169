import type { RequestView } from '../../shared/room/view.ts'
import { el } from './dom.ts'
import { time } from './times.ts'

type Step = RequestView['steps'][number]

const marks: Record<string, string> = {
  done: '✓',
  refused: '✗',
  running: '▶',
  waiting: '…',
  pending: '·',
  stopped: '■',
  'not needed': '–',
}
const underWay = new Set(['waiting', 'running'])

/** One step. Nothing is under way in a request that has ended. */
export function toStep(step: Step, hasEnded: boolean): HTMLElement {
  const { title, startedAt, endedAt, waitingFor, nextLook } = step
  const state = hasEnded && underWay.has(step.state) ? 'stopped' : step.state
  const text =
    waitingFor === undefined || state !== 'waiting'
      ? title
      : `${title}: waiting for ${waitingFor}, next look ${time(nextLook)}`
  const at = endedAt ?? startedAt
  return el(
    'li',
    { class: state.replaceAll(' ', '-') },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[state] ?? ''),
    el('span', {}, text),
    el('span', { class: 'hint' }, at === undefined || state === 'stopped' ? state : `${state} ${time(at)}`),
  )
}
