/** Who can do something about it. */
export type Actor = 'requester' | 'approver' | 'administrator' | 'operator' | 'nobody'

export interface ProblemEntry {
  /** A few words; the heading in docs, answers and pages. */
  title: string
  /** What is the case, with {facts}. For a requester: no cmdlet, no id, no code. */
  says: string
  /** What to do next, with {facts}. */
  remedy: string
  actor: Actor
  /** HTTP status where a door answers with it. */
  status?: number
  /** How a request ends that meets it. */
  ends?: 'rejected' | 'needs a person'
  /** alarm: somebody must look at the system; expected ones raise none. */
  severity: 'expected' | 'alarm'
  /** The least role or permission that would do, where one is missing. */
  role?: string
}

/** How an entry of a kind is written: what all of the kind have stands here, what one has besides comes last. */
const entry = (
  title: string,
  says: string,
  remedy: string,
  rest: Pick<ProblemEntry, 'actor'> & Partial<ProblemEntry>,
): ProblemEntry => ({ title, says, remedy, severity: 'expected', ...rest })

export const door = (
  status: number,
  title: string,
  says: string,
  remedy: string,
  rest: Partial<ProblemEntry> = {},
): ProblemEntry => entry(title, says, remedy, { status, actor: 'requester', ...rest })

export const person = (title: string, says: string, remedy: string, rest: Partial<ProblemEntry> = {}): ProblemEntry =>
  entry(title, says, remedy, { ends: 'needs a person', actor: 'administrator', ...rest })
