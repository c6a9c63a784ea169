import { makeStyles } from '@fluentui/react-components'
import { sayProblem } from '../../../../shared/room/problems.ts'
import { useAccount } from '../../data/accountQueries.ts'
import type { AccountSeen } from '../../data/estateApi.ts'
import { useSession } from '../../data/session.tsx'
import { Fact, Facts } from '../../parts/Facts.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { StatusPill } from '../../parts/StatusPill.tsx'
import { useParameter } from '../../parts/useParameter.ts'
import { When } from '../../parts/When.tsx'
import { AccountActions } from './AccountActions.tsx'
import { History } from './History.tsx'
import { Panes } from './Panes.tsx'

/** One room account, live. */
export function AccountPage() {
  const [address] = useParameter('address')
  const account = useAccount(address)
  return account ? <Account key={account.address} account={account} /> : <Loading />
}

const useStyles = makeStyles({ status: { margin: '0 0 1rem' } })

function Account({ account }: { account: AccountSeen }) {
  const styles = useStyles()
  const mayChange = useSession()?.mayAdminister ?? false
  return (
    <>
      <PageHeading title={account.name}>{mayChange && <AccountActions account={account} />}</PageHeading>
      <p className={styles.status} aria-live="polite">
        <StatusPill status={account.status} />
      </p>
      <About account={account} />
      <Faults account={account} />
      <Panes account={account} mayChange={mayChange} />
      <History history={account.history} />
      <p>
        <PageLink href="/accounts">All accounts</PageLink>
      </p>
    </>
  )
}

const sayPaper = (licences: AccountSeen['paperLicences']): string =>
  licences.map(({ name, note }) => `${name} (${note})`).join(', ')

const About = ({
  account: { address, licences, paperLicences, at, wish, goneSince, retired },
}: {
  account: AccountSeen
}) => (
  <Facts>
    <Fact name="Address">{address}</Fact>
    <Fact name="Licence">{licences.join(', ') || 'none'}</Fact>
    <Fact name="Licences on paper">{paperLicences.length > 0 && sayPaper(paperLicences)}</Fact>
    <Fact name="Last checked">{at === '' ? 'never' : <When at={at} />}</Fact>
    <Fact name="Set up">
      {wish ? <PageLink href={`/requests/${wish.requestId}`}>by a request</PageLink> : 'not by a request here'}
    </Fact>
    <Fact name="Given up">
      {retired && (
        <>
          by <PageLink href={`/requests/${retired.requestId}`}>a request</PageLink>; it can be brought back until{' '}
          {retired.restorableUntil.slice(0, 10)}
        </>
      )}
    </Fact>
    <Fact name="Gone since">{goneSince !== undefined && <When at={goneSince} />}</Fact>
  </Facts>
)

/** What could not be read, and what whoever runs the service can do about it. */
function Faults({ account: { faults, address, goneSince } }: { account: AccountSeen }) {
  const codes = [...new Map(faults.map((fault) => [fault.code, fault])).values()]
  return (
    <>
      {goneSince !== undefined && (
        <ProblemNotice problem={{ code: 'account-gone', ...sayProblem('account-gone', { address }) }} />
      )}
      {codes.map(({ code, text = '' }) => (
        <ProblemNotice key={code} problem={{ code, ...sayProblem(code, { text }) }} />
      ))}
    </>
  )
}
