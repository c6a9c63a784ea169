import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { PlayCircleFilled } from '@fluentui/react-icons/svg/play-circle'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ListedRequest } from '../data/api.ts'
import { Pill, type Look } from './Pill.tsx'

type State = ListedRequest['state']

const looks = {
  queued: { color: 'informative', icon: <CircleRegular /> },
  running: { color: 'brand', icon: <PlayCircleFilled /> },
  waiting: { color: 'warning', icon: <ClockRegular /> },
  ready: { color: 'success', icon: <CheckmarkCircleFilled /> },
  rejected: { color: 'danger', icon: <DismissCircleFilled /> },
  cancelled: { color: 'informative', icon: <SubtractCircleRegular /> },
  'needs a person': { color: 'severe', icon: <WarningFilled /> },
} as const satisfies Record<State, Look>

const useStyles = makeStyles({
  icon: { display: 'inline-flex', flexShrink: 0, fontSize: '1.25rem' },
  informative: { color: tokens.colorNeutralForeground3 },
  brand: { color: tokens.colorBrandForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  danger: { color: tokens.colorStatusDangerForeground1 },
  severe: { color: tokens.colorStatusDangerForeground1 },
})

/** Beside the word. */
export function StateIcon({ state }: { state: State }) {
  const styles = useStyles()
  const { color, icon } = looks[state]
  return <span className={mergeClasses(styles.icon, styles[color])}>{icon}</span>
}

/** Where a request stands. */
export const StateBadge = ({ state }: { state: State }) => <Pill look={looks[state]}>{state}</Pill>
