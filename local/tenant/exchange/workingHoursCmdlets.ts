import type { WorkingHours } from '../world.ts'
import { refuseOtherAnchor } from './anchor.ts'
import { dayNames, workingHoursDefaults } from './calendarFolderData.ts'
import { differing, unchanged } from './cmdlet.ts'
import type { CmdletFunction } from './cmdlet.ts'
import { findMailbox } from './findRecipients.ts'

export const getWorkingHours: CmdletFunction<'Get-MailboxCalendarConfiguration'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  refuseOtherAnchor(view, mailbox)
  const own = view.look(view.world.workingHours, mailbox.id)
  return { value: [{ Identity: mailbox.name, ...workingHoursDefaults, ...own }] }
}

export const setWorkingHours: CmdletFunction<'Set-MailboxCalendarConfiguration'> = (parameters, view) => {
  const { workingHours } = view.world
  const mailbox = findMailbox(view, parameters.Identity)
  refuseOtherAnchor(view, mailbox)
  const { WorkDays, ...rest } = parameters
  const given = { ...rest, ...(WorkDays && { WorkDays: nameDays(WorkDays) }) }
  const own = workingHours.truth(mailbox.id)
  const changes = differing<WorkingHours>(given as Partial<WorkingHours>, { ...workingHoursDefaults, ...own })
  if (Object.keys(changes).length === 0) return unchanged(mailbox)
  workingHours.write(mailbox.id, { ...own, ...changes }, 'regionChanged')
  return {}
}

/** What is redundant is left out: the working days and Monday are the working days. */
function nameDays(given: string[]): string {
  const groups: Record<string, readonly string[]> = dayNames
  const wanted = new Set(given.flatMap((name) => groups[name] ?? [name]))
  const all = dayNames.AllDays.filter((day) => wanted.has(day))
  const [same] = Object.entries(groups).filter(([, days]) => days.join(',') === all.join(','))
  return same ? same[0] : all.join(', ')
}
