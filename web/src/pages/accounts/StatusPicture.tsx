import { makeStyles, tokens } from '@fluentui/react-components'
import { Link } from 'wouter'
import type { Status } from '../../../../shared/room/estate/account.ts'
import type { EstateFigures } from '../../../../shared/room/estate/figures.ts'
import { StatusPill } from '../../parts/StatusPill.tsx'
import { listWith, useFilters } from './rows.ts'

const order: Status[] = ['needs-action', 'not-available', 'no-action-needed']

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '2px',
    height: '1rem',
    marginBottom: '0.75rem',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    '& > div': { minWidth: '3px' },
  },
  'needs-action': { backgroundColor: tokens.colorStatusDangerBackground3 },
  'not-available': { backgroundColor: tokens.colorNeutralStroke1 },
  'no-action-needed': { backgroundColor: tokens.colorStatusSuccessBackground3 },
  numbers: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0.5rem',
    '& > li': { flex: '1 1 auto' },
    padding: '0 !important',
    listStyleType: 'none',
  },
  number: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '0.25rem',
    padding: '0.5rem 0.75rem',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    '&[aria-current="true"]': { boxShadow: `inset 0 -3px 0 ${tokens.colorBrandStroke1}` },
    '& strong': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
})

/** How many accounts have which status: a bar, and the same in numbers, which filter the list. */
export function StatusPicture({ figures: { accounts, byStatus } }: { figures: EstateFigures }) {
  const styles = useStyles()
  const { status: shown } = useFilters()
  return (
    <>
      <div aria-hidden className={styles.bar}>
        {order
          .filter((status) => byStatus[status] > 0)
          .map((status) => (
            <div key={status} className={styles[status]} style={{ flexGrow: byStatus[status] }} />
          ))}
      </div>
      <ul className={styles.numbers} aria-label={`${accounts} accounts by status`}>
        {order.map((status) => (
          <li key={status}>
            <Link
              replace
              href={shown === status ? '/accounts' : listWith('status', status)}
              className={styles.number}
              aria-current={shown === status}
            >
              <strong>{byStatus[status]}</strong>
              <StatusPill status={status} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
