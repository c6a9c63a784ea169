import { Button, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useEstateWork } from '../../data/estateQueries.ts'
import { Modal } from '../../parts/Modal.tsx'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { findChoices, isTooMany, preview, type Choice, type Count } from './preview.ts'
import type { Row } from './rows.ts'

interface Props {
  rows: Row[]
  picked: Row[]
  /** What the list is filtered by. */
  wrong: string
  onClose: () => void
}

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem', marginTop: '1rem' },
  counts: { margin: '0.25rem 0 0.75rem', paddingLeft: '1.25rem' },
})

/** Shows what would be done before it is. */
export function ApplyDialog({ rows, picked, wrong, onClose }: Props) {
  const styles = useStyles()
  const [, navigate] = useLocation()
  const [chosen, setChosen] = useState('')
  const { mutate, error, isPending } = useEstateWork((api, { scope }: Choice) => api.repair({ scope }))
  const choices = findChoices(rows, picked, wrong)
  const choice = choices.find(({ id }) => id === chosen) ?? choices[0]
  if (!choice) return null
  const apply = (): void => {
    if (!isPending) mutate(choice, { onSuccess: ({ id }) => navigate(`/repairs/${id}`) })
  }
  return (
    <Modal title="Apply recommended settings" onClose={onClose}>
      <RadioGroup aria-label="Accounts" value={choice.id} onChange={(_, { value }) => setChosen(value)}>
        {choices.map(({ id, label, rows: some }) => (
          <Radio key={id} value={id} label={`${label} (${some.length})`} />
        ))}
      </RadioGroup>
      {isTooMany(picked) && <p>More than 1,000 accounts are selected: filter the list instead, or take all.</p>}
      <Preview choice={choice} />
      <ErrorNotice error={error} />
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={isPending} onClick={apply}>
          {isPending ? 'Applying …' : 'Apply'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Modal>
  )
}

function Preview({ choice }: { choice: Choice }) {
  const { set, left, accounts } = preview(choice)
  return (
    <div aria-live="polite">
      <p>
        {set.length === 0
          ? 'Nothing would be set: by the last reading nothing is wrong that can be put right at once.'
          : `In ${sayCount(accounts)} these settings would be set:`}
      </p>
      <Counts counts={set} />
      {left.length > 0 && <p>Left as it is, because it takes a request with its plan and its approval:</p>}
      <Counts counts={left} />
      <p>Each account is read afresh first; what is right by then is not written.</p>
    </div>
  )
}

const sayCount = (accounts: number): string => (accounts === 1 ? '1 account' : `${accounts} accounts`)

function Counts({ counts }: { counts: Count[] }) {
  const styles = useStyles()
  return counts.length === 0 ? null : (
    <ul className={styles.counts}>
      {counts.map(({ title, accounts }) => (
        <li key={title}>{`${title}: ${sayCount(accounts)}`}</li>
      ))}
    </ul>
  )
}
