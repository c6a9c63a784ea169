import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { RequestView } from '../../../../shared/room/view.ts'
import { StepIcon } from './StepIcon.tsx'
import { StepLine } from './StepLine.tsx'
import { toStages, type Stage } from './stages.ts'

const gap = '1.75rem'

const useStyles = makeStyles({
  flow: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(15rem, 1fr))',
    gap,
    margin: '0 0 1.5rem',
    padding: 0,
    listStyleType: 'none',
    '@media (max-width: 44rem)': { gridTemplateColumns: '1fr' },
  },
  stage: {
    position: 'relative',
    padding: '0.75rem 1rem',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderTop: `4px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '&:not(:last-child)::after': {
      content: "'→' / ''",
      position: 'absolute',
      top: '0.5rem',
      right: `calc(-1 * ${gap})`,
      width: gap,
      textAlign: 'center',
      color: tokens.colorNeutralForeground3,
    },
    '@media (max-width: 44rem)': {
      '&:not(:last-child)::after': {
        content: "'↓' / ''",
        top: 'auto',
        right: 'auto',
        left: '1rem',
        bottom: `calc(-1 * ${gap})`,
        lineHeight: gap,
      },
    },
  },
  title: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: '0.5rem',
    marginBottom: '0.5rem',
    fontWeight: tokens.fontWeightSemibold,
  },
  steps: { margin: 0, padding: 0, listStyleType: 'none' },
})

const useStageStyles = makeStyles({
  pending: { borderRightStyle: 'dashed', borderBottomStyle: 'dashed', borderLeftStyle: 'dashed' },
  running: { borderTopColor: tokens.colorBrandStroke1 },
  waiting: { borderTopColor: tokens.colorStatusWarningBorder2 },
  done: { borderTopColor: tokens.colorStatusSuccessBorder2 },
  refused: { borderTopColor: tokens.colorStatusDangerBorder2 },
  'not reached': { backgroundColor: tokens.colorNeutralBackground2 },
  'not needed': { backgroundColor: tokens.colorNeutralBackground2 },
  stopped: { borderTopColor: tokens.colorStatusDangerBorder2 },
})

/** Microsoft's workflow for creating a resource account, and where this request stands in it. */
export function Flow({ view }: { view: RequestView }) {
  const styles = useStyles()
  const stages = toStages(view)
  if (stages.length === 0) return null
  return (
    <ol aria-label="Steps" className={styles.flow}>
      {stages.map((stage) => (
        <StageBox key={stage.title} stage={stage} />
      ))}
    </ol>
  )
}

function StageBox({ stage: { title, steps, state } }: { stage: Stage }) {
  const styles = useStyles()
  const looks = useStageStyles()
  return (
    <li className={mergeClasses(styles.stage, looks[state])}>
      <div className={styles.title}>
        {title}
        <StepIcon state={state} />
      </div>
      <ol aria-label={title} className={styles.steps}>
        {steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ol>
    </li>
  )
}
