import { Field, makeStyles, Select } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useParams } from 'wouter'
import type { RepairResult } from '../../../../shared/room/estate/repair.ts'
import { sayProblem } from '../../../../shared/room/problems.ts'
import type { RepairSeen } from '../../data/estateApi.ts'
import { isAtWork, useRepair } from '../../data/estateQueries.ts'
import { Fact, Facts } from '../../parts/Facts.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { Progress } from '../../parts/Progress.tsx'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useSortInAddress } from '../../parts/table/useSortInAddress.ts'
import { useParameter } from '../../parts/useParameter.ts'
import { When } from '../../parts/When.tsx'
import { columns } from './columns.tsx'
import { endWords, hasFailed, type End } from './ends.tsx'

/** Accounts being put right, live: how far it is, and how each account ended. */
export function RepairPage() {
  const { id = '' } = useParams()
  const repair = useRepair(id)
  if (!repair) return <Loading />
  const { state, by, at, endedAt, progress = 0, problem, results = [] } = repair
  return (
    <>
      <PageHeading title="Recommended settings" />
      <p aria-live="polite">{headline(repair)}</p>
      {state === 'running' && <Progress id={id} label="Accounts done" share={progress} />}
      <Facts>
        <Fact name="Asked by">{by}</Fact>
        <Fact name="Asked">{at && <When at={at} />}</Fact>
        <Fact name="Ended">{endedAt && <When at={endedAt} />}</Fact>
      </Facts>
      {problem && <ProblemNotice problem={problem} />}
      <Failures repair={repair} />
      {results.length > 0 && <Results results={results} />}
      <p>
        <PageLink href="/accounts">All accounts</PageLink>
      </p>
    </>
  )
}

const ends: Record<string, string> = {
  done: 'Done',
  cancelled: 'Stopped: what is done stays done',
  failed: 'It broke off',
}

function headline({ state, accounts, results = [] }: RepairSeen): string {
  if (state === 'queued') return 'Asked for; it begins in a moment.'
  if (state !== 'running') return `${ends[state]}. ${sayCount(results.length)}.`
  return `Putting right: ${results.length} of ${accounts === undefined ? 'the accounts' : sayCount(accounts)}.`
}

const sayCount = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`)

/** Said when it is over, for as long as it is being worked on the table says it. */
function Failures({ repair }: { repair: RepairSeen }) {
  const { results = [] } = repair
  const count = results.filter(hasFailed).length
  if (isAtWork(repair) || count === 0) return null
  const code = 'apply-failed'
  return <ProblemNotice problem={{ code, ...sayProblem(code, { count, accounts: results.length }) }} />
}

const useStyles = makeStyles({ filter: { width: '15rem', maxWidth: '100%', marginBottom: '0.5rem' } })

const keyOf = ({ address }: RepairResult): string => address
const order = Object.keys(endWords) as End[]

function Results({ results }: { results: RepairResult[] }) {
  const styles = useStyles()
  const [end, setEnd] = useParameter('end')
  const [sort, setSort] = useSortInAddress()
  const rows = useMemo(
    () =>
      results
        .filter((one) => end === '' || one.end === end)
        .toSorted((one, other) => order.indexOf(one.end) - order.indexOf(other.end)),
    [results, end],
  )
  const countOf = (wanted: End): number => results.filter((one) => one.end === wanted).length
  return (
    <>
      <Field label="Show" className={styles.filter}>
        <Select value={end} onChange={(_, { value }) => setEnd(value)}>
          <option value="">all ({results.length})</option>
          {order.map((one) => (
            <option key={one} value={one}>{`${endWords[one]} (${countOf(one)})`}</option>
          ))}
        </Select>
      </Field>
      {rows.length > 0 ? (
        <DataTable {...{ label: 'Results', columns, rows, keyOf, sort, onSort: setSort }} />
      ) : (
        <p>No account ended so.</p>
      )}
    </>
  )
}
