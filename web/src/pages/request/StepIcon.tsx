import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { PlayCircleFilled } from '@fluentui/react-icons/svg/play-circle'
import { RecordStopFilled } from '@fluentui/react-icons/svg/record-stop'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import type { StepState } from './stages.ts'

const icons = {
  pending: CircleRegular,
  running: PlayCircleFilled,
  waiting: ClockRegular,
  done: CheckmarkCircleFilled,
  refused: DismissCircleFilled,
  'not needed': SubtractCircleRegular,
  stopped: RecordStopFilled,
  'not reached': CircleRegular,
} satisfies Record<StepState, unknown>

const useStyles = makeStyles({
  icon: { flexShrink: 0, fontSize: '1.25rem' },
  pending: { color: tokens.colorNeutralForeground3 },
  running: { color: tokens.colorBrandForeground1 },
  waiting: { color: tokens.colorStatusWarningForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  refused: { color: tokens.colorStatusDangerForeground1 },
  'not needed': { color: tokens.colorNeutralForeground3 },
  stopped: { color: tokens.colorStatusDangerForeground1 },
  'not reached': { color: tokens.colorNeutralForeground3 },
} satisfies Record<StepState | 'icon', object>)

/** A picture of a state; the word stands beside it. */
export function StepIcon({ state }: { state: StepState }) {
  const styles = useStyles()
  const Icon = icons[state]
  return <Icon aria-hidden className={mergeClasses(styles.icon, styles[state])} />
}
