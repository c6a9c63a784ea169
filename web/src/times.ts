import { el } from './dom.ts'

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** Date and time. */
export const when = (iso: string): HTMLElement => el('time', { datetime: iso }, full.format(new Date(iso)))

/** The time, with the date where it is not today. */
export function time(iso: string | undefined): string {
  if (iso === undefined) return ''
  const at = new Date(iso)
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday ? at.toLocaleTimeString() : full.format(at)
}
