import { notSupported } from '../readRequest.ts'
import type { Room } from '../ticket.ts'

/** Field of the opener's room → the name or id of the form's field. */
export type FormFields = Record<string, string>

export const FIELDS = [
  'name',
  'site',
  'building',
  'floor',
  'module',
  'capacity',
  'address',
  'services',
  'licence',
  'phoneNumber',
  'enterpriseVoice',
  'dialIn',
  'dialOut',
  'usageLocation',
  'timeZone',
  'installOn',
  'installer',
  'password',
  'action',
]

/** How many rooms one ticket of these forms can ask for. */
export const ITEMS = 2

export const itemsOf = <T>(make: (item: number) => T): T[] =>
  Array.from({ length: ITEMS }, (_, index) => make(index + 1))

/** The room in the fields of its item; those of other items are empty. Refuses with 400 what the form has no field for. */
export function fillForm(forms: FormFields[], item: number, room: Room): [field: string, value: unknown][] {
  const own = forms[item - 1]
  if (!own) throw notSupported(`a form with ${item} rooms`)
  const unknown = Object.keys(room).find((field) => !(field in own))
  if (unknown !== undefined) throw notSupported(`the form has no field for ${unknown}`)
  return forms.flatMap((form) =>
    Object.entries(form).map(([field, name]): [string, unknown] => [name, form === own ? (room[field] ?? null) : null]),
  )
}

/** Name and password of basic authentication, as one text. */
export function basicPair(header: string | undefined): string | undefined {
  const [, encoded] = /^Basic (\S+)$/i.exec(header ?? '') ?? []
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}

/** UTC in whole seconds. */
export const inSeconds = (iso: string): string => `${iso.slice(0, 19)}Z`

/** What a person reads of HTML. */
export const toText = (markup: string): string =>
  markup
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
