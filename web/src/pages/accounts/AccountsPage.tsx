import type { AccountSummary } from '../../../../shared/room/estate/account.ts'
import { useAccounts, useScan } from '../../data/estateQueries.ts'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { AccountList } from './AccountList.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { Overview } from './Overview.tsx'
import { ScanButton, ScanNews } from './Scan.tsx'

/** All room accounts, live. */
export function AccountsPage() {
  const scanning = useScan()
  const { accounts, error } = useAccounts()
  return (
    <>
      <PageHeading title="Accounts">
        <ExportButtons />
        <ScanButton {...scanning} />
      </PageHeading>
      <ErrorNotice error={scanning.error} />
      <ScanNews {...scanning} />
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
