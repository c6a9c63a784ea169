import { z } from 'zod'
import { secondsAfter } from '../room/times.ts'
import type { Bag, Deleted, Holder, Snapshot, User } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Failed } from './effect.ts'
import type { Cmdlet } from './cmdletRunner.ts'
import type { GraphAnswer, GraphRequest } from './graph.ts'
import { firstFailure, readSkus, readUsers, skuRequest, userProperties } from './users.ts'

/** A quote in a filter is doubled, in OData and in Exchange alike. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Whoever holds the address, as its own or as a second one. */
export const byAddress = (address: string) => ({ Filter: `EmailAddresses -eq ${quoted(`smtp:${address}`)}` })

/** Every holder of the address, deleted ones too, and the settings of the room. Each read can hit a different store, so all are read before anything is decided. */
export function readCmdlets(address: string): Record<string, Cmdlet> {
  const byIdentity = { Identity: address }
  return {
    holder: { name: 'Get-Recipient', parameters: byAddress(address) },
    deleted: { name: 'Get-Mailbox', parameters: { ...byAddress(address), SoftDeletedMailbox: true } },
    mailbox: { name: 'Get-Mailbox', parameters: byIdentity },
    calendar: { name: 'Get-CalendarProcessing', parameters: byIdentity },
    place: { name: 'Get-Place', parameters: byIdentity },
    regional: { name: 'Get-MailboxRegionalConfiguration', parameters: byIdentity },
  }
}

/** Meetings are counted up to this number: who decides needs to know that there are some. */
const mostMeetings = 50
const yearSeconds = 365 * 86_400

export function readRequests(address: string, now: Date): GraphRequest[] {
  const named = `userPrincipalName eq ${quoted(address)}`
  const holds = `proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`
  // The sign-in name of a deleted user gets its id put in front; its e-mail address stays.
  const wasNamed = `mail eq ${quoted(address)}`
  const list = (path: string, select: string, filter: string) =>
    `${path}?$select=${select}&$filter=${encodeURIComponent(filter)}`
  const user = `/users/${encodeURIComponent(address)}`
  const range = `startDateTime=${now.toISOString()}&endDateTime=${secondsAfter(now, yearSeconds)}`
  return [
    { id: 'users', method: 'GET', url: list('/users', userProperties, `${named} or ${holds}`) },
    {
      id: 'deleted',
      method: 'GET',
      url: list('/directory/deletedItems/microsoft.graph.user', 'id,displayName', wasNamed),
    },
    skuRequest,
    {
      id: 'roles',
      method: 'GET',
      url: `${user}/transitiveMemberOf/microsoft.graph.directoryRole?$select=id&$count=true`,
      // A cast of the relation is an advanced query (learn, graph/aad-advanced-queries).
      headers: { ConsistencyLevel: 'eventual' },
    },
    { id: 'manager', method: 'GET', url: `${user}/manager?$select=id` },
    { id: 'meetings', method: 'GET', url: `${user}/calendarView?${range}&$select=id&$top=${mostMeetings}` },
  ]
}

/** Nobody of that name has roles, a manager or a calendar; and the calendar may be closed to us, which decides nothing. */
function isNoFailure(id: string, { status }: GraphAnswer): boolean {
  if (id === 'meetings') return status >= 400
  return (id === 'roles' || id === 'manager') && status === 404
}

/**
 * Puts both readings together; of an account whose mailbox is on a server, there are no cmdlets.
 * "Not found" is a finding; any other failure is one as a whole, because half a picture would lead to wrong decisions.
 */
export function toSnapshot(
  address: string,
  cmdlets: Map<string, CmdletResult>,
  answers: Map<string, GraphAnswer>,
): Snapshot | Failed {
  const failed = [...cmdlets.values()].find((result) => result.kind === 'failed' && result.reason !== 'absent')
  const found = new Map([...answers].filter(([id, answer]) => !isNoFailure(id, answer)))
  const failure = failed?.kind === 'failed' ? failed : firstFailure(found)
  if (failure) return failure
  const first = (what: string): Bag | undefined => {
    const result = cmdlets.get(what)
    return result?.kind === 'ok' ? result.value[0] : undefined
  }
  const [holder, mailbox] = [first('holder'), first('mailbox')]
  const user = findUser(readUsers(answers.get('users')), address, mailbox)
  const deleted = toDeleted(first('deleted'), readList(answers.get('deleted')))
  const meetings = found.has('meetings') ? readList(found.get('meetings')).length : undefined
  return {
    address,
    skus: readSkus(answers.get('skus')),
    ...onlyFound({
      holder: holder && toHolder(holder),
      mailbox,
      calendar: first('calendar'),
      place: first('place'),
      regional: first('regional'),
      user: user && withRelations(user, found),
      deleted,
      meetings,
    }),
  }
}

function withRelations(user: User, found: Map<string, GraphAnswer>): User {
  const personalDetails = found.has('manager') ? [...user.personalDetails, 'a manager'] : user.personalDetails
  return { ...user, isPrivileged: readList(found.get('roles')).length > 0, personalDetails }
}

/** The user that the mailbox belongs to. Another one may have the address among its own. */
function findUser(users: User[], address: string, mailbox: Bag | undefined): User | undefined {
  const id = mailbox?.['ExternalDirectoryObjectId']
  return (
    users.find((user) => (typeof id === 'string' && id !== '' ? user.id === id : user.upn.toLowerCase() === address)) ??
    (mailbox ? undefined : users[0])
  )
}

export const toHolder = (recipient: Bag): Holder => ({
  type: String(recipient['RecipientTypeDetails']),
  name: nameOf(recipient),
  isSynced: recipient['IsDirSynced'] === true,
})

const nameOf = (recipient: Bag): string => String(recipient['DisplayName'] ?? recipient['Name'] ?? '')

const listed = z.object({ value: z.array(z.object({ id: z.string(), displayName: z.string().nullish() })) })
const readList = (answer: GraphAnswer | undefined) => (answer ? listed.parse(answer.body).value : [])

/** A mailbox and its user are deleted together; of what was deleted alone there is only one half. */
function toDeleted(mailbox: Bag | undefined, [user]: ReturnType<typeof readList>): Deleted | undefined {
  if (!mailbox && !user) return undefined
  return {
    name: mailbox ? nameOf(mailbox) : (user?.displayName ?? ''),
    ...(user && { userId: user.id }),
    ...(mailbox && { type: String(mailbox['RecipientTypeDetails']) }),
  }
}

/** Leaves out what was not found. */
export const onlyFound = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
