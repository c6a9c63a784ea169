const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** Date and time. */
export const sayWhen = (iso: string): string => full.format(new Date(iso))

/** The time, with the date where it is not today. */
export function sayTime(iso: string): string {
  const at = new Date(iso)
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday ? at.toLocaleTimeString() : full.format(at)
}

/** Today as the service counts days, such as 2027-01-31. */
export const isoToday = (): string => new Date().toISOString().slice(0, 10)
