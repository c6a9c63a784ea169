import { findExcess, judgeGrants } from './grantFindings.ts'
import { judgeLicenceGroups, type GroupSeen, type LicenceGroup } from './licenceGroups.ts'
import { wheres, type Estate, type GrantKind, type Purpose, type Where } from './need.ts'
import { judgePrerequisites } from './prerequisites.ts'
import type { Sku } from './snapshot.ts'
import type { SkypeHome } from './wishes.ts'

/** What was read of the tenant and of our own rights; a part that could not be read is missing. */
export interface PreflightReading {
  /** App roles in our own token for Microsoft Graph. */
  graphRoles?: string[]
  /** App roles in our own token for Exchange Online. */
  exchangeAppRoles?: string[]
  /** Cmdlets that Exchange Online lets us run. */
  cmdlets?: string[]
  /** Verified ones; no other can stand in an address. */
  domains?: VerifiedDomain[]
  skus?: Pick<Sku, 'skuId' | 'partNumber' | 'plans'>[]
  /** Calls on Graph that were refused, whatever the token says. */
  refused?: string[]
  /** Groups that give licences. */
  groups?: GroupSeen[]
  /** What Azure Resource Manager lets us do on the Automation account; patterns with `*`. */
  permissions?: ActionSet[]
}

export interface VerifiedDomain {
  name: string
  /** Passwords of a federated domain are kept elsewhere. */
  isManaged: boolean
}

/** Everything that is allowed, less what is taken out of it. */
export interface ActionSet {
  actions: string[]
  notActions: string[]
}

/** What the configuration demands. */
export interface Demands {
  estate: Estate
  /** Domain of addresses that nobody asked for. */
  domain: string
  /** Groups that give licences, and the rule of a dynamic one where the naming pattern gives one. */
  licenceGroups?: LicenceGroup[]
  rule?: string | undefined
}

/** differs: there, but not as it should be · excess: there, and not needed · unreadable: nobody can say, which is no failure of the tenant. */
export type PreflightState = 'ok' | 'missing' | 'differs' | 'excess' | 'unreadable'

/** One thing that must be there, or must not. */
export interface PreflightFinding {
  /** Stays the same from reading to reading. */
  id: string
  kind: GrantKind | 'prerequisite'
  title: string
  state: PreflightState
  /** What it is for, or what is wrong about it. */
  why: string
  /** Who cannot do his work without it. */
  users: Purpose[]
  /** Which rooms it concerns. */
  where: Where[]
  /** Empty where nothing is to be done. */
  remedy: string
}

/** What was found at a moment. */
export interface Preflight {
  readAt: string
  /** What it was held against. */
  demands: Demands
  findings: PreflightFinding[]
}

/** Compares what is there with what the configuration demands; in the order in which people put things right. */
export const judgePreflight = (reading: PreflightReading, demands: Demands): PreflightFinding[] => [
  ...judgePrerequisites(reading, demands),
  ...judgeLicenceGroups(reading, demands),
  ...judgeGrants(reading, demands.estate),
  ...findExcess(reading, demands.estate),
]

/** What is missing for any of these steps, at a room that lives so. Nothing may be written for a plan that has such a step: it would break off in the middle. */
export const findMissing = (
  steps: readonly string[],
  findings: readonly PreflightFinding[],
  { topology, hasSkypeOnline }: SkypeHome,
): PreflightFinding[] => {
  const estate: Estate = {
    topologies: [topology],
    voice: false,
    groups: false,
    canary: false,
    skypeOnline: hasSkypeOnline === true,
  }
  return findings.filter(
    ({ state, users, where }) =>
      state === 'missing' &&
      users.some((user) => steps.includes(user)) &&
      where.some((one) => wheres[one].applies(estate)),
  )
}

const pauseSeconds = { usual: 3_600, whileMissing: 600 }

/** Whether it is time to look again. Other settings demand other things, so they count at once. */
export function isPreflightDue(known: Preflight | undefined, demands: Demands, now: Date): boolean {
  if (!known || JSON.stringify(known.demands) !== JSON.stringify(demands)) return true
  const isWhole = known.findings.every(({ state }) => state !== 'missing')
  const pause = isWhole ? pauseSeconds.usual : pauseSeconds.whileMissing
  return now.getTime() - Date.parse(known.readAt) >= pause * 1_000
}

/** Whether something is missing that was not before, or the other way round. */
export function isNews({ id, state }: PreflightFinding, before: readonly PreflightFinding[]): boolean {
  const was = before.find((one) => one.id === id)?.state
  return (state === 'missing') !== (was === 'missing')
}
