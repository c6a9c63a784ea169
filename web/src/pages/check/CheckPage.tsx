import { Button } from '@fluentui/react-components'
import { useMemo } from 'react'
import type { PreflightFinding } from '../../../../shared/room/preflight.ts'
import { sayError } from '../../data/api.ts'
import { usePreflight } from '../../data/queries.ts'
import { useSession } from '../../data/session.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Complaint } from '../../parts/Notice.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { DataTable } from '../../parts/table/DataTable.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'
import { columns } from './columns.tsx'
import { byUrgency, headline } from './states.ts'
import { Licences } from './Licences.tsx'
import { Strays } from './Strays.tsx'

/** What the service may do and what the tenant has, and what to do about it. */
export function CheckPage() {
  const { seen, ask, error, isAwaited } = usePreflight()
  const mayAsk = useSession()?.mayAdminister ?? false
  if (!seen) return <Loading />
  return (
    <>
      <PageHeading title="Tenant check">
        {mayAsk && (
          <Button appearance="primary" onClick={ask}>
            Check again
          </Button>
        )}
      </PageHeading>
      <p aria-live="polite">{isAwaited ? 'Checking …' : headline(seen)}</p>
      {error && <Complaint text={sayError(error)} />}
      <Findings readAt={seen.readAt} findings={seen.findings} />
      <Licences />
      <Strays />
    </>
  )
}

const keyOf = ({ id }: PreflightFinding): string => id

function Findings({ readAt, findings }: { readAt: string | undefined; findings: PreflightFinding[] }) {
  const { hint } = useTextStyles()
  const rows = useMemo(() => byUrgency(findings), [findings])
  return (
    <>
      {rows.length > 0 && <DataTable label="What the service needs" columns={columns} rows={rows} keyOf={keyOf} />}
      {readAt !== undefined && (
        <p className={hint}>
          Read <When at={readAt} />
        </p>
      )}
      <p className={hint}>
        App roles stand in tokens, which Azure keeps for up to 24 hours: one that was granted or taken away shows, and
        counts, when the back has a new token. Management roles of Exchange and licences show at once.
      </p>
    </>
  )
}
