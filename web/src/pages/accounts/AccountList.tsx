import { Button, makeStyles } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import type { AccountSummary } from '../../../../shared/room/estate/account.ts'
import { useSession } from '../../data/session.tsx'
import { useSearchText } from '../../parts/search.tsx'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useSortInAddress } from '../../parts/table/useSortInAddress.ts'
import { ApplyDialog } from './ApplyDialog.tsx'
import { columns } from './columns.tsx'
import { Filters } from './Filters.tsx'
import { filterRows, toRows, useFilters, type Row } from './rows.ts'

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem 1rem', margin: '0.5rem 0' },
})

const keyOf = ({ address }: Row): string => address
const nameOf = ({ name }: Row): string => name

/** The accounts, searched, filtered and sorted; some of them picked. */
export function AccountList({ accounts }: { accounts: AccountSummary[] }) {
  const { text } = useSearchText()
  const [sort, setSort] = useSortInAddress()
  const { status, wrong, licence, isHere } = useFilters()
  const [keys, onChange] = useState<ReadonlySet<string>>(new Set())
  const mayChange = useSession()?.mayAdminister ?? false
  const rows = useMemo(() => toRows(accounts), [accounts])
  const shown = useMemo(
    () => filterRows(rows, { status, wrong, licence, isHere }, text),
    [rows, status, wrong, licence, isHere, text],
  )
  return (
    <>
      <Filters rows={rows} />
      <Line rows={rows} shown={shown.length} keys={keys} />
      {shown.length > 0 ? (
        <DataTable
          {...{ label: 'Accounts', columns, rows: shown, keyOf, sort, onSort: setSort }}
          {...(mayChange && { selection: { keys, onChange, nameOf } })}
        />
      ) : (
        <p>Nothing is found.</p>
      )}
    </>
  )
}

interface LineProps {
  rows: Row[]
  shown: number
  keys: ReadonlySet<string>
}

/** How many are shown and picked, and what can be done with them. */
function Line({ rows, shown, keys }: LineProps) {
  const styles = useStyles()
  const [isAsking, setIsAsking] = useState(false)
  const { wrong } = useFilters()
  const mayChange = useSession()?.mayAdminister ?? false
  const picked = useMemo(() => rows.filter((row) => keys.has(keyOf(row))), [rows, keys])
  return (
    <div className={styles.line}>
      <output>
        {shown === rows.length ? `${shown} accounts` : `${shown} of ${rows.length} accounts`}
        {picked.length > 0 && `, ${picked.length} selected`}
      </output>
      {mayChange && <Button onClick={() => setIsAsking(true)}>Apply recommended settings</Button>}
      {isAsking && <ApplyDialog {...{ rows, picked, wrong }} onClose={() => setIsAsking(false)} />}
    </div>
  )
}
