import { homesOf, type Topology } from '../room/topology.ts'
import type { Bag, DirectoryUser, Snapshot } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import { byAddress, onlyFound, toHolder } from './readRoom.ts'

/** What only a person has, as Active Directory names it. */
const personalProperties: Record<string, string> = {
  Title: 'a job title',
  EmployeeID: 'an employee number',
  MobilePhone: 'a mobile phone',
  GivenName: 'a first name',
  Manager: 'a manager',
}

/** What the worker is asked: the account, and of Exchange and Skype what stands on servers. */
export function serverCmdlets(address: string, topology: Topology, neighbour: string | undefined): Cmdlet[] {
  const { exchange, skype } = homesOf[topology]
  const ofRoom = { Identity: address }
  return [
    readDirectory(address),
    { name: 'Get-Recipient', parameters: byAddress(address) },
    ...(exchange === 'server'
      ? [
          { name: 'Get-Mailbox', parameters: ofRoom },
          { name: 'Get-CalendarProcessing', parameters: ofRoom },
          { name: 'Get-MailboxRegionalConfiguration', parameters: ofRoom },
          { name: 'Get-ExchangeServer', parameters: {} },
        ]
      : []),
    ...(skype === 'server' ? [{ name: 'Get-CsMeetingRoom', parameters: ofRoom }] : []),
    ...(skype === 'server' && neighbour !== undefined
      ? [{ name: 'Get-CsUser', parameters: { Identity: neighbour } }]
      : []),
  ]
}

export const readDirectory = (address: string): Cmdlet => ({
  name: 'Get-ADUser',
  parameters: { Identity: address },
})

type Part = Omit<Snapshot, 'address' | 'skus'>

/** The part of a snapshot that servers know; laid over what the cloud knows. */
export function toServerPart(cmdlets: Cmdlet[], results: CmdletResult[], topology: Topology): Part | Failed {
  const failed = results.find((result) => result.kind === 'failed' && result.reason !== 'absent')
  if (failed?.kind === 'failed') return failed
  const first = (name: string): Bag | undefined => {
    const result = results[cmdlets.findIndex((cmdlet) => cmdlet.name === name)]
    return result?.kind === 'ok' ? result.value[0] : undefined
  }
  const user = first('Get-ADUser')
  return {
    ...(user && { directory: toDirectoryUser(user) }),
    ...toExchangePart(first, topology),
    ...toSkypePart(first, topology),
  }
}

type First = (name: string) => Bag | undefined

function toExchangePart(first: First, topology: Topology): Part {
  const recipient = first('Get-Recipient')
  const holder = recipient && toHolder(recipient)
  if (homesOf[topology].exchange === 'online') return onlyFound({ elsewhere: holder })
  const version = first('Get-ExchangeServer')?.['AdminDisplayVersion']
  return onlyFound({
    holder,
    mailbox: first('Get-Mailbox'),
    calendar: first('Get-CalendarProcessing'),
    regional: first('Get-MailboxRegionalConfiguration'),
    exchangeVersion: version === undefined ? undefined : String(version),
  })
}

function toSkypePart(first: First, topology: Topology): Part {
  if (homesOf[topology].skype !== 'server') return {}
  const pool = first('Get-CsUser')?.['RegistrarPool']
  const neighbourPool = pool ? String(pool).toLowerCase() : undefined
  return onlyFound({ skype: toSkype(first('Get-CsMeetingRoom')), neighbourPool })
}

/** A room that Skype does not know yet reads like one without a pool. */
const toSkype = (meetingRoom: Bag = {}): Bag => ({
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
