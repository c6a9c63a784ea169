import { drawGuid } from '../seededDraw.ts'
import { change } from './cmdlet.ts'
import type { CmdletFunction, OnPremisesView } from './cmdlet.ts'
import { canonicalName } from './directory.ts'
import type { DirectoryObject, OnPremisesRecipient } from './directory.ts'
import { devicePolicies, workingHoursDefaults } from './detailData.ts'
import { fail } from './failure.ts'
import { failNotFound, findRecipient, mailboxTypes } from './findObjects.ts'

type Mailbox = DirectoryObject & { recipient: OnPremisesRecipient }

function findMailbox(view: OnPremisesView, identity: string | null | undefined): Mailbox {
  const mailbox = findRecipient(view, identity ?? '', mailboxTypes)
  if (!mailbox.recipient) throw new Error(`${mailbox.name} was found as a mailbox and is none`)
  return { ...mailbox, recipient: mailbox.recipient }
}

function write(view: OnPremisesView, mailbox: Mailbox, changes: Partial<OnPremisesRecipient>): object[] {
  change(view, mailbox, { ...mailbox, recipient: { ...mailbox.recipient, ...changes } })
  return []
}

export const getWorkingHours: CmdletFunction<'Get-MailboxCalendarConfiguration'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  return [{ Identity: canonicalName(mailbox), ...workingHoursDefaults, ...mailbox.recipient.workingHours }]
}

export const setWorkingHours: CmdletFunction<'Set-MailboxCalendarConfiguration'> = ({ Identity, ...given }, view) => {
  const mailbox = findMailbox(view, Identity)
  const texts = Object.entries(given).map(([name, value]) => [name, String(value).replaceAll(',', ', ')])
  const workingHours = { ...mailbox.recipient.workingHours, ...Object.fromEntries(texts) }
  return write(view, mailbox, { workingHours })
}

const folderId = ({ facts }: OnPremisesView, { id }: DirectoryObject): string =>
  Buffer.from(drawGuid(facts.seed, 'onPremisesCalendar', id).replaceAll('-', ''), 'hex').toString('base64')

export const getStatistics: CmdletFunction<'Get-MailboxFolderStatistics'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  const { language, isFolderNameLocalised } = mailbox.recipient
  const Name = isFolderNameLocalised && language?.startsWith('de') ? 'Kalender' : 'Calendar'
  const folder = { Identity: `${canonicalName(mailbox)}\\${Name}`, Name, FolderType: 'Calendar' }
  return [{ ...folder, FolderId: folderId(view, mailbox) }]
}

/** By `mailbox:FolderId`; the name depends on the language. */
function findCalendar(view: OnPremisesView, identity: string | null | undefined): Mailbox {
  const [owner = '', folder = ''] = (identity ?? '').split(/:(.*)/)
  const mailbox = findMailbox(view, owner)
  return folder === folderId(view, mailbox) ? mailbox : failNotFound(identity ?? '')
}

const isUsual = (user: string | null | undefined): boolean => user?.toLowerCase() === 'default'

export const getPermission: CmdletFunction<'Get-MailboxFolderPermission'> = ({ Identity, User }, view) => {
  const { calendarView = ['AvailabilityOnly'] } = findCalendar(view, Identity).recipient
  return isUsual(User) ? [{ Identity, User: 'Default', AccessRights: calendarView }] : []
}

export const setPermission: CmdletFunction<'Set-MailboxFolderPermission'> = (given, view) => {
  const mailbox = findCalendar(view, given.Identity)
  if (!isUsual(given.User))
    fail(
      'UserNotFoundInPermissionEntryException',
      `There is no existing permission entry found for user: ${given.User}.`,
    )
  return write(view, mailbox, { calendarView: given.AccessRights ?? [] })
}

export const getClientAccess: CmdletFunction<'Get-CASMailbox'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  const { mobilePolicy = null } = mailbox.recipient
  return [
    {
      Identity: canonicalName(mailbox),
      ActiveSyncEnabled: true,
      ActiveSyncMailboxPolicy: mobilePolicy ?? 'Default',
      ActiveSyncMailboxPolicyIsDefaulted: mobilePolicy === null,
    },
  ]
}

export const setClientAccess: CmdletFunction<'Set-CASMailbox'> = (given, view) => {
  const mailbox = findMailbox(view, given.Identity)
  const { ActiveSyncMailboxPolicy: name } = given
  return write(view, mailbox, { mobilePolicy: name ? findPolicy(name).Name : null })
}

const findPolicy = (name: string) =>
  devicePolicies.find(({ Name }) => Name.toLowerCase() === name.toLowerCase()) ?? failNotFound(name)

export const getPolicies: CmdletFunction<'Get-MobileDeviceMailboxPolicy'> = ({ Identity }) =>
  Identity ? [findPolicy(Identity)] : devicePolicies
