import { Button } from '@fluentui/react-components'
import type { ScanSeen } from '../../data/estateApi.ts'
import { useSession } from '../../data/session.tsx'
import { sayTime } from '../../data/times.ts'
import { Panel } from '../../parts/Panel.tsx'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { Progress } from '../../parts/Progress.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'

interface Props {
  /** Undefined while it is not known whether there was one. */
  scan: ScanSeen | undefined
  /** One was asked for and has not begun yet. */
  isAwaited: boolean
  ask: () => void
}

const delay =
  'Accounts that were made in the last 15 minutes may be missing; after a quarter of an hour it looks again by itself.'

/** Has every account read anew. */
export function ScanButton({ scan, isAwaited, ask }: Props) {
  const mayChange = useSession()?.mayAdminister ?? false
  if (!mayChange || scan?.state === undefined) return null
  return (
    <Button appearance="primary" disabledFocusable={isAwaited || scan.state === 'running'} onClick={ask}>
      Refresh
    </Button>
  )
}

/** How the last reading of all accounts goes, or went; before the first one, what it is for. */
export function ScanNews({ scan, isAwaited, ask }: Props) {
  if (!scan) return null
  return scan.state === undefined ? <FirstUse {...{ isAwaited, ask }} /> : <Last {...{ scan, isAwaited }} />
}

/** Nobody has asked for the first reading yet. */
function FirstUse({ isAwaited, ask }: Omit<Props, 'scan'>) {
  const mayChange = useSession()?.mayAdminister ?? false
  return (
    <Panel title="The accounts were not read yet">
      <p>
        Roomwright reads every room mailbox of the organisation, whoever made it, and says which need action and why.
        Nothing is changed. {delay}
      </p>
      {mayChange ? (
        <Button appearance="primary" disabledFocusable={isAwaited} onClick={ask}>
          Get data
        </Button>
      ) : (
        <p>An administrator has them read here with “Get data”.</p>
      )}
      <output>{isAwaited && <p>Asked for; it begins in a moment.</p>}</output>
    </Panel>
  )
}

function Last({ scan, isAwaited }: { scan: ScanSeen; isAwaited: boolean }) {
  const { hint } = useTextStyles()
  const { id = '', state, progress = 0, problem, isFirst } = scan
  return (
    <>
      <p className={hint} aria-live="polite">
        {isAwaited ? 'Asked for; it begins in a moment.' : headline(scan)}
      </p>
      {isFirst && <p className={hint}>{delay}</p>}
      {state === 'running' && <Progress id={id} label="Accounts read" share={progress} />}
      {problem && state !== 'running' && <ProblemNotice problem={problem} />}
    </>
  )
}

const ends: Record<string, string> = {
  done: 'read',
  cancelled: 'partly read: it was stopped',
  failed: 'partly read: it broke off',
}

function headline({ state, by = '', at = '', endedAt = at, accounts, again }: ScanSeen): string {
  if (state === undefined) return ''
  if (state === 'running')
    return `Reading ${accounts === undefined ? 'accounts' : `${accounts} accounts`} as ${by} asked, since ${sayTime(at)}.`
  const next = again === undefined ? '' : ` The next reading begins by itself ${sayTime(again)}.`
  return `${accounts ?? 0} accounts ${ends[state]}, as ${by} asked, ${sayTime(endedAt)}.${next}`
}
