import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { sayTime } from '../../data/times.ts'
import type { ShownStep } from './stages.ts'
import { StepIcon } from './StepIcon.tsx'

const useStyles = makeStyles({
  step: { display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: '0.5rem', padding: '0.25rem 0' },
  quiet: { color: tokens.colorNeutralForeground3 },
  state: { gridColumn: 2, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

const quiet = new Set<ShownStep['state']>(['pending', 'not needed', 'not reached'])

/** One step: what it is, how it stands, since when, and what it waits for. */
export function StepLine({ step }: { step: ShownStep }) {
  const styles = useStyles()
  const { title, state } = step
  const isQuiet = quiet.has(state)
  return (
    <li className={mergeClasses(styles.step, isQuiet && styles.quiet)} data-state={state}>
      <StepIcon state={state} />
      <span>{title}</span>
      <span className={styles.state}>{wordsOf(step)}</span>
    </li>
  )
}

function wordsOf({ state, startedAt, endedAt, waitingFor, nextLook }: ShownStep): string {
  const at = endedAt ?? startedAt
  if (state === 'waiting' && waitingFor !== undefined)
    return `waiting for ${waitingFor}${nextLook === undefined ? '' : `, next look ${sayTime(nextLook)}`}`
  return at === undefined || state === 'stopped' ? state : `${state} ${sayTime(at)}`
}
