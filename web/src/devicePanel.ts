import { deviceSchema } from '../../shared/room/request.ts'
import type { RequestView } from '../../shared/room/view.ts'
import { ApiProblem, type Api } from './api.ts'
import { el, say, wordsOf } from './dom.ts'
import { lookNow } from './poll.ts'

const kinds = { room: 'The device of the room', panel: 'A panel beside it' }

/** The devices of a room, and a form to bind one once the room is ready. The form stays the same element while the page is alive. */
export function makeDevicePanel(api: Api, id: string, mayChange: boolean) {
  const known = el('ul')
  const form = makeForm((device) => api.bindDevice(id, device))
  return {
    of(view: RequestView): Node[] {
      const lines = linesOf(view)
      known.replaceChildren(...lines.map((line) => el('li', {}, line)))
      const isOpen = mayChange && view.state === 'ready'
      if (lines.length === 0 && !isOpen) return []
      return [el('h2', { id: 'devices' }, 'Device'), ...(lines.length > 0 ? [known] : []), ...(isOpen ? [form] : [])]
    },
  }
}

const linesOf = ({ device, panels = [], state }: RequestView): string[] => [
  ...(device?.isBound ? [device.id] : []),
  ...(device && !device.isBound && state !== 'cancelled' ? [`${device.id}, not bound yet`] : []),
  ...panels.filter((panel) => panel !== device?.id).map((panel) => `Panel ${panel}`),
]

function makeForm(bind: (device: { id: string; kind: string }) => Promise<void>): HTMLFormElement {
  const error = el('div', { id: 'device-error', class: 'error' })
  const result = el('p', { role: 'status' })
  const field = el('input', { id: 'device', autocomplete: 'off', 'aria-describedby': 'device-hint device-error' })
  const choices = Object.entries(kinds).map(([value, words]) => el('option', { value }, words))
  const kind = el('select', { id: 'device-kind' }, ...choices)
  const mark = (text: string): void => {
    say(error, text)
    field.setAttribute('aria-invalid', String(text !== ''))
    if (text !== '') field.focus()
  }
  let isBusy = false
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (isBusy) return
    isBusy = true
    say(result, '')
    const wrong = await send(bind, { id: field.value, kind: kind.value })
    mark(wrong)
    if (wrong === '') {
      say(result, `${field.value.trim()} is being bound; the ticket is told when it is.`)
      field.value = ''
      lookNow()
    }
    isBusy = false
  }
  return el(
    'form',
    { submit: (event) => void submit(event), novalidate: true, 'aria-labelledby': 'devices' },
    el('div', {}, el('label', { for: 'device' }, 'Serial number or asset tag'), field, hint(), error),
    el('div', {}, el('label', { for: 'device-kind' }, 'What it is'), kind),
    el('button', {}, 'Bind the device'),
    result,
  )
}

const hint = (): HTMLElement =>
  el('div', { id: 'device-hint', class: 'hint' }, 'One account has one device; panels may stand beside it')

/** What is wrong, in words; nothing when the server took it. The field is checked with the schema that the doors use. */
async function send(
  bind: (device: { id: string; kind: string }) => Promise<void>,
  device: { id: string; kind: string },
): Promise<string> {
  const checked = deviceSchema.safeParse(device)
  if (!checked.success) return checked.error.issues.map(({ message }) => message).join(', ')
  try {
    await bind(checked.data)
    return ''
  } catch (error) {
    const { says, remedy } = wordsOf(error)
    const [field] = error instanceof ApiProblem ? error.errors : []
    return field ? field.detail : `${says} ${remedy}`
  }
}
