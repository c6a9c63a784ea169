import { draftRecipient, draftUser } from '../accounts.ts'
import type { Collection, Documents } from '../../kit/documents.ts'
import type { Services } from '../serve.ts'
import { syncInterval } from '../timings.ts'
import type { LagName } from '../timings.ts'
import type { Recipient, RecipientTypeDetails, User, World } from '../world.ts'
import { forest, primaryAddress } from './directory.ts'
import type { AdAccount, DirectoryObject, OnPremisesType } from './directory.ts'

/** What one object of the forest became in the cloud, and up to which of its changes. */
interface Synchronised {
  revision: number
  cloudId: string
}

interface SyncState {
  isRunning: boolean
  lastRunAt: number
}

export interface DirectorySync {
  /** `nextRunAt`: when a cycle is due, whether or not it will do anything. */
  read(): { isRunning: boolean; nextRunAt: string }
  turn(isRunning: boolean): void
  /** At once, whether the scheduler runs or not. Gives how many objects were written to the cloud. */
  run(): number
  stop(): void
}

/** A cycle at the default interval of Entra Connect (learn, "Microsoft Entra Connect Sync: Scheduler", 2025). */
export function startDirectorySync(services: Services): DirectorySync {
  const { documents, pace } = services
  const states = documents.of<SyncState>('sync')
  const state = () => states.get('scheduler') ?? { isRunning: true, lastRunAt: pace.now() }
  const interval = pace.compress(syncInterval)
  const dueAt = () => state().lastRunAt + interval
  let timer: NodeJS.Timeout | undefined
  const plan = () => {
    timer = setTimeout(cycle, Math.max(0, dueAt() - pace.now()))
  }
  const run = () => {
    states.put('scheduler', { ...state(), lastRunAt: pace.now() })
    return synchronise(services, false)
  }
  const cycle = () => {
    if (state().isRunning) run()
    else states.put('scheduler', { ...state(), lastRunAt: pace.now() })
    plan()
  }
  states.put('scheduler', state())
  plan()
  return {
    read: () => ({ isRunning: state().isRunning, nextRunAt: new Date(dueAt()).toISOString() }),
    turn: (isRunning) => states.put('scheduler', { ...state(), isRunning }),
    run,
    stop: () => clearTimeout(timer),
  }
}

/** Writes what changed since the last time to Entra ID and Exchange Online; without lags for a tenant that is being made. */
export function synchronise({ documents, world, facts, onPremises, pace }: Services, isAtOnce: boolean): number {
  const at = new Date(pace.now()).toISOString()
  const done: Collection<Synchronised> = syncedObjects(documents)
  return documents.together(() => {
    const changed = onPremises
      .all()
      .filter(isSynchronised)
      .filter(({ id, revision }) => done.get(id)?.revision !== revision)
    for (const object of changed) {
      const cloudId = done.get(object.id)?.cloudId ?? softMatch(world, object)
      const id = exportObject({ world, object, cloudId, at, facts, isAtOnce })
      done.put(object.id, { revision: object.revision, cloudId: id })
    }
    return changed.length
  })
}

const syncedObjects = (documents: Documents): Collection<Synchronised> => documents.of('synchronised')

type SyncedObject = DirectoryObject & { account: AdAccount }

/** By its principal name's suffix. */
export function isSynchronised(object: DirectoryObject): object is SyncedObject {
  const suffix = object.account?.userPrincipalName.split('@')[1]?.toLowerCase() ?? ''
  return (forest.synchronisedSuffixes as readonly string[]).includes(suffix)
}

/**
 * A cloud-only user with the same primary address, else the same principal name, becomes the object's own
 * (learn, "Microsoft Entra Connect: When you have an existing tenant", 2024).
 */
function softMatch(world: World, object: SyncedObject): string | undefined {
  const primary = primaryAddress(object)
  const principal = object.account.userPrincipalName
  const isMatch = (id: string) => {
    const user = world.users.truth(id)
    if (!user || user.deletedDateTime || user.onPremisesSyncEnabled) return false
    const isPrimary =
      primary !== null &&
      user.proxyAddresses.some(
        (one) => one.toLowerCase() === `smtp:${primary.toLowerCase()}` && one.startsWith('SMTP:'),
      )
    return isPrimary || user.userPrincipalName.toLowerCase() === principal.toLowerCase()
  }
  return [...(primary ? world.holders(primary) : []), ...world.holders(principal)].find(isMatch)
}

