import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import { statusWords, type Status } from '../../../shared/room/estate/account.ts'
import { Pill, type Look } from './Pill.tsx'

export const statusLooks: Record<Status, Look> = {
  'no-action-needed': { color: 'success', icon: <CheckmarkCircleFilled /> },
  'needs-action': { color: 'danger', icon: <WarningFilled /> },
  'not-available': { color: 'informative', icon: <QuestionCircleRegular /> },
}

/** Whether an account needs somebody. */
export const StatusPill = ({ status }: { status: Status }) => (
  <Pill look={statusLooks[status]}>{statusWords[status]}</Pill>
)
