import type { RequestView } from '../../../../shared/room/view.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'

interface Props {
  problem: NonNullable<RequestView['problem']>
}

/** Why it ended without a room, and what to do. */
export const ProblemPanel = ({ problem }: Props) => <ProblemNotice problem={problem} />
