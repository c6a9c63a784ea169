import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { InfoFilled } from '@fluentui/react-icons/svg/info'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { PreflightFinding, PreflightState } from '../../../../shared/room/preflight.ts'
import { steps } from '../../../../shared/room/steps.ts'
import { Pill, type Look } from '../../parts/Pill.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { stateWords } from './states.ts'

const looks: Record<PreflightState, Look> = {
  missing: { color: 'danger', icon: <DismissCircleFilled /> },
  differs: { color: 'danger', icon: <WarningFilled /> },
  excess: { color: 'warning', icon: <InfoFilled /> },
  unreadable: { color: 'informative', icon: <QuestionCircleRegular /> },
  ok: { color: 'success', icon: <CheckmarkCircleFilled /> },
}

export const columns: Column<PreflightFinding>[] = [
  { id: 'what', title: 'What', width: 'minmax(9rem, 1.2fr)', cell: ({ title }) => title },
  { id: 'state', title: 'State', width: 'minmax(9rem, 1fr)', cell: ({ state }) => <State state={state} /> },
  {
    id: 'why',
    title: 'Why it matters',
    width: 'minmax(9rem, 2fr)',
    cell: ({ why, state, users }) => [why, state === 'missing' ? suffers(users) : ''].filter(Boolean).join(' '),
  },
  { id: 'remedy', title: 'What to do', width: 'minmax(9rem, 2fr)', cell: ({ remedy }) => remedy },
]

const State = ({ state }: { state: PreflightState }) => <Pill look={looks[state]}>{stateWords[state]}</Pill>

/** Steps by the names that people know from requests. */
function suffers(users: string[]): string {
  const titles = steps.filter(({ id }) => users.includes(id)).map(({ title }) => title)
  return titles.length === 0 ? '' : `Without it requests break off at: ${titles.join(', ')}.`
}
