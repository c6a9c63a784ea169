import type { LicencesLeft } from '../../../../shared/room/licenceStock.ts'
import { sayError, type PaperSeen } from '../../data/api.ts'
import { useLicences } from '../../data/queries.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Complaint } from '../../parts/Notice.tsx'
import { Panel } from '../../parts/Panel.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'

/** Licences that rooms take: what is left of those that the tenant owns, and how many paper ones rooms on a Skype server need. */
export function Licences() {
  const { data, error } = useLicences()
  const { hint } = useTextStyles()
  if (error || !data)
    return <Panel title="Licences for rooms">{error ? <Complaint text={sayError(error)} /> : <Loading />}</Panel>
  const { observedAt, licences, paper } = data
  return (
    <Panel title="Licences for rooms">
      {observedAt === undefined ? (
        <p>The licences were not read yet; that happens every five minutes.</p>
      ) : (
        <>
          <DataTable label="Licences for rooms" columns={columns} rows={licences} keyOf={({ skuId }) => skuId} />
          <p className={hint}>
            Read <When at={observedAt} />; what requests wait for is counted as they wait now.
          </p>
        </>
      )}
      {paper.some(({ count }) => count > 0) && (
        <DataTable label="Client access licences" columns={paperColumns} rows={paper} keyOf={({ name }) => name} />
      )}
    </Panel>
  )
}

const columns: Column<LicencesLeft>[] = [
  { id: 'name', title: 'Licence', width: 'minmax(12rem, 2fr)', cell: ({ name }) => name },
  { id: 'bought', title: 'Bought', width: 'minmax(5rem, 1fr)', cell: ({ bought }) => bought },
  { id: 'used', title: 'In use', width: 'minmax(5rem, 1fr)', cell: ({ used }) => used },
  { id: 'reserved', title: 'Kept for requests', width: 'minmax(5rem, 1fr)', cell: ({ reserved }) => reserved },
  { id: 'left', title: 'Left', width: 'minmax(5rem, 1fr)', cell: ({ left }) => left },
]

const paperColumns: Column<PaperSeen>[] = [
  { id: 'name', title: 'Licence on paper', width: 'minmax(12rem, 2fr)', cell: ({ name }) => name },
  { id: 'count', title: 'Needed', width: 'minmax(5rem, 1fr)', cell: ({ count }) => count },
  { id: 'why', title: 'For what', width: 'minmax(12rem, 2fr)', cell: ({ why, note }) => `${why} (${note})` },
]
