import type { CloudName } from './clouds.ts'
import { clouds } from './clouds.ts'
import { refuse, type Refusal } from './identify.ts'
import type { Room } from './request.ts'
import { hasTeamsPhone, homesOf, type Topology } from './topology.ts'
import { asksForTeams, asksForVoice, getsSkype } from './wishes.ts'

/**
 * automatic: there is an interface that a service can call · runbook: only a PowerShell module can, in a job of Azure
 * Automation · by hand: a person does it on a page of Microsoft · impossible: the cloud does not have it.
 */
export type Mode = 'automatic' | 'runbook' | 'by hand' | 'impossible'

export interface CapabilityOfCloud {
  mode: Mode
  reason: string
  /** Begins with "unverified" where no page says so. */
  source: string
}

export interface CloudCapability {
  id: string
  title: string
  in: Record<CloudName, CapabilityOfCloud>
}

const has = (mode: Mode, reason: string, source: string): CapabilityOfCloud => ({ mode, reason, source })

/** The same everywhere. */
const everywhere = (all: CapabilityOfCloud): Record<CloudName, CapabilityOfCloud> => ({
  global: all,
  gcc: all,
  'gcc-high': all,
  dod: all,
  china: all,
})

const exchangeSource = 'Microsoft, "Get started with the Exchange Online Admin API", which names the host of each cloud'
const cmdlets = has('automatic', 'Exchange Online runs the same cmdlets in each cloud.', exchangeSource)
const outside = has(
  'automatic',
  'Exchange Online runs the same cmdlets in each cloud.',
  `unverified outside the worldwide cloud; hosts: ${exchangeSource}`,
)
const byCmdlets: Record<CloudName, CapabilityOfCloud> = { ...everywhere(outside), global: cmdlets, gcc: cmdlets }

const allClouds = 'Microsoft Graph v1.0 reference, national cloud deployments: all four'
const schemas =
  'microsoftgraph/msgraph-metadata, v1.0 schemas of each cloud, 2026-08-20: the type is there, which is no promise of service'
const graph = (reason: string) => has('automatic', reason, allClouds)

const globalAlone =
  'Microsoft Graph v1.0 reference, teamsAdministration, national cloud deployments: global service only'
const ofModule = has(
  'runbook',
  'Graph administers Teams in the worldwide service only; the PowerShell module of Teams can.',
  `${globalAlone}; that the module can is unverified in these clouds`,
)
const byTeamsAdministration = (reason: string): Record<CloudName, CapabilityOfCloud> => ({
  global: has('automatic', reason, globalAlone),
  gcc: has('automatic', `${reason} GCC uses the worldwide Graph.`, `unverified for GCC; ${globalAlone}`),
  'gcc-high': ofModule,
  dod: ofModule,
  china: ofModule,
})

const portalSource = 'Microsoft, "Resource accounts in the Teams Rooms Pro Management portal"'
const noPortal = (source: string) => has('impossible', 'The page is not offered in this cloud.', source)

const skuUnknown = has(
  'automatic',
  'Graph assigns whatever room licence the tenant owns; it is told by the beginning of its part number.',
  'unverified: Microsoft lists no Teams Rooms part number of this cloud',
)
const licences = graph('Graph assigns licences in each cloud.')
const plansSource = 'Microsoft, "Country and region availability for Audio Conferencing and Calling Plans"'

/** What can be done for rooms in each cloud, and how. */
export const cloudCapabilities = [
  { id: 'create-room', title: 'Make and find room mailboxes', in: byCmdlets },
  { id: 'calendar', title: 'Auto-accept and calendar', in: byCmdlets },
  { id: 'place', title: 'Place and time zone', in: byCmdlets },
  {
    id: 'account',
    title: 'Password, sign-in, usage location',
    in: everywhere(graph('Graph writes users in each cloud.')),
  },
  {
    id: 'licence',
    title: 'Room licence',
    in: { ...everywhere(skuUnknown), global: licences, gcc: licences },
  },
  {
    id: 'teams-policy',
    title: 'Policies of Teams',
    in: byTeamsAdministration('Graph assigns policies of Teams.'),
  },
  {
    id: 'phone-number',
    title: 'Phone numbers in Teams',
    in: byTeamsAdministration('Graph assigns phone numbers.'),
  },
  {
    id: 'calling-plan',
    title: 'Calling plans of Microsoft',
    in: {
      global: has('automatic', 'They are licences like others, where Microsoft sells them.', plansSource),
      gcc: has('automatic', 'They are licences like others.', 'Microsoft, product names for licensing: MCOPSTN_1_GOV'),
      'gcc-high': has('by hand', 'What is sold there has to be asked for.', 'unverified'),
      dod: has('by hand', 'What is sold there has to be asked for.', 'unverified'),
      china: has('impossible', 'Microsoft offers no calling plan in China.', plansSource),
    },
  },
  {
    id: 'what-if',
    title: 'Whether conditional access would stop a room',
    in: everywhere(has('automatic', 'Graph evaluates it without signing in.', schemas)),
  },
  {
    id: 'sign-in-log',
    title: 'First sign-in of a room',
    in: everywhere(has('automatic', 'Graph shows the sign-in log, with Entra ID P1.', schemas)),
  },
  {
    id: 'skype-server',
    title: 'Skype for Business Server',
    in: everywhere(
      has(
        'runbook',
        'It stands inside the organisation, whatever the cloud.',
        'Azure Automation, hybrid runbook workers; unverified outside the worldwide Azure',
      ),
    ),
  },
  {
    id: 'portal',
    title: 'Page "Resource accounts" of the Pro Management portal',
    in: {
      global: has('by hand', 'The page is for people; no interface is documented.', portalSource),
      gcc: noPortal(portalSource),
      'gcc-high': noPortal('unverified; of GCC the page says so'),
      dod: noPortal('unverified; of GCC the page says so'),
      china: noPortal('unverified'),
    },
  },
] as const satisfies readonly CloudCapability[]

type CapabilityId = (typeof cloudCapabilities)[number]['id']

/** What of a request takes a capability of its own. */
const wishes: { capability: CapabilityId; isAsked: (room: Room, topology: Topology) => boolean }[] = [
  { capability: 'licence', isAsked: (room, topology) => asksForTeams(room) && homesOf[topology].hasCloud },
  {
    capability: 'skype-server',
    isAsked: (room, topology) => getsSkype(room, { topology }),
  },
  { capability: 'phone-number', isAsked: (room, topology) => asksForVoice(room) && hasTeamsPhone(topology) },
  {
    capability: 'calling-plan',
    isAsked: ({ dialOut }, topology) => dialOut !== 'none' && hasTeamsPhone(topology),
  },
]

/** What a request asks for and no way leads to in its cloud. Where nobody can say, it is tried. */
export function findImpossibleInCloud(room: Room, cloud: CloudName, topology: Topology): Refusal | undefined {
  const asked = wishes.filter(({ isAsked }) => isAsked(room, topology)).map(({ capability }) => capability)
  const lacking = cloudCapabilities.find(({ id, in: cell }) => asked.includes(id) && cell[cloud].mode === 'impossible')
  if (!lacking) return undefined
  const { title, in: cell } = lacking
  return refuse('not-in-this-cloud', { what: title, cloud: clouds[cloud].title, why: cell[cloud].reason })
}
