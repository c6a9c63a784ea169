import { change } from './cmdlet.ts'
import type { CmdletFunction, OnPremisesView } from './cmdlet.ts'
import { forest, holdsAddress, suffixes } from './directory.ts'
import type { AdAccount, DirectoryObject, Draft, OnPremisesRecipient, OnPremisesType } from './directory.ts'
import { fail, failBinding, failUnsupported } from './failure.ts'
import { failNotFound, findRecipient, findUser, mailboxTypes, remoteTypes } from './findObjects.ts'
import {
  draftAccount,
  draftObject,
  draftRecipient,
  isStrongEnough,
  refuseTakenName,
  withAddress,
  withPassword,
} from './objects.ts'
import { showMailbox, showRemoteMailbox } from './recipientCmdlets.ts'

interface NewRoom {
  Name?: string | null
  UserPrincipalName?: string | null
  SamAccountName?: string | null
  Alias?: string | null
  DisplayName?: string | null
  PrimarySmtpAddress?: string | null
}

/** Not yet written: its AD account is disabled and has no password. */
function draftRoom(view: OnPremisesView, given: NewRoom, type: OnPremisesType): Draft & Holding {
  const { directory, facts, now } = view
  const principal = given.UserPrincipalName ?? ''
  const address = given.PrimarySmtpAddress ?? principal
  for (const one of [principal, address]) refuseForeignDomain(one)
  const alias = given.Alias ?? principal.slice(0, principal.indexOf('@'))
  const draft = draftObject(directory, facts, given.Name ?? '', now)
  const object = {
    ...withAddress(draft, address),
    displayName: given.DisplayName ?? draft.name,
    account: draftAccount(principal, given.SamAccountName),
    recipient: draftRecipient(facts, draft.id, type, alias),
  }
  refuseTakenName(directory, object)
  refuseTakenAddress(view, object.id, address)
  return object
}

interface Holding {
  account: AdAccount
  recipient: OnPremisesRecipient
}

/** These stand in the parameter set Room alone (page New-Mailbox, syntax). */
const roomSetOnly = ['ResourceCapacity', 'Office', 'Phone'] as const

export const newMailbox: CmdletFunction<'New-Mailbox'> = (given, view) => {
  if (!given.Room) failUnsupported('New-Mailbox without Room')
  if (given.EnableRoomMailboxAccount !== undefined && roomSetOnly.some((name) => given[name] !== undefined)) {
    failBinding('Parameter set cannot be resolved using the specified named parameters.')
  }
  refuseUnknownUnit(given.OrganizationalUnit)
  const room = draftRoom(view, given, 'RoomMailbox')
  const enabled = enableAccount(room, given, view.now)
  const { ResourceCapacity = null, Office = null, Phone = null } = given
  const made = {
    ...enabled,
    office: Office,
    phone: Phone,
    recipient: { ...enabled.recipient, resourceCapacity: ResourceCapacity },
  }
  return [showMailbox(view.directory.put(made))]
}

interface AccountSwitch {
  EnableRoomMailboxAccount?: boolean | null
  RoomMailboxPassword?: string | null
}

/** `true` needs a password; `false` disables (page New-Mailbox, EnableRoomMailboxAccount). */
function enableAccount<T extends Draft & Holding>(
  object: T,
  { EnableRoomMailboxAccount, RoomMailboxPassword }: AccountSwitch,
  now: string,
): T {
  if (EnableRoomMailboxAccount === undefined || EnableRoomMailboxAccount === null) {
    if (RoomMailboxPassword)
      fail('TaskArgumentException', 'RoomMailboxPassword can be used only with EnableRoomMailboxAccount.')
    return object
  }
  if (!EnableRoomMailboxAccount) return { ...object, account: { ...object.account, enabled: false } }
  // That this is the text is an assumption; the page says "you also need to use the RoomMailboxPassword".
  if (!RoomMailboxPassword)
    fail('TaskArgumentException', 'You need to specify RoomMailboxPassword when EnableRoomMailboxAccount is $true.')
  return { ...object, account: { ...setPassword(object, RoomMailboxPassword, now), enabled: true } }
}

