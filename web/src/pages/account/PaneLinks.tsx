import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link } from 'wouter'
import { statusWords, type Status } from '../../../../shared/room/estate/account.ts'
import type { Pane } from '../../../../shared/room/settings/setting.ts'
import { accountPath } from '../../data/accountPath.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { statusLooks } from '../../parts/StatusPill.tsx'

export const titles: Record<Pane, string> = {
  Account: 'Account settings',
  Mailbox: 'Mailbox settings',
  Location: 'Location',
  Licence: 'Licences',
  Skype: 'Skype for Business',
  Teams: 'Teams',
}

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0 0.25rem',
    margin: '0 0 0.25rem',
    padding: 0,
    listStyleType: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '0.4rem',
    padding: '0.6rem 0.75rem',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    '&[aria-current="true"]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      boxShadow: `inset 0 -3px 0 ${tokens.colorBrandStroke1}`,
    },
  },
  icon: { display: 'inline-flex', fontSize: '1.25rem' },
  'no-action-needed': { color: tokens.colorStatusSuccessForeground1 },
  'needs-action': { color: tokens.colorStatusDangerForeground1 },
  'not-available': { color: tokens.colorNeutralForeground3 },
})

/** The parts of an account, each with its status; the one that is shown stands in the address. */
export function PaneLinks({ account: { address, panes }, shown }: { account: AccountSeen; shown: Pane }) {
  const styles = useStyles()
  return (
    <nav aria-label="Parts of the account">
      <ul className={styles.list}>
        {panes.map(({ pane, status }) => (
          <li key={pane}>
            <Link replace href={accountPath(address, pane)} className={styles.link} aria-current={pane === shown}>
              <StatusIcon status={status} />
              {`${titles[pane]}: ${statusWords[status]}`}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Beside the word. */
function StatusIcon({ status }: { status: Status }) {
  const styles = useStyles()
  return <span className={mergeClasses(styles.icon, styles[status])}>{statusLooks[status].icon}</span>
}
