import { countingUnits } from './licenceUnits.ts'
import { drawGuid } from './seededDraw.ts'
import type { LagName } from './timings.ts'
import { plainAddresses } from './world.ts'
import type { Recipient, RecipientTypeDetails, User, World } from './world.ts'

/** What does not change in a tenant's life. */
export interface TenantFacts {
  seed: number
  tenantId: string
  displayName: string
  /** The initial domain, which is the default too; the others stand in domains.ts. */
  domain: string
}

interface RecipientDraft {
  address: string
  name: string
  alias?: string | undefined
  displayName?: string | undefined
  type: RecipientTypeDetails
}

/** A recipient with the defaults of its kind; its id is new, and the same for the same address and history. */
export function draftRecipient(world: World, { seed }: TenantFacts, draft: RecipientDraft, at: string): Recipient {
  const { address, name, alias = aliasOf(name), displayName = name, type } = draft
  let id = drawGuid(seed, 'account', address.toLowerCase(), 0)
  for (let again = 1; isTaken(world, id); again += 1) id = drawGuid(seed, 'account', address.toLowerCase(), again)
  return {
    id,
    exchangeGuid: drawGuid(seed, 'mailbox', id),
    recipientTypeDetails: type,
    name,
    alias,
    displayName,
    primarySmtpAddress: address,
    emailAddresses: [`SMTP:${address}`],
    resourceCapacity: null,
    hiddenFromAddressListsEnabled: false,
    mailTip: null,
    office: null,
    phone: null,
    isDirSynced: false,
    whenCreated: at,
    whenSoftDeleted: null,
  }
}

/** The account behind a mailbox, as Exchange Online makes it: enabled, with a random password that nobody knows. */
export function draftUser({ id, primarySmtpAddress, displayName, alias, emailAddresses }: Recipient, at: string): User {
  return {
    id,
    userPrincipalName: primarySmtpAddress,
    displayName,
    mail: primarySmtpAddress,
    mailNickname: alias,
    proxyAddresses: emailAddresses,
    accountEnabled: true,
    passwordPolicies: null,
    usageLocation: null,
    onPremisesSyncEnabled: null,
    createdDateTime: at,
    lastPasswordChangeDateTime: at,
    deletedDateTime: null,
    forceChangePasswordNextSignIn: false,
    passwordSets: 0,
  }
}

/** Spaces go, what an alias cannot hold becomes a question mark (page New-Mailbox, Alias). */
export function aliasOf(name: string): string {
  return name
    .replaceAll(' ', '')
    .replace(/[^\w!#%*+\-/=?^~.$&'`{}|]/g, '?')
    .slice(0, 64)
}

function isTaken({ users, recipients }: World, id: string): boolean {
  return users.truth(id) !== undefined || recipients.truth(id) !== undefined
}

/** The id of whatever really holds an address now, deleted things last. */
export function findHolder(world: World, address: string): string | undefined {
  const wanted = address.toLowerCase()
  const holders = world.holders(wanted).filter((id) => {
    if (isPurged(world, id)) return false
    const user = world.users.truth(id)
    const addresses = [...(world.recipients.truth(id)?.emailAddresses ?? []), ...(user?.proxyAddresses ?? [])]
    return user?.userPrincipalName.toLowerCase() === wanted || plainAddresses(addresses).includes(wanted)
  })
  return holders.find((id) => !isDeleted(world, id)) ?? holders[0]
}

export function isDeleted(world: World, id: string): boolean {
  return deletedSince(world, id) !== undefined
}

const recoverableMilliseconds = 30 * 86_400_000

/** Deleted so long ago that it is gone for ever, and holds nothing any more (learn, graph/api/directory-deleteditems-restore). */
export function isPurged(world: World, id: string): boolean {
  const since = deletedSince(world, id)
  return since !== undefined && world.now() - Date.parse(since) > recoverableMilliseconds
}

function deletedSince({ users, recipients }: World, id: string): string | undefined {
  return recipients.truth(id)?.whenSoftDeleted ?? users.truth(id)?.deletedDateTime ?? undefined
}

/** The user as given, and the mailbox that was deleted with it, a while after the user. */
export function restore({ users, recipients }: World, user: User): User {
  const recipient = recipients.truth(user.id)
  users.write(user.id, user, 'userRestored')
  if (recipient) recipients.write(user.id, { ...recipient, whenSoftDeleted: null }, 'mailboxRestored')
  return user
}

/** Recoverable for 30 days: licences are freed, the principal name is changed to free its own, the mail address stays. */
export function softDelete(world: World, id: string, at: string, lag: LagName = 'none'): void {
  const user = world.users.truth(id)
  const recipient = world.recipients.truth(id)
  const userPrincipalName = `${id.replaceAll('-', '')}${user?.userPrincipalName}`
  if (user) world.users.write(id, { ...user, userPrincipalName, deletedDateTime: at }, lag)
  if (recipient) world.recipients.write(id, { ...recipient, whenSoftDeleted: at }, lag)
  countingUnits(world, id, () => world.licences.remove(id))
}

export function purge(world: World, id: string): void {
  const { users, recipients, calendars, places, regions, meetings } = world
  for (const facet of [users, recipients, calendars, places, regions, meetings]) facet.remove(id)
  const { workingHours, folderPermissions, clientAccess } = world
  for (const facet of [workingHours, folderPermissions, clientAccess]) facet.remove(id)
}
