import { statusWords } from '../../../../shared/room/estate/account.ts'
import { accountPath } from '../../data/accountPath.ts'
import { PageLink } from '../../parts/PageLink.tsx'
import { StatusPill } from '../../parts/StatusPill.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'
import type { Row } from './rows.ts'

export const columns: Column<Row>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 'minmax(7rem, 1.2fr)',
    cell: ({ name, address }) => <PageLink href={accountPath(address)}>{name}</PageLink>,
    sortBy: ({ name }) => name,
  },
  {
    id: 'address',
    title: 'Address',
    width: 'minmax(8rem, 1.8fr)',
    cell: ({ address }) => address,
    sortBy: ({ address }) => address,
  },
  {
    id: 'location',
    title: 'Location',
    width: 'minmax(6rem, 1fr)',
    cell: ({ location }) => location,
    sortBy: ({ location }) => location,
  },
  {
    id: 'status',
    title: 'Status',
    width: 'minmax(10rem, 1fr)',
    cell: (row) => <State row={row} />,
    sortBy: ({ status }) => statusWords[status],
  },
  {
    id: 'licence',
    title: 'Licence',
    width: 'minmax(6rem, 1fr)',
    cell: ({ licence }) => licence,
    sortBy: ({ licence }) => licence,
  },
  {
    id: 'checked',
    title: 'Last checked',
    width: 'minmax(6rem, 10rem)',
    cell: ({ checkedAt }) => (checkedAt === '' ? 'never' : <When at={checkedAt} />),
    sortBy: ({ checkedAt }) => checkedAt,
  },
]

function State({ row: { status, open, goneSince } }: { row: Row }) {
  const { hint } = useTextStyles()
  return (
    <>
      <StatusPill status={status} />
      {goneSince !== undefined && <div className={hint}>gone</div>}
      {status === 'needs-action' && (
        <div className={hint}>{open.length === 1 ? '1 setting' : `${open.length} settings`}</div>
      )}
    </>
  )
}
