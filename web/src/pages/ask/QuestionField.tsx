import { Checkbox, Field, Input, Select } from '@fluentui/react-components'
import type { Question } from './fields.ts'

interface Props {
  question: Question
  /** What stands in it at first. */
  answer: string
  error: string | undefined
  advice: string | undefined
}

/** One question, with what is wrong with its answer, or what is to be known about it. */
export function QuestionField({ question, answer, error, advice }: Props) {
  const { label, hint, isNeeded = false, kind } = question
  return (
    <Field
      label={kind === 'yes' ? null : isNeeded ? `${label} (needed)` : label}
      hint={hint ?? null}
      validationState={error !== undefined ? 'error' : advice !== undefined ? 'warning' : 'none'}
      validationMessage={error ?? advice ?? null}
    >
      <Control question={question} answer={answer} isWrong={error !== undefined} />
    </Field>
  )
}

/** Gets its id and description from the field around it. */
function Control({ question, answer, isWrong, ...described }: Omit<Props, 'error' | 'advice'> & { isWrong: boolean }) {
  const { name, label, kind = 'text', choices, isNeeded } = question
  const said = { ...described, name, 'aria-invalid': isWrong, 'aria-required': isNeeded }
  if (kind === 'yes') return <Checkbox {...said} label={label} defaultChecked={answer !== ''} />
  if (!choices) return <Input {...said} type={kind} defaultValue={answer} autoComplete="off" />
  return (
    <Select {...said} defaultValue={answer}>
      {Object.entries(choices).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </Select>
  )
}
