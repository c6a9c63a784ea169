import type { RequestView } from '../../../../shared/room/view.ts'
import { ticketOf } from '../../data/ticket.ts'
import { Fact, Facts as Line } from '../../parts/Facts.tsx'
import { When } from '../../parts/When.tsx'

/** What the request is about, as far as it is known. */
export function Facts({ view }: { view: RequestView }) {
  const { source, requester, account, createdAt, endedAt, attempt } = view
  return (
    <Line>
      <Fact name="Account">{account}</Fact>
      <Fact name="Ticket">{source && ticketOf(view)}</Fact>
      <Fact name="Requester">{requester}</Fact>
      <Fact name="Asked">{createdAt && <When at={createdAt} />}</Fact>
      <Fact name="Ended">{endedAt && <When at={endedAt} />}</Fact>
      <Fact name="Attempt">{attempt > 1 && attempt}</Fact>
    </Line>
  )
}
