import { Button, makeStyles } from '@fluentui/react-components'
import type { RequestView } from '../../../../shared/room/view.ts'
import { sayError } from '../../data/api.ts'
import { useChange } from '../../data/queries.ts'
import { Complaint } from '../../parts/Notice.tsx'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem' },
  complaint: { flexBasis: '100%' },
})

/** What is ready as the ticket wants it needs no other try, though the API would take one. */
const isRetryOffered = ({ actions, state, isOutdated }: RequestView): boolean =>
  actions.includes('retry') && (state !== 'ready' || isOutdated === true)

export function Actions({ id, view }: { id: string; view: RequestView }) {
  const styles = useStyles()
  const { change, error } = useChange(id, (api, action: 'cancel' | 'retry') => api.change(id, action))
  return (
    <>
      <div className={styles.actions}>
        {view.actions.includes('cancel') && <Button onClick={() => void change('cancel')}>Cancel the request</Button>}
        {isRetryOffered(view) && (
          <Button appearance="primary" onClick={() => void change('retry')}>
            {view.state === 'waiting' ? 'Look now' : 'Try again'}
          </Button>
        )}
      </div>
      {error && (
        <div className={styles.complaint}>
          <Complaint text={sayError(error)} />
        </div>
      )}
    </>
  )
}
