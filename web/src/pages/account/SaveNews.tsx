import type { Saved } from '../../data/accountQueries.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { hasFailed, sayResult } from '../repair/ends.tsx'

interface Props {
  saved: Saved | undefined
  /** Of one that has not failed. */
  says: (saved: Saved) => string
}

/** How setting an account ended; nothing while it has not. */
export function SaveNews({ saved, says }: Props) {
  const { job, result } = saved ?? {}
  if (result && hasFailed(result)) return <ProblemNotice problem={sayResult(result)} />
  if (job?.problem) return <ProblemNotice problem={job.problem} />
  return <output>{saved && (result?.end === 'written' ? notVisible : says(saved))}</output>
}

const notVisible = 'It was written, and does not show in Microsoft 365 yet; re-check in a minute.'
