import { ApiProblem, wordsOf } from '../data/api.ts'
import { Notice } from './Notice.tsx'
import { PageLink } from './PageLink.tsx'

interface Problem {
  /** Of the list of problems; empty where there is none. */
  code: string
  says: string
  remedy: string
}

/** What is the case, what to do, and where more is said about it. */
export const ProblemNotice = ({ problem: { code, says, remedy } }: { problem: Problem }) => (
  <Notice intent="error" title={says}>
    <div>{remedy}</div>
    {code !== '' && <PageLink href={`/problems#${code}`}>More about this</PageLink>}
  </Notice>
)

/** The same for what the server answered; nothing while nothing went wrong. */
export const ErrorNotice = ({ error }: { error: unknown }) =>
  error ? <ProblemNotice problem={{ ...wordsOf(error), code: error instanceof ApiProblem ? error.code : '' }} /> : null
