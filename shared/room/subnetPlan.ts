import { z } from 'zod'

/** Named locations take masks longer than /8 (Microsoft, "Conditional Access: Network assignment"). */
const shortestMask = 9

const privateRanges = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|127\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i

const range = z
  .union([z.cidrv4(), z.cidrv6()], { error: 'must be a range such as 203.0.113.0/24' })
  .refine((text) => Number(text.split('/')[1]) >= shortestMask, `must have a mask of /${shortestMask} or longer`)
  .refine(
    (text) => !privateRanges.test(text),
    'is private: sign-ins are seen from the public address behind which the rooms are',
  )

/** Rooms of a group sign in from these networks alone. */
export const subnetPlanSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  ranges: z.array(range).min(1).max(50),
  /** Id of the group of rooms. */
  group: z.guid(),
  /** What meets a sign-in from elsewhere. */
  demand: z
    .literal('block', {
      error:
        'must be block: no room can give a second factor, so a policy that asks for one would lock rooms out everywhere',
    })
    .default('block'),
})

export type SubnetPlan = z.output<typeof subnetPlanSchema>

/** As people see both in the portal; whoever makes the same plan again finds them by it. */
export const nameOfPlan = ({ name }: Pick<SubnetPlan, 'name'>): string => `Rooms: ${name}`

export interface KnownLocation {
  id: string
  name: string
  ranges: string[]
}
export interface KnownPolicy {
  id: string
  name: string
  state: string
  groups: string[]
  /** Ids of the locations that it lets through. */
  locations: string[]
  demands: string[]
}

/** What one part of a plan still needs. */
export type PlanMove = { kind: 'make' } | { kind: 'keep'; id: string } | { kind: 'change'; id: string }

export function decideLocation(plan: SubnetPlan, known: KnownLocation[]): PlanMove {
  const location = known.find(({ name }) => name === nameOfPlan(plan))
  if (!location) return { kind: 'make' }
  return { kind: isSame(location.ranges, plan.ranges) ? 'keep' : 'change', id: location.id }
}

/** A policy of the same name that does something else is somebody's own; it is not touched. */
export function decidePolicy(
  plan: SubnetPlan,
  locationId: string,
  known: KnownPolicy[],
): Exclude<PlanMove, { kind: 'change' }> | { kind: 'foreign' } {
  const policy = known.find(({ name }) => name === nameOfPlan(plan))
  if (!policy) return { kind: 'make' }
  const { groups, locations, demands, id } = policy
  const isOurs = isSame(groups, [plan.group]) && isSame(locations, [locationId]) && isSame(demands, [plan.demand])
  return isOurs ? { kind: 'keep', id } : { kind: 'foreign' }
}

const isSame = (one: string[], other: string[]): boolean =>
  JSON.stringify(one.map(lower).toSorted()) === JSON.stringify(other.map(lower).toSorted())

const lower = (text: string): string => text.toLowerCase()

/** How far a plan has come. */
export interface PlanProgress {
  id: string
  name: string
  state: 'working' | 'done' | 'refused'
  by: string
  at: string
  /** Nobody else works on it until then. */
  until: string
  /** What was made is known before every store shows it. */
  locationId?: string
  policyId?: string
  /** What was done, and what to do next. */
  lines: string[]
}

const done: Record<PlanMove['kind'], string> = {
  make: 'was made',
  keep: 'was there already',
  change: 'got the new ranges',
}

export const sayPlan = (plan: SubnetPlan, location: PlanMove['kind'], policy: 'make' | 'keep'): string[] => [
  `The named location "${nameOfPlan(plan)}" ${done[location]}: ${plan.ranges.join(', ')}.`,
  `The policy "${nameOfPlan(plan)}" ${done[policy]}. It blocks the group of rooms from everywhere else.`,
  'A new policy is only watched (report-only): look in the sign-in log for some days which sign-ins it would have blocked, then switch the policy on in Microsoft Entra, Protection, Conditional Access.',
]

export const sayForeign = (plan: SubnetPlan): string[] => [
  `A policy "${nameOfPlan(plan)}" is there already and does something else, so it was not touched. Give the plan another name.`,
]

export const sayDenied = (): string[] => [
  'Microsoft 365 refused: named locations and policies take the permissions Policy.Read.All and Policy.ReadWrite.ConditionalAccess. The second is not among the usual ones; grant it, send the plan again, and take it away afterwards.',
]
