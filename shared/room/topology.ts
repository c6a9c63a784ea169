/** Where the mailbox and Skype of a room live. Source of the four: Microsoft, "Configure accounts for Skype Room Systems v2". */
export const topologyNames = [
  'online',
  'on-premises',
  'exchange-online-skype-server',
  'exchange-server-teams-online',
] as const
export type Topology = (typeof topologyNames)[number]

interface Homes {
  words: string
  exchange: 'online' | 'server'
  skype: 'online' | 'server'
  /** Where Teams licences and Entra users are; without them there is no Teams. */
  hasCloud: boolean
}

export const homesOf: Record<Topology, Homes> = {
  online: { words: 'Everything online', exchange: 'online', skype: 'online', hasCloud: true },
  'on-premises': { words: 'Everything on premises', exchange: 'server', skype: 'server', hasCloud: false },
  'exchange-online-skype-server': {
    words: 'Exchange Online with Skype for Business Server',
    exchange: 'online',
    skype: 'server',
    hasCloud: true,
  },
  'exchange-server-teams-online': {
    words: 'Exchange Server with Teams',
    exchange: 'server',
    skype: 'online',
    hasCloud: true,
  },
}

/** Calls go through Teams; telephony of a Skype server is that of the organisation. */
export const hasTeamsPhone = (topology: Topology): boolean =>
  homesOf[topology].hasCloud && homesOf[topology].skype === 'online'

/** By domain of the address; `*` is for all others. */
export type Topologies = Partial<Record<string, Topology>>

export const topologyOf = (address: string, topologies: Topologies): Topology =>
  topologies[address.slice(address.indexOf('@') + 1)] ?? topologies['*'] ?? 'online'

/**
 * What a request needs of it: a room that is for Teams alone has no business on a Skype server, and a cloud account is easier to keep than a synchronised one.
 * An account that is mastered in the local directory is written there all the same.
 */
export const topologyFor = (estate: Topology, needsSkype: boolean, isSynced: boolean): Topology =>
  estate === 'exchange-online-skype-server' && !needsSkype && !isSynced ? 'online' : estate

/** Whether the account is written in Active Directory. */
export const isMasteredOnPremises = (topology: Topology): boolean => topology !== 'online'
