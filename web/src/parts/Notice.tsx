import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle'
import { InfoFilled } from '@fluentui/react-icons/svg/info'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  notice: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: '0 0.75rem',
    margin: '0 0 1rem',
    padding: '0.75rem 1rem',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    '& ul': { margin: '0.25rem 0 0', paddingLeft: '1.25rem' },
  },
  icon: { fontSize: '1.25rem', lineHeight: 1 },
  title: { fontWeight: tokens.fontWeightSemibold },
  error: { borderLeft: `4px solid ${tokens.colorStatusDangerBorder2}` },
  warning: { borderLeft: `4px solid ${tokens.colorStatusWarningBorder2}` },
  info: { borderLeft: `4px solid ${tokens.colorBrandStroke1}` },
  errorIcon: { color: tokens.colorStatusDangerForeground1 },
  warningIcon: { color: tokens.colorStatusWarningForeground3 },
  infoIcon: { color: tokens.colorBrandForeground1 },
})

const icons = { error: DismissCircleFilled, warning: WarningFilled, info: InfoFilled }

interface Props {
  intent: 'error' | 'warning' | 'info'
  title?: ReactNode
  children?: ReactNode
}

/** Something that must not be overlooked; announced at once. */
export function Notice({ intent, title, children }: Props) {
  const styles = useStyles()
  const Icon = icons[intent]
  return (
    <div role="alert" className={mergeClasses(styles.notice, styles[intent])}>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[`${intent}Icon`])} />
      <div>
        {title !== undefined && <div className={styles.title}>{title}</div>}
        {children}
      </div>
    </div>
  )
}

/** What went wrong with what a button was to do; nothing while nothing has. */
export const Complaint = ({ text }: { text: string }) => (text === '' ? null : <Notice intent="error">{text}</Notice>)
