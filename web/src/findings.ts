import type { RequestView } from '../../shared/room/view.ts'
import { el } from './dom.ts'
import { when } from './times.ts'

type Check = NonNullable<RequestView['checks']>[number]
type Stage = NonNullable<RequestView['stages']>[number]

/** What needs somebody comes first. */
const groups: [state: Check['state'], title: string][] = [
  ['wrong', 'Not as it should be'],
  ['unknown', 'Could not be read'],
  ['skipped', 'Not tried'],
  ['right', 'Right'],
]

/** What was looked at and found, and what the room can do since when. */
export const toFindings = ({ checks = [], stages = [] }: RequestView): HTMLElement[] => [
  ...groups.flatMap(([state, title]) =>
    toGroup(
      title,
      checks.filter((check) => check.state === state),
    ),
  ),
  ...(stages.length === 0 ? [] : [el('h2', {}, 'Stages'), el('ul', {}, ...stages.map(toStage))]),
]

const toStage = ({ title, at, isOpen }: Stage): HTMLElement =>
  el('li', {}, `${title}: `, at === undefined ? (isOpen ? 'not yet' : 'not known') : when(at))

const toGroup = (title: string, checks: Check[]): HTMLElement[] =>
  checks.length === 0
    ? []
    : [
        el('h2', {}, title),
        el('ul', {}, ...checks.map(({ title: name, says, at }) => el('li', {}, `${name}: ${says}, `, when(at)))),
      ]
