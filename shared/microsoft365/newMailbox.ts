import { homesOf, isMasteredOnPremises, type Topology } from '../room/topology.ts'
import type { Cmdlet } from './cmdletRunner.ts'

export interface NewMailbox {
  address: string
  topology: Topology
  /** ASCII, unique in the organisation. */
  name: string
  displayName: string
}

/** On premises the account is made too, blocked for sign-in; its mailbox is on a server, or in Exchange Online and only pointed at. */
export function newMailbox({ address, topology, name, displayName }: NewMailbox): Cmdlet {
  const room = { Room: true, Name: name, DisplayName: displayName, PrimarySmtpAddress: address }
  if (!isMasteredOnPremises(topology)) return { name: 'New-Mailbox', parameters: room }
  const alias = address.slice(0, address.indexOf('@'))
  return {
    name: homesOf[topology].exchange === 'server' ? 'New-Mailbox' : 'New-RemoteMailbox',
    parameters: { ...room, UserPrincipalName: address, Alias: alias },
  }
}

/**
 * Gives an account its room mailbox. It must be blocked for sign-in before: Exchange refuses to make a resource mailbox of an account that can sign in
 * (Microsoft's documentation left that out: issues 6963 and 7884 of OfficeDocs-SkypeForBusiness).
 */
export const toRoomMailbox = (address: string, topology: Topology): Cmdlet[] => [
  { name: 'Disable-ADAccount', parameters: { Identity: address } },
  {
    name: homesOf[topology].exchange === 'server' ? 'Enable-Mailbox' : 'Enable-RemoteMailbox',
    parameters: { Identity: address, Room: true, PrimarySmtpAddress: address },
  },
]
