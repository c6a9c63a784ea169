import type { AccountSummary } from '../../../../shared/room/estate/account.ts'
import { useAccounts, useScan } from '../../data/estateQueries.ts'
import { useSession } from '../../data/session.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { AccountList } from './AccountList.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { Overview } from './Overview.tsx'
import { FirstUse, ScanButton, ScanNews } from './Scan.tsx'

/** All room accounts, live. */
export function AccountsPage() {
  const { scan, isAwaited, ask, error: refusal } = useScan()
  const { accounts, error } = useAccounts()
  const mayChange = useSession()?.mayAdminister ?? false
  if (!scan) return error ? <ErrorNotice error={error} /> : <Loading />
  const isNew = scan.state === undefined
  return (
    <>
      <PageHeading title="Accounts">
        <ExportButtons />
        {mayChange && !isNew && <ScanButton scan={scan} isAwaited={isAwaited} ask={ask} />}
      </PageHeading>
      <ErrorNotice error={refusal} />
      {isNew ? <FirstUse isAwaited={isAwaited} ask={ask} /> : <ScanNews scan={scan} isAwaited={isAwaited} />}
      <ErrorNotice error={error} />
      <Known accounts={accounts} isMissing={error !== null} />
    </>
  )
}

/** As far as accounts were read. */
const Known = ({ accounts, isMissing }: { accounts: AccountSummary[] | undefined; isMissing: boolean }) => (
  <>
    <Overview />
    {accounts ? accounts.length > 0 && <AccountList accounts={accounts} /> : !isMissing && <Loading />}
  </>
)
