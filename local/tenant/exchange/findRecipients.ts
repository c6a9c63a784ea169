import { isPurged } from '../accounts.ts'
import { recipientKeys } from '../world.ts'
import type { Recipient } from '../world.ts'
import type { ExchangeView } from './cmdlet.ts'
import { refuseCmdlet, refuseNotFound, refuseUnsupported } from './failure.ts'

export interface Wanted {
  Identity?: string | null
  Filter?: string | null
  RecipientTypeDetails?: string[] | null
  /** Default: only what is not deleted. */
  isDeleted?: boolean
}

/** All that match, in the order of their ids. A null, empty or missing Identity means everything, as on the service. */
export function findRecipients(
  view: ExchangeView,
  { Identity, Filter, RecipientTypeDetails, isDeleted }: Wanted,
): Recipient[] {
  const addresses = Filter ? parseFilter(Filter) : undefined
  const isWanted = (recipient: Recipient) =>
    Boolean(recipient.whenSoftDeleted) === Boolean(isDeleted) &&
    !isPurged(view.world, recipient.id) &&
    (!RecipientTypeDetails || RecipientTypeDetails.includes(recipient.recipientTypeDetails)) &&
    (!Identity || keysOf(view, recipient).includes(Identity.toLowerCase())) &&
    (!addresses || recipient.emailAddresses.some((address) => addresses.includes(address.toLowerCase())))
  return candidates(view, Identity, addresses)
    .toSorted()
    .flatMap((id) => view.look(view.world.recipients, id) ?? [])
    .filter(isWanted)
}

/** Exactly one, or the service's own refusal. */
export function findRecipient(view: ExchangeView, wanted: Wanted): Recipient {
  const identity = wanted.Identity ?? ''
  const [recipient, another] = findRecipients(view, wanted)
  if (!recipient) refuseNotFound(identity)
  if (another) refuseCmdlet(`The operation couldn't be performed because '${identity}' matches multiple entries.`)
  return recipient
}

/** Mailboxes that Get-Mailbox gives without being asked for a type: not those of Microsoft 365 groups. */
export const mailboxTypes = ['RoomMailbox', 'EquipmentMailbox', 'SharedMailbox', 'UserMailbox'].concat([
  'SchedulingMailbox',
  'LinkedMailbox',
  'DiscoveryMailbox',
])

export function findMailbox(view: ExchangeView, Identity: string | null | undefined): Recipient {
  return findRecipient(view, { Identity: Identity ?? '', RecipientTypeDetails: mailboxTypes })
}

function candidates(
  { world }: ExchangeView,
  identity: string | null | undefined,
  addresses: string[] | undefined,
): string[] {
  if (identity) return world.holders(identity)
  if (!addresses) return world.recipients.ids()
  return [...new Set(addresses.flatMap((address) => world.holders(address.slice('smtp:'.length))))]
}

function keysOf({ world, look }: ExchangeView, recipient: Recipient): string[] {
  const principal = look(world.users, recipient.id)?.userPrincipalName
  return [...recipientKeys(recipient), principal ?? recipient.id].map((key) => key.toLowerCase())
}

/** `EmailAddresses -eq 'smtp:…'`, joined by -or; single quotes in the value are doubled. */
function parseFilter(filter: string): string[] {
  return filter.split(/\s+-or\s+/i).map((criterion) => {
    const [, value] = /^\s*EmailAddresses\s+-eq\s+'(smtp:(?:[^']|'')+)'\s*$/i.exec(criterion) ?? []
    if (!value) refuseUnsupported(`the filter criterion ${criterion} (only EmailAddresses -eq 'smtp:…', joined by -or)`)
    return value.replaceAll("''", "'").toLowerCase()
  })
}
