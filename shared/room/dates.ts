/** Days of the calendar are ISO dates, in UTC: an installation has a day and no hour. */
const dayMs = 86_400_000

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs)

/** That many days before another one. */
export const daysBefore = (day: string, days: number): string => toDay(Date.parse(day) - days * dayMs)

/** The licence costs money from its day on, so it is not given long before the device comes; undefined once that day has come. */
export function findLicenceDay(installOn: string | undefined, leadDays: number, now: string): string | undefined {
  if (installOn === undefined) return undefined
  const day = daysBefore(installOn, leadDays)
  return day > now.slice(0, 10) ? day : undefined
}

const workingDaysBefore = 3

/** The third working day (Monday to Friday) before the installation. */
export function recheckDayOf(installOn: string): string {
  let day = installOn
  for (let left = workingDaysBefore; left > 0;) {
    day = daysBefore(day, 1)
    if (isWorkingDay(day)) left--
  }
  return day
}

function isWorkingDay(day: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** What people are told about an installation that is soon; from three weeks on there is nothing to tell. */
export function sayNotice(installOn: string | undefined, at: string): string[] {
  if (installOn === undefined) return []
  const days = daysBetween(at, installOn)
  const when = `the installation is on ${installOn}, in ${days === 1 ? '1 day' : `${days} days`}`
  if (days < 14) return [`Late: ${when}. There may be no time to test the account before the device comes.`]
  return days < 21 ? [`Note: ${when}. Two to three weeks are enough if nothing has to be waited for.`] : []
}