function setPassword(object: Draft & Holding, password: string, now: string): AdAccount {
  if (!isStrongEnough(password, object)) {
    fail(
      'InvalidPasswordException',
      'The password supplied does not meet the minimum complexity requirements. Please select a longer password containing a combination of letters, numbers, and symbols.',
    )
  }
  return withPassword(object.account, password, now)
}

export const newRemoteMailbox: CmdletFunction<'New-RemoteMailbox'> = (given, view) => {
  if (!given.Room) failUnsupported('New-RemoteMailbox without Room')
  refuseUnknownUnit(given.OnPremisesOrganizationalUnit)
  const room = draftRoom(view, given, 'RemoteRoomMailbox')
  const account = given.Password ? setPassword(room, given.Password, view.now) : room.account
  const remoteRoutingAddress = given.RemoteRoutingAddress ?? routingAddress(view, room.recipient.alias)
  const made = { ...room, account, recipient: { ...room.recipient, remoteRoutingAddress } }
  return [showRemoteMailbox(view.directory.put(made))]
}

/** Calculated from what the Hybrid Configuration wizard has set (page New-RemoteMailbox, RemoteRoutingAddress). */
function routingAddress({ facts }: OnPremisesView, alias: string): string {
  return `${alias}@${facts.domain.replace('.onmicrosoft.com', '.mail.onmicrosoft.com')}`
}

export const enableMailbox: CmdletFunction<'Enable-Mailbox'> = (given, view) => {
  if (!given.Room) failUnsupported('Enable-Mailbox without Room')
  const user = userWithoutMailbox(view, given.Identity ?? '')
  if (user.account?.enabled) {
    // MicrosoftDocs/OfficeDocs-SkypeForBusiness, issues 7884 and 8285; the class is an assumption.
    fail(
      'RecipientTaskException',
      "The user's Active Directory account must be logon-disabled for linked, shared, or resource mailbox.",
    )
  }
  return [showMailbox(view.directory.put(withMailbox(view, user, given, 'RoomMailbox', null)))]
}

export const enableRemoteMailbox: CmdletFunction<'Enable-RemoteMailbox'> = (given, view) => {
  if (!given.Room) failUnsupported('Enable-RemoteMailbox without Room')
  const user = userWithoutMailbox(view, given.Identity ?? '')
  const alias = given.Alias ?? user.account?.samAccountName ?? ''
  const routing = given.RemoteRoutingAddress ?? routingAddress(view, alias)
  return [showRemoteMailbox(view.directory.put(withMailbox(view, user, given, 'RemoteRoomMailbox', routing)))]
}

function userWithoutMailbox(view: OnPremisesView, identity: string): DirectoryObject {
  const user = findUser(view, identity) ?? failNotFound(identity)
  if (user.recipient) {
    fail(
      'RecipientTaskException',
      `This task does not support recipients of this type. The specified recipient ${forest.canonicalRoot}/Rooms/${user.name} is of type ${user.recipient.type}. Please make sure that this recipient matches the required recipient type for this task.`,
    )
  }
  return user
}

function withMailbox(
  view: OnPremisesView,
  user: DirectoryObject,
  given: NewRoom,
  type: OnPremisesType,
  remoteRoutingAddress: string | null,
): DirectoryObject {
  const address = given.PrimarySmtpAddress ?? user.mail ?? user.account?.userPrincipalName ?? ''
  refuseForeignDomain(address)
  refuseTakenAddress(view, user.id, address)
  const recipient = draftRecipient(view.facts, user.id, type, given.Alias ?? user.account?.samAccountName ?? user.name)
  const displayName = given.DisplayName ?? user.displayName
  return { ...withAddress(user, address), displayName, recipient: { ...recipient, remoteRoutingAddress } }
}

