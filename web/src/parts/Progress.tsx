import { Button, makeStyles, ProgressBar } from '@fluentui/react-components'
import { useEstateWork } from '../data/estateQueries.ts'
import { useSession } from '../data/session.tsx'
import { ErrorNotice } from './ProblemNotice.tsx'

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem 1rem', margin: '0 0 1rem' },
  bar: { flex: '1 1 12rem' },
})

interface Props {
  /** Of the work. */
  id: string
  label: string
  /** 0 to 1. */
  share: number
}

/** How far work on many accounts is, and the button that stops it. */
export function Progress({ id, label, share }: Props) {
  const styles = useStyles()
  const mayStop = useSession()?.mayAdminister ?? false
  const { mutate, error, isSuccess } = useEstateWork((api) => api.stop(id))
  return (
    <>
      <div className={styles.line}>
        <ProgressBar className={styles.bar} aria-label={label} value={share} />
        <span>{Math.floor(share * 100)} %</span>
        {mayStop && (
          <Button size="small" disabledFocusable={isSuccess} onClick={() => mutate(undefined)}>
            {isSuccess ? 'Stopping …' : 'Stop'}
          </Button>
        )}
      </div>
      <ErrorNotice error={error} />
    </>
  )
}
