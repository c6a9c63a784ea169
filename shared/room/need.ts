import type { steps } from './steps.ts'
import { homesOf, isMasteredOnPremises, type Topology } from './topology.ts'

/** Who asks for something: a step of a request, the preflight itself, or whoever looks at what rooms reach after the end. Posting answers to tickets needs nothing in the tenant. */
export type Purpose = (typeof steps)[number]['id'] | 'preflight' | 'stages'

/** Whoever reads the whole picture of a room. */
export const readers: Purpose[] = [
  'identifyAndPlan',
  'ensureMailbox',
  'awaitRoom',
  'confirmPassword',
  'closeBookings',
  'releaseAccount',
  'deleteAccount',
  'verifyRoom',
  'undoChanges',
]

/**
 * graph: app roles on Microsoft Graph · exchange-app: app roles on Office 365 Exchange Online · exchange: management roles of
 * Exchange Online · azure: roles on the Automation account · server: rights of the account that the worker runs with.
 */
export type GrantKind = 'graph' | 'exchange-app' | 'exchange' | 'azure' | 'server'

/** What the configuration says about rooms, as far as it decides what the service must be allowed to do. */
export interface Estate {
  topologies: readonly Topology[]
  /** Rooms may be given telephony. */
  voice: boolean
  /** Licences come from groups. */
  groups: boolean
  /** Rooms are booked for a test from a canary mailbox. */
  canary: boolean
  /** The worker is asked whether Skype for Business Online still answers. */
  skypeOnline?: boolean
}

/** One call that is made, and what it takes. */
export interface Need {
  kind: GrantKind
  /** As it is named where it is made; of a change of a user each property is one. */
  call: string
  /** Completes "needed for". */
  why: string
  /** One is enough, and the first gives the least. `A+B` needs both. */
  grants: readonly [least: string, ...others: string[]]
  users: readonly Purpose[]
  where: Where
  source: string
  /** What is lost without it, where everything goes on all the same. */
  without?: string
}

/** Which rooms make a call. */
export type Where = keyof typeof wheres

const some = (estate: Estate, is: (topology: Topology) => boolean): boolean => estate.topologies.some((one) => is(one))

const hasSkypeOnline = (estate: Estate): boolean =>
  estate.skypeOnline === true && some(estate, (one) => homesOf[one].skype === 'online')

export const wheres = {
  cloud: { words: 'accounts in the cloud', applies: (estate: Estate) => some(estate, (one) => homesOf[one].hasCloud) },
  'licence-group': { words: 'licences from groups', applies: ({ groups }: Estate) => groups },
  canary: {
    words: 'test bookings from a canary mailbox',
    applies: (estate: Estate) => estate.canary && some(estate, (one) => homesOf[one].exchange === 'online'),
  },
  'cloud-account': {
    words: 'accounts that are in the cloud alone',
    applies: (estate: Estate) => some(estate, (one) => !isMasteredOnPremises(one)),
  },
  'exchange-online': {
    words: 'mailboxes in Exchange Online',
    applies: (estate: Estate) => some(estate, (one) => homesOf[one].exchange === 'online'),
  },
  worker: { words: 'accounts in the local directory', applies: (estate: Estate) => some(estate, isMasteredOnPremises) },
  'exchange-server': {
    words: 'mailboxes on Exchange Server',
    applies: (estate: Estate) => some(estate, (one) => homesOf[one].exchange === 'server'),
  },
  'remote-mailbox': {
    words: 'accounts in the local directory with mailboxes in Exchange Online',
    applies: (estate: Estate) => some(estate, (one) => isMasteredOnPremises(one) && homesOf[one].exchange === 'online'),
  },
  jobs: {
    words: 'what only a worker reaches',
    applies: (estate: Estate) => some(estate, isMasteredOnPremises) || hasSkypeOnline(estate),
  },
  'skype-online': { words: 'rooms on Skype for Business Online', applies: hasSkypeOnline },
  'skype-server': {
    words: 'rooms on Skype for Business Server',
    applies: (estate: Estate) => some(estate, (one) => homesOf[one].skype === 'server'),
  },
} as const
