import { aliasOf, draftRecipient, draftUser, findHolder } from '../accounts.ts'
import { isVerifiedDomain } from '../domains.ts'
import type { Recipient, World } from '../world.ts'
import { unchanged } from './cmdlet.ts'
import type { CmdletFunction, ExchangeView } from './cmdlet.ts'
import { refuseCmdlet, refuseUnsupported } from './failure.ts'
import { keepProcessing, typeNamed } from './convertMailbox.ts'
import { findMailbox } from './findRecipients.ts'
import { showMailbox } from './recipientCmdlets.ts'

export const newMailbox: CmdletFunction<'New-Mailbox'> = (parameters, view) => {
  const { facts, world, now } = view
  if (!parameters.Room) refuseUnsupported('New-Mailbox without Room')
  const name = parameters.Name ?? ''
  const alias = parameters.Alias ?? aliasOf(name)
  const address = parameters.PrimarySmtpAddress ?? `${alias}@${facts.domain}`
  refuseForeignDomain(address)
  refuseTakenName(world, name)
  refuseTakenAddress(world, address)

  const displayName = parameters.DisplayName ?? undefined
  const draft = draftRecipient(world, facts, { address, name, alias, displayName, type: 'RoomMailbox' }, now)
  const { ResourceCapacity = null, Office = null, Phone = null } = parameters
  const recipient = { ...draft, resourceCapacity: ResourceCapacity, office: Office, phone: Phone }
  world.recipients.write(recipient.id, recipient, 'mailboxCreated')
  world.users.write(recipient.id, draftUser(recipient, now), 'accountCreated')
  return { value: [showMailbox({ ...view, look: (facet, id) => facet.truth(id) }, recipient)] }
}

const settings = {
  DisplayName: 'displayName',
  HiddenFromAddressListsEnabled: 'hiddenFromAddressListsEnabled',
  MailTip: 'mailTip',
  Office: 'office',
  ResourceCapacity: 'resourceCapacity',
} as const

export const setMailbox: CmdletFunction<'Set-Mailbox'> = ({ Identity, Type, ...given }, view) => {
  const { recipients } = view.world
  const mailbox = findMailbox(view, Identity)
  const current = recipients.truth(mailbox.id) ?? mailbox
  const entries = Object.entries(given).map(([name, value]) => [settings[name as keyof typeof settings], value])
  const type = Type ? typeNamed(Type) : current.recipientTypeDetails
  const changed: Recipient = { ...current, ...Object.fromEntries(entries), recipientTypeDetails: type }
  if (JSON.stringify(changed) === JSON.stringify(current)) return unchanged(current)
  const isConverted = type !== current.recipientTypeDetails
  recipients.write(current.id, changed, isConverted ? 'mailboxConverted' : 'mailboxChanged')
  if (isConverted) keepProcessing(view.world, current)
  copyDisplayName(view, changed)
  return {}
}

function copyDisplayName({ world }: ExchangeView, { id, displayName }: Recipient): void {
  const user = world.users.truth(id)
  if (user && user.displayName !== displayName) {
    world.users.write(id, { ...user, displayName }, 'userChangedInExchange')
  }
}

export function refuseForeignDomain(address: string): void {
  if (isVerifiedDomain(address.slice(address.indexOf('@') + 1))) return
  refuseCmdlet("You can't use the domain because it's not an accepted domain for your organization.")
}

export function refuseTakenName(world: World, name: string): void {
  const isSame = (id: string) => {
    const recipient = world.recipients.truth(id)
    return recipient?.whenSoftDeleted === null && recipient.name.toLowerCase() === name.toLowerCase()
  }
  if (world.holders(name).some(isSame))
    refuseCmdlet(`The name "${name}" is already being used. Please choose another name.`)
}

/** What holds the address may be invisible to every read: not replicated yet, or soft-deleted. */
export function refuseTakenAddress(world: World, address: string): void {
  const id = findHolder(world, address)
  if (!id) return
  const holder = world.recipients.truth(id)
  if (!holder) {
    refuseCmdlet(
      `Another object with the same value for property proxyAddresses already exists. ConflictingObject: User_${id}`,
    )
  }
  refuseCmdlet(
    `The proxy address "SMTP:${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${holder.name}". Please choose another proxy address.`,
  )
}
