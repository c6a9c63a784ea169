import { Button } from '@fluentui/react-components'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { ListedRequest } from '../../data/api.ts'
import { useRequests } from '../../data/queries.ts'
import { isUndecided } from '../../data/requestState.ts'
import { useSession } from '../../data/session.tsx'
import { ticketOf } from '../../data/ticket.ts'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import { findMatches } from '../../parts/findMatches.ts'
import { useSearchText } from '../../parts/search.tsx'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useSortInAddress } from '../../parts/table/useSortInAddress.ts'
import { ListFilters, useDecisionFilter } from './ListFilters.tsx'
import { columns } from './columns.tsx'

/** The requests, live. */
export function RequestsPage() {
  const { data: requests } = useRequests()
  const mayAsk = useSession()?.mayChange ?? false
  if (!requests) return <Loading />
  return (
    <>
      <PageHeading title="Requests">
        {mayAsk && (
          <Link href="/new" asChild>
            <Button as="a" appearance="primary">
              New request
            </Button>
          </Link>
        )}
      </PageHeading>
      {requests.length > 0 ? <List requests={requests} /> : <None mayAsk={mayAsk} />}
    </>
  )
}

function List({ requests }: { requests: ListedRequest[] }) {
  const [isUndecidedOnly] = useDecisionFilter()
  const { text } = useSearchText()
  const [sort, setSort] = useSortInAddress()
  const undecided = useMemo(() => requests.filter(isUndecided), [requests])
  const shown = useMemo(
    () => findMatches(isUndecidedOnly ? undecided : requests, text, textsOf),
    [isUndecidedOnly, undecided, requests, text],
  )
  return (
    <>
      <ListFilters undecided={undecided.length} found={shown.length} />
      {shown.length > 0 ? (
        <DataTable label="Requests" columns={columns} rows={shown} keyOf={keyOf} sort={sort} onSort={setSort} />
      ) : (
        <p>{text === '' ? 'No request waits for a decision.' : 'Nothing is found.'}</p>
      )}
    </>
  )
}

const keyOf = ({ id }: ListedRequest): string => id

const textsOf = (request: ListedRequest) => {
  const { id, room, account, state, requester, waitingFor } = request
  return [id, ticketOf(request), room?.name, room?.site, account, state, requester, waitingFor]
}

const None = ({ mayAsk }: { mayAsk: boolean }) => (
  <p>
    No requests yet.{' '}
    {mayAsk && (
      <>
        <PageLink href="/new">Ask for a room</PageLink>.
      </>
    )}
  </p>
)
