import { sayError, type StraysSeen } from '../../data/api.ts'
import { useStrays } from '../../data/queries.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Complaint } from '../../parts/Notice.tsx'
import { Panel } from '../../parts/Panel.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'

type Stray = StraysSeen['strays'][number]

/** Rooms that do not follow the naming pattern. */
export function Strays() {
  const { data, error } = useStrays()
  return (
    <Panel title="Names of rooms">
      {error ? <Complaint text={sayError(error)} /> : data ? <Seen seen={data} /> : <Loading />}
    </Panel>
  )
}

const columns: Column<Stray>[] = [
  { id: 'account', title: 'Account', width: 'minmax(9rem, 1fr)', cell: ({ address }) => address },
  { id: 'wrong', title: 'What is wrong', width: 'minmax(9rem, 1fr)', cell: ({ reason }) => reason },
  {
    id: 'proposal',
    title: 'Address that would do',
    width: 'minmax(9rem, 1fr)',
    cell: ({ proposal = 'depends on the room', isTaken }) => (isTaken ? `${proposal} (taken)` : proposal),
  },
]
const keyOf = ({ address }: Stray): string => address

function Seen({ seen: { readAt, pattern = '', rooms, count, strays } }: { seen: StraysSeen }) {
  const { hint } = useTextStyles()
  if (readAt === undefined) return <p>The rooms were not listed yet; that happens twice an hour.</p>
  return (
    <>
      <p>
        {count === 0 ? `All ${rooms} rooms follow ${pattern}.` : `${count} of ${rooms} rooms do not follow ${pattern}.`}
      </p>
      {count > 0 && <DataTable label="Names that do not follow it" columns={columns} rows={strays} keyOf={keyOf} />}
      {strays.length < count && <p className={hint}>These are the first {strays.length}.</p>}
      <p className={hint}>
        Rooms listed <When at={readAt} />
      </p>
    </>
  )
}
