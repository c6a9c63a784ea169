import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import type { HandoverView } from '../../../../shared/room/handoverView.ts'
import { useApi } from '../../data/session.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import { Checklist } from './Checklist.tsx'
import { Sheet } from './Sheet.tsx'
import { SignInData } from './SignInData.tsx'
import { useReveal } from './useReveal.ts'

/** Hands the sign-in data of a room over, once. They are on this page alone, and gone when it is left. */
export function HandoverPage() {
  const { id = '' } = useParams()
  const api = useApi()
  const { data: view } = useQuery({ queryKey: ['handover', id], queryFn: () => api.handover(id) })
  return view ? <Handover id={id} view={view} /> : <Loading />
}

function Handover({ id, view }: { id: string; view: HandoverView }) {
  const reveal = useReveal(id)
  const { room } = view
  return (
    <>
      <PageHeading title={`Sign-in data of ${room.name} (${room.site})`} />
      <div data-print="no">
        {reveal.data && <SignInData data={reveal.data} />}
        {!reveal.data && view.problem && <Problem problem={view.problem} />}
        {!reveal.data && !view.problem && <Checklist view={view} reveal={reveal} />}
      </div>
      <Sheet view={view} />
      <p data-print="no">
        <PageLink href={`/requests/${id}`}>The request</PageLink>
      </p>
    </>
  )
}

const Problem = ({ problem: { says, remedy } }: { problem: NonNullable<HandoverView['problem']> }) => (
  <Notice intent="info" title={says}>
    {remedy}
  </Notice>
)
