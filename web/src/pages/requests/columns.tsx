import type { ListedRequest } from '../../data/api.ts'
import { ticketOf } from '../../data/ticket.ts'
import { PageLink } from '../../parts/PageLink.tsx'
import { StateBadge } from '../../parts/StateBadge.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'

const nameOf = ({ room, id }: ListedRequest): string => room?.name ?? id

export const columns: Column<ListedRequest>[] = [
  { id: 'ticket', title: 'Ticket', width: 'minmax(5rem, 0.9fr)', cell: ticketOf, sortBy: ticketOf },
  {
    id: 'room',
    title: 'Room',
    width: 'minmax(7rem, 1.3fr)',
    cell: (request) => <PageLink href={`/requests/${request.id}`}>{nameOf(request)}</PageLink>,
    sortBy: nameOf,
  },
  {
    id: 'site',
    title: 'Site',
    width: 'minmax(4rem, 0.5fr)',
    cell: ({ room }) => room?.site,
    sortBy: ({ room }) => room?.site ?? '',
  },
  {
    id: 'account',
    title: 'Account',
    width: 'minmax(8rem, 1.8fr)',
    cell: ({ account }) => account,
    sortBy: ({ account = '' }) => account,
  },
  {
    id: 'asked',
    title: 'Asked',
    width: 'minmax(6rem, 10.5rem)',
    cell: ({ createdAt }) => createdAt !== undefined && <When at={createdAt} />,
    sortBy: ({ createdAt = '' }) => createdAt,
  },
  {
    id: 'state',
    title: 'State',
    width: 'minmax(9rem, 1.1fr)',
    cell: (request) => <State request={request} />,
    sortBy: ({ state }) => state,
  },
]

function State({ request: { state, waitingFor } }: { request: ListedRequest }) {
  const texts = useTextStyles()
  return (
    <>
      <StateBadge state={state} />
      {state === 'waiting' && waitingFor !== undefined && <div className={texts.hint}>for {waitingFor}</div>}
    </>
  )
}
