import type { Room } from '../room/request.ts'
import { homesOf, type Topology } from '../room/topology.ts'
import type { Bag, DirectoryUser, Snapshot } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import { detailCmdlets, type DetailWishes } from './readDetails.ts'
import { byAddress, onlyFound, toHolder } from './readRoom.ts'

/** What only a person has, as Active Directory names it. */
const personalProperties: Record<string, string> = {
  Title: 'a job title',
  EmployeeID: 'an employee number',
  MobilePhone: 'a mobile phone',
  GivenName: 'a first name',
  Manager: 'a manager',
}

/** What of a request has to be there on a Skype server. */
export type SkypeWishes = Pick<Room, 'registrarPool' | 'neighbour' | 'phoneNumber' | 'dialPlan' | 'voicePolicy'>
type ServerWishes = SkypeWishes & DetailWishes

/** What the worker is asked, by what it is for: the account, and of Exchange and Skype what stands on servers. */
export function serverCmdlets(address: string, topology: Topology, wishes: ServerWishes): Record<string, Cmdlet> {
  const { exchange, skype } = homesOf[topology]
  const ofRoom = { Identity: address }
  return {
    user: readDirectory(address),
    recipient: { name: 'Get-Recipient', parameters: byAddress(address) },
    ...(exchange === 'server' && {
      mailbox: { name: 'Get-Mailbox', parameters: ofRoom },
      calendar: { name: 'Get-CalendarProcessing', parameters: ofRoom },
      regional: { name: 'Get-MailboxRegionalConfiguration', parameters: ofRoom },
      server: { name: 'Get-ExchangeServer', parameters: {} },
      ...detailCmdlets(address, wishes),
    }),
    ...(skype === 'server' && { meetingRoom: { name: 'Get-CsMeetingRoom', parameters: ofRoom }, ...wished(wishes) }),
  }
}

/** What is asked for is looked up before anything is written. */
function wished({ registrarPool, neighbour, phoneNumber, dialPlan, voicePolicy }: SkypeWishes): Record<string, Cmdlet> {
  const byName = (name: string, Identity: string | undefined) =>
    Identity === undefined ? undefined : { name, parameters: { Identity } }
  const byNumber = (name: string) =>
    phoneNumber === undefined ? undefined : { name, parameters: { Filter: `LineURI -eq 'tel:${phoneNumber}'` } }
  return onlyFound({
    neighbour: byName('Get-CsUser', neighbour),
    pool: byName('Get-CsPool', registrarPool),
    dialPlan: byName('Get-CsDialPlan', dialPlan),
    voicePolicy: byName('Get-CsVoicePolicy', voicePolicy),
    userOfNumber: byNumber('Get-CsUser'),
    roomOfNumber: byNumber('Get-CsMeetingRoom'),
  })
}

export const readDirectory = (address: string): Cmdlet => ({
  name: 'Get-ADUser',
  parameters: { Identity: address },
})

type Part = Omit<Snapshot, 'address' | 'skus'>

/** The part of a snapshot that servers know; laid over what the cloud knows. */
export function toServerPart(
  address: string,
  cmdlets: Record<string, Cmdlet>,
  results: CmdletResult[],
  topology: Topology,
): Part | Failed {
  const failed = results.find((result) => result.kind === 'failed' && !isMissing(result.reason))
  if (failed?.kind === 'failed') return failed
  const found = new Map(Object.keys(cmdlets).map((what, place) => [what, results[place]]))
  const first = (what: string): Bag | undefined => {
    const result = found.get(what)
    return result?.kind === 'ok' ? result.value[0] : undefined
  }
  const user = first('user')
  const fault = findSkypeFault(address, cmdlets, first)
  return {
    ...(user && { directory: toDirectoryUser(user) }),
    ...toExchangePart(first, topology),
    ...toSkypePart(first, topology),
    ...(fault && { skypeFault: fault }),
  }
}

/** A plan or policy that is not there is one that was asked for in vain. */
const isMissing = (reason: Failed['reason']): boolean => reason === 'absent' || reason === 'policy-unknown'

function findSkypeFault(address: string, cmdlets: Record<string, Cmdlet>, first: First): Snapshot['skypeFault'] {
  const isAbsent = (what: string) => what in cmdlets && first(what) === undefined
  const isOthers = (what: string) => {
    const holder = first(what)
    return holder !== undefined && String(holder['UserPrincipalName']).toLowerCase() !== address
  }
  if (isAbsent('pool')) return 'registrar-pool-wrong'
  if (isAbsent('dialPlan') || isAbsent('voicePolicy')) return 'policy-unknown'
  return isOthers('userOfNumber') || isOthers('roomOfNumber') ? 'number-in-use' : undefined
}

type First = (what: string) => Bag | undefined

function toExchangePart(first: First, topology: Topology): Part {
  const recipient = first('recipient')
  const holder = recipient && toHolder(recipient)
  if (homesOf[topology].exchange === 'online') return onlyFound({ elsewhere: holder })
  const version = first('server')?.['AdminDisplayVersion']
  return onlyFound({
    holder,
    mailbox: first('mailbox'),
    calendar: first('calendar'),
    regional: first('regional'),
    exchangeVersion: version === undefined ? undefined : String(version),
  })
}

function toSkypePart(first: First, topology: Topology): Part {
  if (homesOf[topology].skype !== 'server') return {}
  const pool = first('neighbour')?.['RegistrarPool']
  const neighbourPool = pool ? String(pool).toLowerCase() : undefined
  return onlyFound({ skype: toSkype(first('meetingRoom')), neighbourPool })
}

/** A room that Skype does not know yet reads like one without a pool. */
export const toSkype = (meetingRoom: Bag = {}): Bag => ({
  ...meetingRoom,
  RegistrarPool: String(meetingRoom['RegistrarPool'] ?? '').toLowerCase(),
})

export const toDirectoryUser = (user: Bag): DirectoryUser => ({
  upn: String(user['UserPrincipalName']),
  isEnabled: user['Enabled'] === true,
  neverExpires: user['PasswordNeverExpires'] === true,
  ...(user['PasswordLastSet'] && { passwordChangedAt: String(user['PasswordLastSet']) }),
  isPrivileged: Number(user['adminCount'] ?? 0) > 0,
  personalDetails: Object.entries(personalProperties).flatMap(([name, words]) => (user[name] ? [words] : [])),
})