const ownTypes = {
  Regular: 'UserMailbox',
  Room: 'RoomMailbox',
  Equipment: 'EquipmentMailbox',
  Shared: 'SharedMailbox',
} as const
const cloudTypes = { Regular: 'RemoteUserMailbox', Room: 'RemoteRoomMailbox' } as const

export const setMailbox: CmdletFunction<'Set-Mailbox'> = ({ Identity, Type, ...given }, view) => {
  const mailbox = findRecipient(view, Identity ?? '', mailboxTypes)
  const held = withCommon(holding(mailbox), given)
  const type = Type ? ownTypes[Type as keyof typeof ownTypes] : held.recipient.type
  if (given.EnableRoomMailboxAccount !== undefined && type !== 'RoomMailbox') {
    fail('TaskArgumentException', 'The EnableRoomMailboxAccount parameter can be used only on a room mailbox.')
  }
  // That a conversion to a resource disables the account, unless it is told otherwise, is an assumption.
  const isConverted = type !== held.recipient.type && type !== 'UserMailbox'
  const { Office: office = held.office, ResourceCapacity: resourceCapacity = held.recipient.resourceCapacity } = given
  const changed = {
    ...held,
    office,
    account: isConverted ? { ...held.account, enabled: false } : held.account,
    recipient: { ...held.recipient, type, resourceCapacity },
  }
  change(view, mailbox, enableAccount(changed, given, view.now))
  return []
}

export const setRemoteMailbox: CmdletFunction<'Set-RemoteMailbox'> = ({ Identity, Type, ...given }, view) => {
  const mailbox = findRecipient(view, Identity ?? '', remoteTypes)
  const held = withCommon(holding(mailbox), given)
  if (Type && !(Type in cloudTypes)) failUnsupported(`Set-RemoteMailbox with Type ${Type}`)
  const type = Type ? cloudTypes[Type as keyof typeof cloudTypes] : held.recipient.type
  change(view, mailbox, { ...held, recipient: { ...held.recipient, type } })
  return []
}

interface CommonSettings {
  DisplayName?: string | null
  HiddenFromAddressListsEnabled?: boolean | null
  MailTip?: string | null
}

function withCommon<T extends DirectoryObject & Holding>(object: T, given: CommonSettings): T {
  const { MailTip: mailTip = object.recipient.mailTip } = given
  const hiddenFromAddressLists = given.HiddenFromAddressListsEnabled ?? object.recipient.hiddenFromAddressLists
  return {
    ...object,
    displayName: given.DisplayName ?? object.displayName,
    recipient: { ...object.recipient, hiddenFromAddressLists, mailTip },
  }
}

function holding(object: DirectoryObject): DirectoryObject & Holding {
  const { account, recipient } = object
  if (!account || !recipient) throw new Error(`${object.name} has a mailbox without an account`)
  return { ...object, account, recipient }
}

function refuseForeignDomain(address: string): void {
  const domain = address.slice(address.indexOf('@') + 1).toLowerCase()
  if (suffixes.includes(domain)) return
  fail('RecipientTaskException', `The domain "${domain}" isn't an accepted domain for your organization.`)
}

/** The organisational unit of all rooms is the only one. */
function refuseUnknownUnit(unit: string | null | undefined): void {
  const known = [`${forest.canonicalRoot}/rooms`, `ou=rooms,${forest.root}`.toLowerCase(), 'rooms']
  if (unit && !known.includes(unit.toLowerCase())) {
    fail(
      'ManagementObjectNotFoundException',
      `The requested search root '${unit}' is not within the scope of this operation or couldn't be found on '${forest.domainController}'.`,
    )
  }
}

function refuseTakenAddress({ directory }: OnPremisesView, id: string, address: string): void {
  const holder = directory.all().find((object) => object.id !== id && holdsAddress(object.proxyAddresses, address))
  if (!holder) return
  fail(
    'ProxyAddressExistsException',
    `The proxy address "SMTP:${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${forest.canonicalRoot}/Rooms/${holder.name}". Please choose another proxy address.`,
  )
}
