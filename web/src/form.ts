import { roomSchema } from '../../shared/room/request.ts'
import { ApiProblem, type Api, type FieldError } from './api.ts'
import { el, show, wordsOf } from './dom.ts'

interface Field {
  name: string
  label: string
  hint: string
  isNeeded?: boolean
  type?: string
  choices?: string[]
}

const fields: Field[] = [
  { name: 'name', label: 'Room', hint: 'As people say it, such as Board 4', isNeeded: true },
  { name: 'site', label: 'Site', hint: 'Such as OSL', isNeeded: true },
  { name: 'usageLocation', label: 'Country', hint: 'Two letters, such as NO', isNeeded: true },
  { name: 'building', label: 'Building', hint: 'Shown in the room finder' },
  { name: 'floor', label: 'Floor', hint: 'Number or name' },
  { name: 'capacity', label: 'Seats', hint: 'Shown in the room finder', type: 'number' },
  { name: 'address', label: 'Address wanted', hint: 'Leave empty to have one made' },
  { name: 'timeZone', label: 'Time zone', hint: 'Such as Europe/Oslo' },
  { name: 'licence', label: 'Licence', hint: 'Pro where nothing is chosen', choices: ['', 'pro', 'basic'] },
  { name: 'installOn', label: 'Day of installation', hint: 'Two to three weeks ahead is best', type: 'date' },
]

const numbers = new Set(['capacity'])

/** The form checks with the schema that the doors use, so both say the same. */
export function showForm(api: Api, go: (path: string) => void): void {
  const key = crypto.randomUUID()
  const summary = el('p', { role: 'alert', class: 'error' })
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const room = readForm(form)
    const wrong = [...findUnreadable(form), ...findWrong(room)]
    if (wrong.length > 0) return mark(form, summary, wrong)
    try {
      const { id } = await api.create(room, key)
      go(`/requests/${id}`)
    } catch (error) {
      const { says, remedy } = wordsOf(error)
      const errors = error instanceof ApiProblem ? error.errors : []
      if (errors.length > 0) return mark(form, summary, errors)
      mark(form, summary, [], `${says} ${remedy}`)
    }
  }
  show(
    'Ask for a room',
    el(
      'form',
      { submit: (event) => void submit(event), novalidate: true },
      ...fields.map(toControl),
      summary,
      el('button', { class: 'main' }, 'Send the request'),
    ),
  )
}

/** What the browser cannot read it hands over as empty. */
const findUnreadable = (form: HTMLFormElement): FieldError[] =>
  [...form.querySelectorAll('input')].flatMap(({ name, type, validity }) =>
    validity.badInput ? [{ path: name, detail: type === 'date' ? 'must be a whole date' : 'must be a number' }] : [],
  )

const findWrong = (room: unknown): FieldError[] =>
  (roomSchema.safeParse(room).error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    detail: message,
  }))

function toControl({ name, label, hint, isNeeded = false, type = 'text', choices }: Field): HTMLElement {
  const attributes = {
    id: name,
    name,
    'aria-describedby': `${name}-hint ${name}-error`,
    'aria-required': String(isNeeded),
  }
  const control = choices
    ? el('select', attributes, ...choices.map((choice) => el('option', { value: choice }, choice || 'no wish')))
    : el('input', { ...attributes, type, autocomplete: 'off' })
  return el(
    'div',
    {},
    el('label', { for: name }, isNeeded ? `${label} (needed)` : label),
    control,
    el('div', { id: `${name}-hint`, class: 'hint' }, hint),
    el('div', { id: `${name}-error`, class: 'error' }),
  )
}

/** Empty fields are not given. */
function readForm(form: HTMLFormElement): Record<string, unknown> {
  const given = [...new FormData(form)].filter(([, value]) => value !== '')
  return Object.fromEntries(given.map(([name, value]) => [name, numbers.has(name) ? Number(value) : value]))
}

function mark(
  form: HTMLFormElement,
  summary: HTMLElement,
  errors: FieldError[],
  text = 'Some fields are not right.',
): void {
  for (const { name } of fields) {
    const error = errors.find(({ path }) => path === name)
    form.querySelector(`#${name}`)?.setAttribute('aria-invalid', String(error !== undefined))
    form.querySelector(`#${name}-error`)?.replaceChildren(error?.detail ?? '')
  }
  const known = new Set(fields.map(({ name }) => name))
  const others = errors.filter(({ path }) => !known.has(path)).map(({ path, detail }) => `${path}: ${detail}`)
  summary.replaceChildren([text, ...others].join(' '))
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
