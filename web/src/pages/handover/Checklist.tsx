import { Button, Checkbox, Field, Link, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { checks, services, type Check, type Ticks } from '../../../../shared/room/checklist.ts'
import type { HandoverView } from '../../../../shared/room/handoverView.ts'
import { Complaint } from '../../parts/Notice.tsx'
import { Panel } from '../../parts/Panel.tsx'
import type { Revealing } from './useReveal.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '0.5rem', alignItems: 'start' },
  part: { paddingLeft: '2rem' },
})

interface Props {
  view: HandoverView
  reveal: Revealing
}

/** What the installer answers for before anything is shown. */
export function Checklist({ view, reveal }: Props) {
  const [tpm, setTpm] = useState('')
  const [ticked, setTicked] = useState<Check[]>([])
  const [open, setOpen] = useState('')
  const submit = (): void => {
    setOpen(tpm === '' ? 'Say whether the device has a physical TPM chip.' : '')
    if (tpm !== '') void reveal.ask(toTicks(view.checks, [...ticked, ...(tpm === 'yes' ? (['tpm'] as const) : [])]))
  }
  const tick = (check: Check, isTicked: boolean): void =>
    setTicked(isTicked ? [...ticked, check] : ticked.filter((one) => one !== check))
  return (
    <Panel title="Before the device signs in">
      <p>
        The sign-in data are shown once, to you alone, and are gone when you leave this page. Stand at the device first.
      </p>
      <Form isAsking={reveal.isAsking} onSubmit={submit}>
        <Field label={checks.tpm}>
          <RadioGroup layout="horizontal" value={tpm} onChange={(_, { value }) => setTpm(value)}>
            <Radio value="yes" label="Yes" />
            <Radio value="no" label="No" />
          </RadioGroup>
        </Field>
        {view.checks.map((check) => (
          <Question key={check} check={check} certificates={view.certificates} onTick={tick} />
        ))}
      </Form>
      <Complaint text={open || reveal.wrong} />
    </Panel>
  )
}

interface FormProps {
  isAsking: boolean
  onSubmit: () => void
  children: ReactNode
}

function Form({ isAsking, onSubmit, children }: FormProps) {
  const styles = useStyles()
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form noValidate aria-label="Checklist" className={styles.form} onSubmit={submit}>
      {children}
      <Button type="submit" appearance="primary" disabledFocusable={isAsking}>
        Show the sign-in data
      </Button>
      <output>{isAsking && 'The sign-in data are on their way.'}</output>
    </form>
  )
}

interface QuestionProps {
  check: Check
  certificates: string[]
  onTick: (check: Check, isTicked: boolean) => void
}

/** The chip is asked for by itself, because its answer may well be no. */
function Question({ check, certificates, onTick }: QuestionProps) {
  const styles = useStyles()
  if (check === 'tpm') return null
  return (
    <div>
      <Checkbox label={checks[check]} onChange={(_, { checked }) => onTick(check, checked === true)} />
      {check === 'network' && <Services />}
      {check === 'certificates' && <p className={styles.part}>{certificates.join(' ')}</p>}
    </div>
  )
}

function Services() {
  const { part } = useStyles()
  return (
    <ul className={part}>
      {services.map(({ name, href }) => (
        <li key={href}>
          <Link inline href={href} target="_blank" rel="noreferrer">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  )
}

const toTicks = (asked: Check[], ticked: Check[]): Ticks => {
  const answer = (check: Check) => (ticked.includes(check) ? ('yes' as const) : ('no' as const))
  const [tpm, network, alone] = [answer('tpm'), answer('network'), answer('alone')]
  return { tpm, network, alone, ...(asked.includes('certificates') && { certificates: answer('certificates') }) }
}
