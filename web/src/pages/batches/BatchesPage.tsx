import type { BatchView } from '../../../../shared/room/batchView.ts'
import { useBatches } from '../../data/useBatches.ts'
import { useSession } from '../../data/session.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { When } from '../../parts/When.tsx'
import { sayState } from './states.ts'
import { Upload } from './Upload.tsx'

/** Rooms from a file: uploading one, and the lists there are. */
export function BatchesPage() {
  const { data: batches } = useBatches()
  const mayUpload = useSession()?.mayAdminister ?? false
  if (!batches) return <Loading />
  return (
    <>
      <PageHeading title="Many rooms" />
      {mayUpload && <Upload />}
      {batches.length > 0 ? (
        <DataTable label="Lists of rooms" columns={columns} rows={batches} keyOf={keyOf} />
      ) : (
        <p>No list was uploaded yet.</p>
      )}
    </>
  )
}

const keyOf = ({ id }: BatchView): string => id

const columns: Column<BatchView>[] = [
  {
    id: 'at',
    title: 'Uploaded',
    width: 'minmax(8rem, 1fr)',
    cell: ({ id, at }) => <PageLink href={`/batches/${id}`}>{at === undefined ? id : <When at={at} />}</PageLink>,
  },
  { id: 'by', title: 'By', width: 'minmax(8rem, 1.5fr)', cell: ({ by }) => by },
  { id: 'rooms', title: 'Rooms', width: 'minmax(4rem, 0.5fr)', cell: ({ rooms }) => rooms },
  { id: 'ready', title: 'Ready', width: 'minmax(4rem, 0.5fr)', cell: ({ ready }) => ready },
  { id: 'state', title: 'State', width: 'minmax(8rem, 1.5fr)', cell: sayState },
]
