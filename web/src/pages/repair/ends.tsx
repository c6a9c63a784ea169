import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import type { RepairResult } from '../../../../shared/room/estate/repair.ts'
import { sayProblem } from '../../../../shared/room/problems.ts'
import { settingOf } from '../../../../shared/room/settings/catalogue.ts'
import { Pill, type Look } from '../../parts/Pill.tsx'

export type End = RepairResult['end']

/** In the order in which they need somebody. */
export const endWords: Record<End, string> = {
  failed: 'failed',
  refused: 'refused',
  busy: 'busy',
  left: 'takes a request',
  written: 'does not show yet',
  repaired: 'put right',
  right: 'was right',
}

const looks: Record<End, Look> = {
  failed: { color: 'danger', icon: <DismissCircleFilled /> },
  refused: { color: 'danger', icon: <DismissCircleFilled /> },
  busy: { color: 'warning', icon: <ClockRegular /> },
  left: { color: 'warning', icon: <SubtractCircleRegular /> },
  written: { color: 'informative', icon: <ClockRegular /> },
  repaired: { color: 'success', icon: <CheckmarkCircleFilled /> },
  right: { color: 'success', icon: <CheckmarkCircleFilled /> },
}

export const EndPill = ({ end }: { end: End }) => <Pill look={looks[end]}>{endWords[end]}</Pill>

/** Ends of accounts that were to be put right and were not. */
export const hasFailed = ({ end }: RepairResult): boolean => ['failed', 'refused', 'busy'].includes(end)

export const titlesOf = (settings: string[]): string => settings.map((id) => settingOf(id).title).join(', ')

/** Why an account was not put right; settings by the titles that the pages have. */
export function sayResult({ code = 'internal', facts = {} }: RepairResult) {
  const { settings } = facts
  const said = settings === undefined ? facts : { ...facts, settings: titlesOf(settings.split(', ')) }
  return { code, ...sayProblem(code, said) }
}
