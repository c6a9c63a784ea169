import { makeStyles, mergeClasses, tokens, Tooltip } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { InfoRegular } from '@fluentui/react-icons/svg/info'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import { useId, useState } from 'react'
import { isRepairable } from '../../../../shared/room/estate/repair.ts'
import { sayValue, settingOf } from '../../../../shared/room/settings/catalogue.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { Pill, type Look } from '../../parts/Pill.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'
import { ExceptionPart } from './ExceptionPart.tsx'
import type { Edits, Finding } from './useEdits.ts'
import { ValueField } from './ValueField.tsx'

const looks: Record<Finding['state'], Look & { words: string }> = {
  right: { color: 'success', icon: <CheckmarkCircleFilled />, words: 'right' },
  wrong: { color: 'danger', icon: <WarningFilled />, words: 'wrong' },
  unknown: { color: 'informative', icon: <QuestionCircleRegular />, words: 'could not be read' },
  shown: { color: 'subtle', icon: <InfoRegular />, words: 'not judged' },
}

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '8.5rem minmax(10rem, 1.2fr) minmax(10rem, 1fr) minmax(8rem, 1fr)',
    gap: '0.25rem 1rem',
    alignItems: 'start',
    padding: '0.6rem 0.25rem',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (min-width: 44.01rem) and (max-width: 60rem)': { gridTemplateColumns: '1fr 1fr' },
    '@media (max-width: 44rem)': { gridTemplateColumns: '1fr' },
  },
  typed: { boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}` },
  title: {
    padding: 0,
    border: 0,
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'left',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    textDecorationLine: 'underline',
    textDecorationStyle: 'dotted',
    textUnderlineOffset: '0.2em',
    cursor: 'help',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  why: { margin: '0.25rem 0 0' },
})

interface Props {
  account: AccountSeen
  finding: Finding
  edits: Edits
  mayChange: boolean
}

/** One setting: what it is, what it should be, and what can be done about it. */
export function SettingRow({ account, finding, edits, mayChange }: Props) {
  const styles = useStyles()
  const { hint } = useTextStyles()
  const id = useId()
  const { setting, state, actual, wanted, seenAt, isEditable } = finding
  const { words, ...look } = looks[state]
  return (
    <li className={mergeClasses(styles.row, edits.typed[setting] && styles.typed)}>
      <div>
        <Pill look={look}>{words}</Pill>
      </div>
      <Title id={id} setting={setting} />
      <div>
        {mayChange && isEditable ? (
          <ValueField id={id} finding={finding} edits={edits} />
        ) : (
          <span>{actual === undefined ? 'not known' : sayValue(actual)}</span>
        )}
        {seenAt !== undefined && (
          <div className={hint}>
            as seen <When at={seenAt} />
          </div>
        )}
      </div>
      <div>
        {wanted !== undefined && state !== 'right' && <div>should be {sayValue(wanted)}</div>}
        {state === 'wrong' && !isRepairable(settingOf(setting)) && <div className={hint}>takes a request</div>}
        <ExceptionPart {...{ account, setting, mayChange, isWrong: state === 'wrong' }} />
      </div>
    </li>
  )
}

/** Its name, with the reason why it matters on hover and focus; pressed, the reason stays. */
function Title({ id, setting }: { id: string; setting: string }) {
  const styles = useStyles()
  const { hint } = useTextStyles()
  const [isOpen, setIsOpen] = useState(false)
  const { title, why } = settingOf(setting)
  return (
    <div>
      <Tooltip content={why} relationship="description">
        <button
          type="button"
          id={id}
          className={styles.title}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {title}
        </button>
      </Tooltip>
      {isOpen && <p className={mergeClasses(hint, styles.why)}>{why}</p>}
    </div>
  )
}
