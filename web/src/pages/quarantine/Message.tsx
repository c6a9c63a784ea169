import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { sayError } from '../../data/api.ts'
import type { QuarantinedMessage } from '../../data/quarantine.ts'
import { useSettling } from '../../data/useQuarantine.ts'
import { Complaint } from '../../parts/Notice.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { When } from '../../parts/When.tsx'

const reasons: Record<string, string> = {
  'not-json': 'It is not JSON',
  'unknown-command': 'It is no command that is known',
  'invalid-command': 'It is a command with wrong fields',
  'delivered-too-often': 'It was delivered too often',
}

const useStyles = makeStyles({
  form: { display: 'grid', gap: '0.75rem' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '0.5rem' },
  body: { overflowX: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})

export function Message({ message }: { message: QuarantinedMessage }) {
  const styles = useStyles()
  const { at, reason, problems, settled, body } = message
  return (
    <Panel title={reasons[reason] ?? reason}>
      <p>
        Since <When at={at} />
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {settled ? (
        <>
          <p>
            {settled.is} by {settled.by}, <When at={settled.at} />
          </p>
          <pre className={styles.body}>{body}</pre>
        </>
      ) : (
        <Settling message={message} />
      )}
    </Panel>
  )
}

/** As far as it is JSON, in lines that can be read. */
function spread(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function Settling({ message: { id, body } }: { message: QuarantinedMessage }) {
  const styles = useStyles()
  const [text, setText] = useState(() => spread(body))
  const [mistake, setMistake] = useState<string>()
  const { mutate: settle, error, isPending, isSuccess } = useSettling(id)
  const resubmit = (): void => {
    try {
      settle(JSON.parse(text))
      setMistake(undefined)
    } catch (problem) {
      setMistake(`This is not JSON: ${String(problem)}`)
    }
  }
  return (
    <div className={styles.form}>
      <Field
        label="Message"
        hint="Put it right here. Only what a ticket has said can be sent again."
        validationMessage={mistake ?? null}
      >
        <Textarea rows={12} resize="vertical" value={text} onChange={(_, { value }) => setText(value)} />
      </Field>
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={isPending || isSuccess} onClick={resubmit}>
          Send again
        </Button>
        <Button disabledFocusable={isPending || isSuccess} onClick={() => settle(undefined)}>
          Discard
        </Button>
      </div>
      <output>{isSuccess && 'It was sent.'}</output>
      <Complaint text={error ? sayError(error) : ''} />
    </div>
  )
}
