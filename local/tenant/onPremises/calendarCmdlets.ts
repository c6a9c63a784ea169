import { change } from './cmdlet.ts'
import type { CmdletFunction, OnPremisesView } from './cmdlet.ts'
import { canonicalName } from './directory.ts'
import type { DirectoryObject, OnPremisesRecipient } from './directory.ts'
import type { OnPremisesCalendar } from './cmdletData.ts'
import { calendarSettings } from './exchangeData.ts'
import { fail } from './failure.ts'
import { findRecipient, mailboxTypes } from './findObjects.ts'

/** A room's settings as the server shows them: its own over the defaults. */
export function withDefaults(own: Partial<OnPremisesCalendar>): OnPremisesCalendar {
  const defaults = Object.entries(calendarSettings).map(([name, setting]) => [name, setting.default])
  return { ...(Object.fromEntries(defaults) as OnPremisesCalendar), ...own }
}

type Mailbox = DirectoryObject & { recipient: OnPremisesRecipient }

function findMailbox(view: OnPremisesView, identity: string | null | undefined): Mailbox {
  const mailbox = findRecipient(view, identity ?? '', mailboxTypes)
  if (!mailbox.recipient) throw new Error(`${mailbox.name} was found as a mailbox and is none`)
  return { ...mailbox, recipient: mailbox.recipient }
}

export const getCalendarProcessing: CmdletFunction<'Get-CalendarProcessing'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  return [{ Identity: canonicalName(mailbox), ...withDefaults(mailbox.recipient.calendar) }]
}

export const setCalendarProcessing: CmdletFunction<'Set-CalendarProcessing'> = ({ Identity, ...given }, view) => {
  const mailbox = findMailbox(view, Identity)
  const { recipient } = mailbox
  // The page Set-CalendarProcessing: a person's mailbox has AutoUpdate, which cannot be changed.
  if (recipient.type === 'UserMailbox' && given.AutomateProcessing !== undefined) {
    fail('InvalidOperationException', 'AutomateProcessing can be changed only on a resource mailbox.')
  }
  const current = withDefaults(recipient.calendar)
  const isNew = ([name, value]: [string, unknown]) => value !== current[name as keyof OnPremisesCalendar]
  const changes = Object.fromEntries(Object.entries(given).filter(isNew)) as Partial<OnPremisesCalendar>
  change(view, mailbox, { ...mailbox, recipient: { ...recipient, calendar: { ...recipient.calendar, ...changes } } })
  return []
}

export const getRegion: CmdletFunction<'Get-MailboxRegionalConfiguration'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  const { language, timeZone } = mailbox.recipient
  return [
    { Identity: canonicalName(mailbox), Language: language, TimeZone: timeZone, DateFormat: null, TimeFormat: null },
  ]
}

export const setRegion: CmdletFunction<'Set-MailboxRegionalConfiguration'> = (given, view) => {
  const mailbox = findMailbox(view, given.Identity)
  const { recipient } = mailbox
  const { Language = recipient.language, TimeZone = recipient.timeZone, LocalizeDefaultFolderName } = given
  // Example 5 of the page: the formats of the old language are not valid in the new one unless they are set to null.
  const isOtherLanguage = recipient.language !== null && Language !== recipient.language
  if (isOtherLanguage && (given.DateFormat !== null || given.TimeFormat !== null)) {
    fail(
      'InvalidOperationException',
      `The DateFormat or TimeFormat isn't valid for the language setting "${Language}".`,
    )
  }
  const isFolderNameLocalised = LocalizeDefaultFolderName ?? recipient.isFolderNameLocalised
  change(view, mailbox, {
    ...mailbox,
    recipient: { ...recipient, language: Language, timeZone: TimeZone, isFolderNameLocalised },
  })
  return []
}
