import { Button, Field, Input, makeStyles, Textarea } from '@fluentui/react-components'
import { useState, type SubmitEvent } from 'react'
import { exceptionSchema, findExceptionProblem } from '../../../../shared/room/estate/exceptions.ts'
import { settingOf } from '../../../../shared/room/settings/catalogue.ts'
import { useAccountChange } from '../../data/accountQueries.ts'
import { Modal } from '../../parts/Modal.tsx'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'

interface Props {
  address: string
  setting: string
  onClose: () => void
}

const useStyles = makeStyles({
  form: { display: 'grid', gap: '0.75rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem' },
})

const nothing = { owner: '', reason: '', until: '' }
type Answers = typeof nothing

/** Asks who answers for it that a setting stays as it is. */
export function ExceptionDialog({ address, setting, onClose }: Props) {
  const styles = useStyles()
  const { fieldOf, valueOf, send, error, isPending } = useAsking(address, setting, onClose)
  return (
    <Modal title={`Exception: ${settingOf(setting).title}`} onClose={onClose}>
      <form noValidate aria-label="Exception" className={styles.form} onSubmit={send}>
        <Field label="Who answers for it" hint="An email address" {...fieldOf('owner')}>
          <Input {...valueOf('owner')} />
        </Field>
        <Field label="Reason" hint="Why the setting stays as it is" {...fieldOf('reason')}>
          <Textarea rows={3} {...valueOf('reason')} />
        </Field>
        <Field label="Until" hint="The last day that it holds; within a year" {...fieldOf('until')}>
          <Input type="date" {...valueOf('until')} />
        </Field>
        <ErrorNotice error={error} />
        <div className={styles.buttons}>
          <Button type="submit" appearance="primary" disabledFocusable={isPending}>
            {isPending ? 'Granting …' : 'Grant the exception'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  )
}

/** What was answered, checked with the schema that the door uses before it is sent. */
function useAsking(address: string, setting: string, onGranted: () => void) {
  const [answers, setAnswers] = useState(nothing)
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const { mutate, error, isPending } = useAccountChange(
    address,
    (api, exception: Answers) => api.except(address, { setting, ...exception }),
    ({ exceptions }, _, { at }) => exceptions.some((one) => one.setting === setting && one.at >= at),
  )
  return {
    error,
    isPending,
    fieldOf: (name: keyof Answers) => ({ validationMessage: wrong[name] ?? null }),
    valueOf: (name: keyof Answers) => ({
      value: answers[name],
      autoComplete: 'off',
      onChange: (_: unknown, { value }: { value: string }) => setAnswers({ ...answers, [name]: value }),
    }),
    send: (event: SubmitEvent): void => {
      event.preventDefault()
      const found = findWrong({ setting, ...answers })
      setWrong(found)
      if (Object.keys(found).length === 0 && !isPending) mutate(answers, { onSuccess: onGranted })
    },
  }
}

function findWrong(exception: Record<string, string>): Record<string, string> {
  const { error, data } = exceptionSchema.safeParse(exception)
  const late = data && findExceptionProblem(data.until, new Date())
  if (late) return { [late.path]: late.detail }
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
}
