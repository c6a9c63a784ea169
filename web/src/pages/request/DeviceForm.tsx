import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { useRef, useState, type SubmitEvent } from 'react'
import { deviceSchema } from '../../../../shared/room/request.ts'
import { ApiProblem, sayError, type Api } from '../../data/api.ts'
import { useChange } from '../../data/queries.ts'

type Device = Parameters<Api['bindDevice']>[1]

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: '0.75rem 1.25rem', alignItems: 'start' },
  field: { flex: '1 1 14rem', maxWidth: '24rem' },
  line: { flexBasis: '100%' },
})

/** Checks with the schema that the doors use, so both say the same. */
export function DeviceForm({ id }: { id: string }) {
  const styles = useStyles()
  const field = useRef<HTMLInputElement>(null)
  const [device, setDevice] = useState({ id: '', kind: 'room' })
  const { wrong, bound, bind } = useBinding(id)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (await bind(device)) setDevice({ ...device, id: '' })
    else field.current?.focus()
  }
  return (
    <form noValidate aria-label="Bind a device" className={styles.form} onSubmit={(event) => void submit(event)}>
      <Field
        className={styles.field}
        label="Serial number or asset tag"
        hint="One account has one device; panels may stand beside it"
        validationMessage={wrong === '' ? null : wrong}
      >
        <Input
          input={{ ref: field }}
          autoComplete="off"
          value={device.id}
          onChange={(_, { value }) => setDevice({ ...device, id: value })}
        />
      </Field>
      <Field className={styles.field} label="What it is">
        <Select value={device.kind} onChange={(_, { value }) => setDevice({ ...device, kind: value })}>
          <option value="room">The device of the room</option>
          <option value="panel">A panel beside it</option>
        </Select>
      </Field>
      <div className={styles.line}>
        <Button type="submit">Bind the device</Button>
      </div>
      <output className={styles.line}>
        {bound !== '' && `${bound} is being bound; the ticket is told when it is.`}
      </output>
    </form>
  )
}

/** What is wrong with the last device, in words, or which one the server took. */
function useBinding(id: string) {
  const [unfit, setUnfit] = useState('')
  const [bound, setBound] = useState('')
  const { change, error, reset } = useChange(id, (api, device: Device) => api.bindDevice(id, device))
  const bind = async (device: Device): Promise<boolean> => {
    const checked = deviceSchema.safeParse(device)
    setBound('')
    reset()
    setUnfit(checked.error?.issues.map(({ message }) => message).join(', ') ?? '')
    const isTaken = checked.success && (await change(checked.data))
    if (isTaken) setBound(device.id.trim())
    return isTaken
  }
  return { wrong: unfit || sayRefusal(error), bound, bind }
}

function sayRefusal(error: unknown): string {
  if (!error) return ''
  const [field] = error instanceof ApiProblem ? error.errors : []
  return field ? field.detail : sayError(error)
}
