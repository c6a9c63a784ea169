import { makeStyles, tokens } from '@fluentui/react-components'
import { Link } from 'wouter'
import type { EstateFigures } from '../../../../shared/room/estate/figures.ts'
import { settingOf } from '../../../../shared/room/settings/catalogue.ts'
import { listWith, useFilters } from './rows.ts'

const mostShown = 6

const useStyles = makeStyles({
  list: { padding: '0 !important', listStyleType: 'none' },
  fault: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: '0.1rem 1rem',
    padding: '0.15rem 0.5rem',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    '&[aria-current="true"]': { backgroundColor: tokens.colorSubtleBackgroundSelected },
  },
  title: { textDecorationLine: 'underline', textDecorationColor: tokens.colorNeutralStroke1 },
  track: { gridColumn: '1 / -1', height: '0.4rem' },
  bar: { height: '100%', borderRadius: tokens.borderRadiusSmall, backgroundColor: tokens.colorStatusDangerBackground3 },
})

/** The settings that are wrong with the most accounts; each filters the list. */
export function CommonFaults({ wrong }: Pick<EstateFigures, 'wrong'>) {
  const styles = useStyles()
  const { wrong: shown } = useFilters()
  if (wrong.length === 0) return <p>Nothing is known to be wrong.</p>
  const most = wrong[0]?.accounts ?? 1
  return (
    <ol className={styles.list}>
      {wrong.slice(0, mostShown).map(({ setting, accounts }) => (
        <li key={setting}>
          <Link
            replace
            className={styles.fault}
            href={shown === setting ? '/accounts' : listWith('wrong', setting)}
            aria-current={shown === setting}
          >
            <span className={styles.title}>{settingOf(setting).title}</span>
            <span>{accounts === 1 ? '1 account' : `${accounts} accounts`}</span>
            <div aria-hidden className={styles.track}>
              <div className={styles.bar} style={{ width: `${(accounts / most) * 100}%` }} />
            </div>
          </Link>
        </li>
      ))}
    </ol>
  )
}
