import type { RequestView } from '../../../../shared/room/view.ts'
import { Notice } from '../../parts/Notice.tsx'
import { PageLink } from '../../parts/PageLink.tsx'

interface Props {
  problem: NonNullable<RequestView['problem']>
}

/** Why it ended without a room, and what to do. */
export const ProblemPanel = ({ problem: { code, says, remedy } }: Props) => (
  <Notice intent="error" title={says}>
    <div>{remedy}</div>
    <PageLink href={`/problems#${code}`}>More about this</PageLink>
  </Notice>
)
