import { makeStyles } from '@fluentui/react-components'
import type { Alert } from '../../../../shared/room/estate/alerts.ts'
import { accountPath } from '../../data/accountPath.ts'
import { useAlerts } from '../../data/estateQueries.ts'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'
import { listWith } from '../accounts/rows.ts'

const titles: Record<Alert['kind'], string> = {
  'setting-wrong': 'A setting is wrong',
  'account-gone': 'Rooms are gone',
  'off-convention': 'Off the naming pattern',
  'licence-low': 'A licence is running out',
  'licence-over': 'More licences in use than bought',
}

const useStyles = makeStyles({ closed: { '& summary': { cursor: 'pointer', padding: '0.5rem 0' } } })

/** What somebody should know of all accounts. */
export function AlertsPage() {
  const styles = useStyles()
  const alerts = useAlerts()
  if (!alerts) return <Loading />
  const open = alerts.filter(({ state }) => state === 'open')
  const closed = alerts.filter(({ state }) => state === 'closed')
  return (
    <>
      <PageHeading title="Alerts" />
      <p>
        Alerts are judged after each reading of <PageLink href="/accounts">all accounts</PageLink>.
      </p>
      {open.length === 0 && <p>Nothing is open.</p>}
      {open.map((alert) => (
        <AlertPanel key={alert.id} alert={alert} />
      ))}
      {closed.length > 0 && (
        <details className={styles.closed}>
          <summary>Closed ({closed.length})</summary>
          {closed.map((alert) => (
            <AlertPanel key={alert.id} alert={alert} />
          ))}
        </details>
      )}
    </>
  )
}

const mostNamed = 5

function AlertPanel({ alert }: { alert: Alert }) {
  const { hint } = useTextStyles()
  const { kind, says, openedAt, closedAt, times, accounts, count } = alert
  const named = accounts.slice(0, mostNamed)
  const where = linkOf(alert)
  return (
    <Panel title={says}>
      <p>{titles[kind]}</p>
      {named.length > 0 && (
        <ul>
          {named.map((address) => (
            <li key={address}>
              <PageLink href={accountPath(address)}>{address}</PageLink>
            </li>
          ))}
          {count > named.length && <li>and {count - named.length} more</li>}
        </ul>
      )}
      {where && (
        <p>
          <PageLink href={where.href}>{where.words}</PageLink>
        </p>
      )}
      <p className={hint}>
        Open since <When at={openedAt} />
        {closedAt !== undefined && (
          <>
            , closed <When at={closedAt} />
          </>
        )}
        {times > 1 && `, opened ${times} times`}
      </p>
    </Panel>
  )
}

function linkOf({ kind, subject }: Alert): { href: string; words: string } | undefined {
  if (kind === 'setting-wrong') return { href: listWith('wrong', subject), words: 'Show these accounts' }
  if (kind === 'account-gone') return { href: listWith('status', 'not-available'), words: 'Show accounts that are N/A' }
  if (kind === 'off-convention') return { href: '/preflight', words: 'Addresses that would do' }
  return undefined
}
