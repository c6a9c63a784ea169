import { Button, Field, Input, Switch } from '@fluentui/react-components'
import { sayValue } from '../../../../shared/room/settings/catalogue.ts'
import { kindOf, textOf, type Edits, type Finding } from './useEdits.ts'

interface Props {
  /** Of the element that names the setting. */
  id: string
  finding: Finding
  edits: Edits
}

/** What a setting is, to be changed. What was typed stays when somebody else changes the setting meanwhile, and that is said. */
export function ValueField({ id, finding, edits }: Props) {
  const { setting, actual } = finding
  const typed = edits.typed[setting]
  const isOvertaken = typed !== undefined && textOf(typed.from) !== textOf(actual)
  return (
    <Field
      validationState={edits.wrong.includes(setting) ? 'error' : isOvertaken ? 'warning' : 'none'}
      validationMessage={sayTrouble(edits.wrong.includes(setting), isOvertaken, actual)}
    >
      <Control id={id} finding={finding} edits={edits} />
      {isOvertaken && (
        <Button size="small" onClick={() => edits.accept(finding)}>
          Set mine still
        </Button>
      )}
    </Field>
  )
}

function sayTrouble(isWrong: boolean, isOvertaken: boolean, actual: Finding['actual']): string | null {
  if (isWrong) return 'must be a whole number'
  return isOvertaken ? `Somebody else changed it meanwhile: it is ${sayValue(actual)} now.` : null
}

function Control({ id, finding, edits }: Props) {
  const text = edits.typed[finding.setting]?.text ?? textOf(finding.actual)
  const kind = kindOf(finding)
  if (kind === 'switch')
    return (
      <Switch
        aria-labelledby={id}
        checked={text === true}
        label={text === true ? 'yes' : text === false ? 'no' : 'not set'}
        onChange={(_, { checked }) => edits.type(finding, checked)}
      />
    )
  return (
    <Input
      aria-labelledby={id}
      inputMode={kind === 'number' ? 'numeric' : 'text'}
      autoComplete="off"
      value={String(text)}
      onChange={(_, { value }) => edits.type(finding, value)}
    />
  )
}
