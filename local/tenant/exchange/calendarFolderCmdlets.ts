import { drawGuid } from '../seededDraw.ts'
import type { Recipient } from '../world.ts'
import { refuseOtherAnchor } from './anchor.ts'
import { usualPermissions } from './calendarFolderData.ts'
import { unchanged } from './cmdlet.ts'
import type { CmdletFunction, CmdletResult, ExchangeView } from './cmdlet.ts'
import { refuseCmdlet, refuseNotFound } from './failure.ts'
import { findMailbox, findRecipient } from './findRecipients.ts'

/** The default folder's name, once it was localised with the language; others keep the English one here. */
const calendarNames: Record<string, string> = {
  da: 'Kalender',
  de: 'Kalender',
  es: 'Calendario',
  fi: 'Kalenteri',
  fr: 'Calendrier',
  it: 'Calendario',
  nb: 'Kalender',
  nl: 'Agenda',
  sv: 'Kalender',
}

function nameCalendar({ world, look }: ExchangeView, id: string): string {
  const { Language = null, isFolderNameLocalised = false } = look(world.regions, id) ?? {}
  const [language = ''] = Language?.split('-') ?? []
  return (isFolderNameLocalised && calendarNames[language]) || 'Calendar'
}

/** Of the length and alphabet of a real one. */
function folderId({ facts }: ExchangeView, id: string): string {
  const bytes = [0, 1, 2].map((part) => drawGuid(facts.seed, 'calendarFolder', id, part).replaceAll('-', ''))
  return Buffer.from(bytes.join(''), 'hex').toString('base64')
}

export const getStatistics: CmdletFunction<'Get-MailboxFolderStatistics'> = ({ Identity }, view) => {
  const mailbox = findMailbox(view, Identity)
  refuseOtherAnchor(view, mailbox)
  const Name = nameCalendar(view, mailbox.id)
  const folder = { Name, Identity: `${mailbox.name}\\${Name}`, FolderPath: `/${Name}`, FolderType: 'Calendar' }
  return { value: [{ ...folder, FolderId: folderId(view, mailbox.id) }] }
}

/** `mailbox:\Calendar` or `mailbox:FolderId`; another folder is not found. */
function findCalendar(view: ExchangeView, identity: string | null | undefined): Recipient {
  const [, owner = '', folder = ''] = /^([^:]+):(.+)$/.exec(identity ?? '') ?? []
  const mailbox = findMailbox(view, owner || refuseNotFound(identity ?? ''))
  const isCalendar =
    folder === folderId(view, mailbox.id) ||
    folder.toLowerCase() === `\\${nameCalendar(view, mailbox.id)}`.toLowerCase()
  return isCalendar ? mailbox : refuseNotFound(identity ?? '')
}

type Permissions = Record<string, string[]>

export const getPermissions: CmdletFunction<'Get-MailboxFolderPermission'> = ({ Identity, User }, view) => {
  const mailbox = findCalendar(view, Identity)
  const permissions: Permissions = view.look(view.world.folderPermissions, mailbox.id) ?? usualPermissions
  const wanted = User ? keyOf(view, User) : undefined
  if (wanted && !permissions[wanted]) refuseNoEntry(User ?? '')
  const shown = Object.entries(permissions).filter(([key]) => !wanted || key === wanted)
  return { value: shown.map(([key, rights]) => showEntry(view, mailbox, key, rights)) }
}

export const setPermission: CmdletFunction<'Set-MailboxFolderPermission'> = (parameters, view) => {
  const { Identity, User, AccessRights } = parameters
  const mailbox = findCalendar(view, Identity)
  refuseOtherAnchor(view, mailbox)
  const { current, key } = readEntry(view, mailbox, User ?? '')
  if (!current[key]) refuseNoEntry(User ?? '')
  if (JSON.stringify(current[key]) === JSON.stringify(AccessRights)) return unchanged(mailbox)
  return writeEntry(view, mailbox, { ...current, [key]: AccessRights ?? [] })
}

export const addPermission: CmdletFunction<'Add-MailboxFolderPermission'> = (parameters, view) => {
  const { Identity, User, AccessRights } = parameters
  const mailbox = findCalendar(view, Identity)
  const { current, key } = readEntry(view, mailbox, User ?? '')
  if (current[key]) {
    const text = `An existing permission entry was found for user: ${User}.`
    refuseCmdlet(text, 'Microsoft.Exchange.Management.StoreTasks.UserAlreadyExistsInPermissionEntryException')
  }
  const rights = AccessRights ?? []
  writeEntry(view, mailbox, { ...current, [key]: rights })
  return { value: [showEntry(view, mailbox, key, rights)] }
}

function readEntry(view: ExchangeView, mailbox: Recipient, user: string): { current: Permissions; key: string } {
  const current: Permissions = view.world.folderPermissions.truth(mailbox.id) ?? usualPermissions
  return { current, key: keyOf(view, user) }
}

function writeEntry({ world }: ExchangeView, { id }: Recipient, permissions: Permissions): CmdletResult {
  world.folderPermissions.write(id, permissions, 'calendarChanged')
  return {}
}

function keyOf(view: ExchangeView, user: string): string {
  const special = Object.keys(usualPermissions).find((name) => name.toLowerCase() === user.toLowerCase())
  return special ?? findRecipient(view, { Identity: user }).id
}

function refuseNoEntry(user: string): never {
  const text = `There is no existing permission entry found for user: ${user}.`
  refuseCmdlet(text, 'Microsoft.Exchange.Management.StoreTasks.UserNotFoundInPermissionEntryException')
}

function showEntry(view: ExchangeView, mailbox: Recipient, key: string, AccessRights: string[]): object {
  const FolderName = nameCalendar(view, mailbox.id)
  const User = view.world.recipients.truth(key)?.displayName ?? key
  return { Identity: `${mailbox.name}:\\${FolderName}`, FolderName, User, AccessRights, SharingPermissionFlags: null }
}