interface Export {
  world: World
  facts: Services['facts']
  object: SyncedObject
  cloudId: string | undefined
  at: string
  isAtOnce: boolean
}

/** What the object's recipient is in Exchange Online: a mailbox where it is remote, else only a route to the server. */
const cloudTypes: Record<OnPremisesType, RecipientTypeDetails> = {
  RemoteRoomMailbox: 'RoomMailbox',
  RemoteUserMailbox: 'UserMailbox',
  RoomMailbox: 'MailUser',
  UserMailbox: 'MailUser',
  SharedMailbox: 'MailUser',
  EquipmentMailbox: 'MailUser',
  LinkedMailbox: 'MailUser',
  MailContact: 'MailContact',
  MailUniversalDistributionGroup: 'MailUniversalDistributionGroup',
  RoomList: 'RoomList',
}

function exportObject(exported: Export): string {
  const { world, object, cloudId, at, isAtOnce } = exported
  const draft = draftCloudRecipient(exported)
  const id = cloudId ?? draft.id
  const lag = (usual: LagName) => (isAtOnce ? 'none' : usual)
  const user = world.users.truth(id)
  const known = user ?? { ...draftUser(draft, at), id }
  world.users.write(id, toUser(known, object), lag(user ? 'userChanged' : 'accountSynced'))
  const mailbox = world.recipients.truth(id)
  if (!mailbox && !object.recipient) return id
  const isSeen = world.recipients.seen(id, 'exchange') !== undefined
  const recipient = toRecipient(mailbox ?? { ...draft, id }, object)
  world.recipients.write(id, recipient, lag(isSeen ? 'mailboxChanged' : 'mailboxSynced'))
  return id
}

function draftCloudRecipient({ world, facts, object, at }: Export): Recipient {
  const { account, recipient, name, displayName } = object
  const address = primaryAddress(object) ?? account.userPrincipalName
  const alias = recipient?.alias ?? account.samAccountName
  const type = recipient ? cloudTypes[recipient.type] : 'MailUser'
  return draftRecipient(world, facts, { address, name, alias, displayName, type }, at)
}

/** Mastered on-premises, and so overwritten whatever the cloud says. */
function toUser(before: User, { account, displayName, mail, proxyAddresses, recipient }: SyncedObject): User {
  const { password: _, ...rest } = before
  return {
    ...rest,
    userPrincipalName: account.userPrincipalName,
    displayName,
    mail,
    mailNickname: recipient?.alias ?? account.samAccountName,
    proxyAddresses,
    accountEnabled: account.enabled,
    onPremisesSyncEnabled: true,
    // Set by password hash synchronisation (learn, "Implement password hash synchronization", 2025).
    passwordPolicies: 'DisablePasswordExpiration',
    lastPasswordChangeDateTime: account.passwordLastSet ?? before.lastPasswordChangeDateTime,
    ...(account.password && { password: account.password }),
    passwordSets: account.passwordSets,
  }
}

/** A mailbox that the cloud has already stays one. */
function toRecipient(before: Recipient, object: SyncedObject): Recipient {
  const { recipient, displayName, name, proxyAddresses } = object
  const type =
    recipient && before.recipientTypeDetails === 'MailUser' ? cloudTypes[recipient.type] : before.recipientTypeDetails
  return {
    ...before,
    recipientTypeDetails: type,
    name,
    displayName,
    primarySmtpAddress: primaryAddress(object) ?? before.primarySmtpAddress,
    emailAddresses: proxyAddresses.length > 0 ? proxyAddresses : before.emailAddresses,
    hiddenFromAddressListsEnabled: recipient?.hiddenFromAddressLists ?? before.hiddenFromAddressListsEnabled,
    mailTip: recipient ? recipient.mailTip : before.mailTip,
    isDirSynced: true,
  }
}
