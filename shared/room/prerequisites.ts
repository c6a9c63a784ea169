import { licenceOf } from './licenceCatalogue.ts'
import { wheres, type Purpose, type Where } from './need.ts'
import type { Demands, PreflightFinding, PreflightReading, PreflightState, VerifiedDomain } from './preflight.ts'
import { capabilitiesOf, type Capability } from './servicePlans.ts'
import { hasTeamsPhone, isMasteredOnPremises } from './topology.ts'

/** One thing that the tenant itself must have. */
interface Prerequisite {
  id: string
  title: string
  why: string
  remedy: (reading: PreflightReading, demands: Demands) => string
  where: Where
  users: Purpose[]
  /** Where only some configurations need it. */
  isWanted?: (demands: Demands) => boolean
  /** Undefined where it cannot be told. */
  isThere: (reading: PreflightReading, demands: Demands) => boolean | undefined
}

const has = ({ skus }: PreflightReading, ...capabilities: Capability[]): boolean | undefined =>
  skus?.some(({ plans = [] }) => capabilities.some((capability) => capabilitiesOf(plans).has(capability)))

/** What Microsoft demands of a tenant: "Provisioning Skype Room System accounts in Office 365", Office 365 prerequisites, as it holds today. */
const prerequisites: readonly Prerequisite[] = [
  {
    id: 'exchange-online',
    title: 'Exchange Online',
    why: 'Room mailboxes stand there.',
    remedy: () =>
      'Buy a plan with Exchange Online, or name the domains whose mailboxes are on servers in the settings.',
    where: 'exchange-online',
    users: ['identifyAndPlan', 'ensureMailbox'],
    // It has answered; a room mailbox itself needs no licence.
    isThere: (reading) => (reading.cmdlets ? true : has(reading, 'exchange')),
  },
  {
    id: 'conferencing',
    title: 'A plan with Teams or Skype for Business',
    why: 'Without one nobody in the tenant can hold meetings that a room could join.',
    remedy: () => 'Buy a plan with Microsoft Teams.',
    where: 'cloud',
    users: ['assignLicence'],
    isThere: (reading) => has(reading, 'teams', 'skype'),
  },
  {
    id: 'room-licence',
    title: 'A licence for rooms',
    why: 'Teams Rooms signs in with a Teams Rooms licence alone; those of people block it since 1 July 2023.',
    remedy: () => 'Buy Teams Rooms Pro, or Teams Rooms Basic for up to 25 rooms.',
    where: 'cloud',
    users: ['assignLicence'],
    isThere: ({ skus }) => skus?.some((sku) => licenceOf(sku)?.family === 'room'),
  },
  {
    id: 'skype-online',
    title: 'Skype for Business Online (Plan 2), or Office 365 E1, E3 or E5',
    why: 'Rooms on Skype for Business Online take one of them; Microsoft retired the service on 31 July 2021.',
    remedy: () => 'Ask for Teams rooms instead, and set ROOMWRIGHT_SKYPE_ONLINE to retired.',
    where: 'skype-online',
    users: ['enableSkype'],
    isThere: (reading) => has(reading, 'skype'),
  },
  {
    id: 'domain',
    title: 'The domain of new rooms',
    why: 'Addresses that nobody asked for are made in it; a room must be able to sign in there with a password of its own.',
    remedy: ({ domains }, { domain }) =>
      findDomain(domains, domain)
        ? `${domain} is federated: passwords of its accounts are kept elsewhere. Set ROOMWRIGHT_DOMAIN to a managed domain.`
        : `${domain} is not a verified domain of the tenant. Verify it, or set ROOMWRIGHT_DOMAIN to one that is.`,
    where: 'cloud',
    users: ['ensureMailbox'],
    isThere: ({ domains }, { domain, estate }) => {
      const found = findDomain(domains, domain)
      return domains && found !== undefined && (found.isManaged || estate.topologies.every(isMasteredOnPremises))
    },
  },
  {
    id: 'entra-p1',
    title: 'Microsoft Entra ID P1',
    why: 'Dynamic groups and conditional access need it; Teams Rooms Pro brings it, Teams Rooms Basic does not.',
    remedy: () => 'Buy Microsoft Entra ID P1 or Teams Rooms Pro, or leave groups out of the settings.',
    where: 'cloud',
    users: [],
    isWanted: ({ estate }) => estate.groups,
    isThere: (reading) => has(reading, 'entra-p1'),
  },
  {
    id: 'phone-system',
    title: 'A plan with Phone System',
    why: 'A room can have a phone number only with it; Teams Rooms Pro brings it, Teams Rooms Basic does not.',
    remedy: () => 'Buy Teams Rooms Pro or Teams Phone, or ask for no telephony.',
    where: 'cloud',
    users: [],
    isWanted: ({ estate }) => estate.voice && estate.topologies.some(hasTeamsPhone),
    isThere: (reading) => has(reading, 'phone-system'),
  },
]

const findDomain = (domains: VerifiedDomain[] | undefined, name: string): VerifiedDomain | undefined =>
  domains?.find((domain) => domain.name.toLowerCase() === name.toLowerCase())

const toState = (isThere: boolean | undefined): PreflightState =>
  isThere === undefined ? 'unreadable' : isThere ? 'ok' : 'missing'

export function judgePrerequisites(reading: PreflightReading, demands: Demands): PreflightFinding[] {
  const wanted = prerequisites.filter(
    ({ where, isWanted = () => true }) => wheres[where].applies(demands.estate) && isWanted(demands),
  )
  return wanted.map(({ id, title, why, users, where, isThere, remedy }) => {
    const state = toState(isThere(reading, demands))
    const words = { ok: '', unreadable: 'Put the permissions below right, then read again.' }
    return {
      id: `prerequisite:${id}`,
      kind: 'prerequisite',
      title,
      state,
      why,
      users,
      where: [where],
      remedy: state === 'missing' ? remedy(reading, demands) : words[state === 'ok' ? 'ok' : 'unreadable'],
    }
  })
}
