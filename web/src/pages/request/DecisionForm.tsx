import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { sayError, type Verdict } from '../../data/api.ts'
import { useChange } from '../../data/queries.ts'
import { Complaint } from '../../parts/Notice.tsx'

const mostLetters = 500

const useStyles = makeStyles({
  form: { display: 'grid', gap: '0.75rem', maxWidth: '40rem', marginTop: '0.75rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem' },
})

/** Sends decisions about the plan that is shown. Which news there are of the last one, and of the plan. */
function useDecision(id: string, plan: string) {
  const [seen, setSeen] = useState(plan)
  const [hasChanged, setHasChanged] = useState(false)
  const { change, error, isSuccess, reset } = useChange(
    id,
    (api, { verdict, reason }: { verdict: Verdict; reason: string }) =>
      api.decide(id, verdict, { plan, ...(reason !== '' && { reason }) }),
  )
  if (plan !== seen) {
    setSeen(plan)
    setHasChanged(true)
  }
  return {
    trouble: hasChanged
      ? 'What would be done has changed. Read it again before you decide.'
      : error
        ? sayError(error)
        : '',
    isSent: isSuccess && !hasChanged,
    decide: (verdict: Verdict, reason: string): void => {
      setHasChanged(false)
      void change({ verdict, reason })
    },
    reset,
  }
}

/** Field and buttons of whoever may decide. */
export function DecisionForm({ id, plan }: { id: string; plan: string }) {
  const styles = useStyles()
  const field = useRef<HTMLTextAreaElement>(null)
  const [isMissing, setIsMissing] = useState(false)
  const { trouble, isSent, decide, reset } = useDecision(id, plan)
  const press = (verdict: Verdict): void => {
    const reason = field.current?.value.trim() ?? ''
    const isNeeded = verdict === 'reject' && reason === ''
    setIsMissing(isNeeded)
    if (isNeeded) {
      reset()
      field.current?.focus()
    } else decide(verdict, reason)
  }
  return (
    <div className={styles.form}>
      <Field
        label="Reason"
        hint="Needed to reject. Whoever asked for the room can read it."
        validationMessage={isMissing ? 'Say why you reject it: the ticket is answered with these words.' : null}
      >
        <Textarea textarea={{ ref: field }} rows={3} maxLength={mostLetters} autoComplete="off" />
      </Field>
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={() => press('approve')}>
          Approve
        </Button>
        <Button onClick={() => press('reject')}>Reject</Button>
      </div>
      <output>{isSent && 'The decision was sent.'}</output>
      <Complaint text={trouble} />
    </div>
  )
}
