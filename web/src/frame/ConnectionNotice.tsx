import { makeStyles, tokens } from '@fluentui/react-components'
import { useIsConnectionLost } from '../data/queries.ts'

const useStyles = makeStyles({
  place: { display: 'block' },
  lost: {
    padding: '0.5rem 1.5rem',
    color: tokens.colorStatusWarningForeground3,
    backgroundColor: tokens.colorStatusWarningBackground1,
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** Says when what is shown may be old. */
export function ConnectionNotice() {
  const styles = useStyles()
  const isLost = useIsConnectionLost()
  return (
    <output aria-label="Connection" className={styles.place}>
      {isLost && <div className={styles.lost}>Connection lost, trying again</div>}
    </output>
  )
}
