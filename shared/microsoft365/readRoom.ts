import type { Bag, Holder, Snapshot, User } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Failed } from './effect.ts'
import type { Cmdlet } from './exchange.ts'
import type { GraphAnswer, GraphRequest } from './graph.ts'
import { firstFailure, readIds, readSkus, readUsers, skuRequest, userProperties } from './users.ts'

/** A quote in a filter is doubled, in OData and in Exchange alike. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Every holder of the address, deleted ones too, and the settings of the room. Each read can hit a different store, so all are read before anything is decided. */
export function readCmdlets(address: string): Cmdlet[] {
  const byAddress = { Filter: `EmailAddresses -eq ${quoted(`smtp:${address}`)}` }
  const byIdentity = { Identity: address }
  return [
    { name: 'Get-Recipient', parameters: byAddress },
    { name: 'Get-Mailbox', parameters: { ...byAddress, SoftDeletedMailbox: true } },
    { name: 'Get-Mailbox', parameters: byIdentity },
    { name: 'Get-CalendarProcessing', parameters: byIdentity },
    { name: 'Get-Place', parameters: byIdentity },
    { name: 'Get-MailboxRegionalConfiguration', parameters: byIdentity },
  ]
}

export function readRequests(address: string): GraphRequest[] {
  const named = `userPrincipalName eq ${quoted(address)}`
  const holds = `proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`
  // The sign-in name of a deleted user gets its id put in front; its e-mail address stays.
  const wasNamed = `mail eq ${quoted(address)}`
  const list = (path: string, select: string, filter: string) =>
    `${path}?$select=${select}&$filter=${encodeURIComponent(filter)}`
  return [
    { id: 'users', method: 'GET', url: list('/users', userProperties, `${named} or ${holds}`) },
    { id: 'deleted', method: 'GET', url: list('/directory/deletedItems/microsoft.graph.user', 'id', wasNamed) },
    skuRequest,
  ]
}

/** Puts both readings together. "Not found" is a finding; any other failure is one as a whole, because half a picture would lead to wrong decisions. */
export function toSnapshot(
  address: string,
  cmdlets: CmdletResult[],
  answers: Map<string, GraphAnswer>,
): Snapshot | Failed {
  const failed = cmdlets.find((result) => result.kind === 'failed' && result.reason !== 'absent')
  const failure = failed?.kind === 'failed' ? failed : firstFailure(answers)
  if (failure) return failure
  const [holder, deletedMailbox, mailbox, calendar, place, regional] = cmdlets.map((result) =>
    result.kind === 'ok' ? result.value[0] : undefined,
  )
  const user = findUser(readUsers(answers.get('users')), address, mailbox)
  const isDeleted = deletedMailbox !== undefined || readIds(answers.get('deleted')).length > 0
  const found = onlyFound({ holder: holder && toHolder(holder), mailbox, calendar, place, regional, user })
  return { address, isDeleted, skus: readSkus(answers.get('skus')), ...found }
}

/** The user that the mailbox belongs to. Another one may have the address among its own. */
function findUser(users: User[], address: string, mailbox: Bag | undefined): User | undefined {
  const id = mailbox?.['ExternalDirectoryObjectId']
  return (
    users.find((user) => (typeof id === 'string' && id !== '' ? user.id === id : user.upn.toLowerCase() === address)) ??
    (mailbox ? undefined : users[0])
  )
}

const toHolder = (recipient: Bag): Holder => ({
  type: String(recipient['RecipientTypeDetails']),
  name: String(recipient['DisplayName'] ?? recipient['Name']),
  isSynced: recipient['IsDirSynced'] === true,
})

/** Leaves out what was not found. */
const onlyFound = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
