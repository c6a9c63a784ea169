import { aliasOf, draftRecipient, draftUser, findHolder } from '../accounts.ts'
import type { Recipient, World } from '../world.ts'
import { unchanged } from './cmdlet.ts'
import type { CmdletFunction, ExchangeView } from './cmdlet.ts'
import { refuseCmdlet, refuseUnsupported } from './failure.ts'
import { findMailbox } from './findRecipients.ts'
import { showMailbox } from './recipientCmdlets.ts'

export const newMailbox: CmdletFunction<'New-Mailbox'> = (parameters, view) => {
  const { facts, world, now } = view
  if (!parameters.Room) refuseUnsupported('New-Mailbox without Room')
  const name = parameters.Name ?? ''
  const alias = parameters.Alias ?? aliasOf(name)
  const address = parameters.PrimarySmtpAddress ?? `${alias}@${facts.domain}`
  refuseForeignDomain(address, [facts.domain, ...facts.otherDomains])
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

export const setMailbox: CmdletFunction<'Set-Mailbox'> = ({ Identity, ...given }, view) => {
  const { recipients } = view.world
  const mailbox = findMailbox(view, Identity)
  const current = recipients.truth(mailbox.id) ?? mailbox
  const entries = Object.entries(given).map(([name, value]) => [settings[name as keyof typeof settings], value])
  const changed: Recipient = { ...current, ...Object.fromEntries(entries) }
  if (JSON.stringify(changed) === JSON.stringify(current)) return unchanged(current)
  recipients.write(current.id, changed, 'mailboxChanged')
  copyDisplayName(view, changed)
  return {}
}

function copyDisplayName({ world }: ExchangeView, { id, displayName }: Recipient): void {
  const user = world.users.truth(id)
  if (user && user.displayName !== displayName) {
    world.users.write(id, { ...user, displayName }, 'userChangedInExchange')
  }
}

function refuseForeignDomain(address: string, domains: readonly string[]): void {
  if (domains.some((domain) => address.toLowerCase().endsWith(`@${domain}`))) return
  refuseCmdlet("You can't use the domain because it's not an accepted domain for your organization.")
}

function refuseTakenName(world: World, name: string): void {
  const isSame = (id: string) => {
    const recipient = world.recipients.truth(id)
    return recipient?.whenSoftDeleted === null && recipient.name.toLowerCase() === name.toLowerCase()
  }
  if (world.holders(name).some(isSame))
    refuseCmdlet(`The name "${name}" is already being used. Please choose another name.`)
}

/** What holds the address may be invisible to every read: not replicated yet, or soft-deleted. */
function refuseTakenAddress(world: World, address: string): void {
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
