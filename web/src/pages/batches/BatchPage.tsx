import { Button, ProgressBar } from '@fluentui/react-components'
import { useParams } from 'wouter'
import type { BatchAction, BatchRowView, BatchView } from '../../../../shared/room/batchView.ts'
import { sayError } from '../../data/api.ts'
import { useBatch } from '../../data/useBatches.ts'
import { useSession } from '../../data/session.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Complaint, Notice } from '../../parts/Notice.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { sayState } from './states.ts'

const labels: Record<BatchAction, string> = { pause: 'Pause', resume: 'Resume', cancel: 'Cancel the rest' }

/** One list of rooms, live. */
export function BatchPage() {
  const { id = '' } = useParams()
  const { batch, press, error } = useBatch(id)
  const mayPress = useSession()?.mayAdminister ?? false
  if (!batch) return <Loading />
  return (
    <>
      <PageHeading title="List of rooms">
        {mayPress &&
          batch.actions.map((action) => (
            <Button key={action} onClick={() => press(action)}>
              {labels[action]}
            </Button>
          ))}
      </PageHeading>
      <Complaint text={error ? sayError(error) : ''} />
      <Progress {...batch} />
      {batch.problem && (
        <Notice intent="error" title={batch.problem.says}>
          {batch.problem.remedy}
        </Notice>
      )}
      {batch.rows && <DataTable label="Rooms of the list" columns={columns} rows={batch.rows} keyOf={keyOf} />}
      <p>
        <PageLink href="/batches">All lists</PageLink>
      </p>
    </>
  )
}

function Progress(batch: BatchView) {
  const { rooms = 0, ended = 0, ready = 0 } = batch
  return (
    <>
      <p role="status">
        {sayState(batch)}
        {rooms > 0 && ` · ${ended} of ${rooms} ended, ${ready} ready`}
      </p>
      {rooms > 0 && <ProgressBar aria-label="Rooms that have ended" value={ended} max={rooms} />}
    </>
  )
}

const keyOf = ({ requestId }: BatchRowView): string => requestId

const isBegun = ({ state }: BatchRowView): boolean => state !== 'held back' && state !== 'not begun'

const columns: Column<BatchRowView>[] = [
  { id: 'line', title: 'Line', width: 'minmax(3rem, 0.3fr)', cell: ({ line }) => line },
  {
    id: 'room',
    title: 'Room',
    width: 'minmax(8rem, 1.5fr)',
    cell: (row) => (isBegun(row) ? <PageLink href={`/requests/${row.requestId}`}>{row.name}</PageLink> : row.name),
  },
  { id: 'site', title: 'Site', width: 'minmax(4rem, 0.6fr)', cell: ({ site }) => site },
  { id: 'state', title: 'State', width: 'minmax(7rem, 1fr)', cell: ({ state }) => state },
  {
    id: 'problem',
    title: 'What to do',
    width: 'minmax(10rem, 3fr)',
    cell: ({ problem }) => problem && `${problem.says} ${problem.remedy}`,
  },
]
