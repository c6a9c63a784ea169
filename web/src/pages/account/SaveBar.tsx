import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useSave, type Saved } from '../../data/accountQueries.ts'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { hasFailed } from '../repair/ends.tsx'
import { SaveNews } from './SaveNews.tsx'
import type { Edits } from './useEdits.ts'

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    ':has(button)': { padding: '0.75rem 0.25rem', borderTop: `1px solid ${tokens.colorNeutralStroke1}` },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem 1rem' },
})

/** Saves what was typed. What was not taken stays in its field. */
export function SaveBar({ address, edits }: { address: string; edits: Edits }) {
  const styles = useStyles()
  const { mutate, data, error, isPending } = useSave(address)
  const { count, wrong } = edits
  const save = (): void => {
    if (isPending || wrong.length > 0) return
    const sent = edits.edits
    mutate(sent, {
      onSuccess: ({ result }) => {
        if (result && !hasFailed(result)) edits.forget(sent.map(({ setting }) => setting))
      },
    })
  }
  return (
    <div className={styles.bar}>
      <ErrorNotice error={error} />
      <SaveNews saved={isPending ? undefined : data} says={sayDone} />
      {count > 0 && (
        <div className={styles.buttons}>
          <span>{count === 1 ? '1 change' : `${count} changes`}</span>
          <Button appearance="primary" disabledFocusable={isPending} onClick={save}>
            {isPending ? 'Saving …' : 'Save'}
          </Button>
          <Button disabledFocusable={isPending} onClick={() => edits.forget()}>
            Discard
          </Button>
        </div>
      )}
    </div>
  )
}

const sayDone = ({ result }: Saved): string =>
  result?.end === 'repaired' ? 'Your changes are saved.' : 'It is so already; nothing was to be saved.'
