import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { Panel } from '../../parts/Panel.tsx'
import type { SignInData as Data } from './keys.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem', alignItems: 'end', marginBottom: '0.5rem' },
  field: { flex: '1 1 18rem', maxWidth: '32rem' },
  text: { fontFamily: tokens.fontFamilyMonospace },
})

/** Address and password, each with a button to copy it. */
export function SignInData({ data: { account, password } }: { data: Data }) {
  const first = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState('')
  useEffect(() => first.current?.focus(), [])
  const copy = (what: string, text: string): void =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(`The ${what} is copied.`),
      () => setCopied(`The browser does not let the ${what} be copied; mark it and copy it by hand.`),
    )
  return (
    <Panel title="Sign in on the device">
      <Shown label="Address" text={account} field={first} onCopy={() => copy('address', account)} />
      <Shown label="Password" text={password} onCopy={() => copy('password', password)} />
      <output>{copied}</output>
      <p>They are not shown again. Leave this page when the device is signed in.</p>
    </Panel>
  )
}

interface ShownProps {
  label: string
  text: string
  field?: React.Ref<HTMLInputElement>
  onCopy: () => void
}

function Shown({ label, text, field, onCopy }: ShownProps) {
  const styles = useStyles()
  return (
    <div className={styles.row}>
      <Field className={styles.field} label={label}>
        <Input
          readOnly
          autoComplete="off"
          input={{ className: styles.text, ...(field && { ref: field }) }}
          spellCheck={false}
          value={text}
        />
      </Field>
      <Button onClick={onCopy}>Copy the {label.toLowerCase()}</Button>
    </div>
  )
}
