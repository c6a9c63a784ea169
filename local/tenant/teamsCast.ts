import { findHolder } from './accounts.ts'
import type { TenantFacts } from './accounts.ts'
import { initialDomain } from './domains.ts'
import { drawGuid } from './seededDraw.ts'
import { policyKey } from './teams.ts'
import type { TeamsPolicy, TelephoneNumber } from './teams.ts'
import type { World } from './world.ts'

const free = { assignmentTargetId: null, assignmentCategory: null, locationId: null }
const directRouting = { ...free, numberType: 'directRouting', isoCountryCode: null, city: null } as const
const callingPlan = { ...free, numberType: 'callingPlan', isoCountryCode: 'NO', city: 'Oslo' } as const

const alice = `alice@${initialDomain}`

/** Those of alice were assigned while she had Phone System: taking the licence away leaves the number. */
const numbers: readonly (TelephoneNumber & { holder?: string })[] = [
  { ...directRouting, telephoneNumber: '+4722000001', holder: alice, assignmentCategory: 'primary' },
  { ...directRouting, telephoneNumber: '+4722000002' },
  { ...directRouting, telephoneNumber: '+4722000003' },
  { ...directRouting, telephoneNumber: '+4722000004' },
  { ...callingPlan, telephoneNumber: '+4721000001', holder: alice, assignmentCategory: 'private' },
  { ...callingPlan, telephoneNumber: '+4721000002' },
  { ...callingPlan, telephoneNumber: '+4721000003' },
]

const policies = [
  ['TeamsMeetingPolicy', 'Global'],
  ['TeamsMeetingPolicy', 'MTR'],
  ['TeamsCallingPolicy', 'Global'],
  ['TeamsCallingPolicy', 'MTR-NoVoicemail'],
] as const

/** The telephone numbers and Teams policies that every rehearsal starts with. */
export function seedTeams(world: World, { seed }: TenantFacts): void {
  for (const { holder, ...number } of numbers) {
    const assignmentTargetId = holder ? (findHolder(world, holder) ?? null) : null
    world.numbers.write(number.telephoneNumber, { ...number, assignmentTargetId }, 'none')
  }
  for (const [policyType, name] of policies) addTeamsPolicy(world, seed, policyType, name)
}

/** A policy that is there already keeps its id. */
export function addTeamsPolicy(world: World, seed: number, policyType: string, name: string): TeamsPolicy {
  const key = policyKey(policyType, name)
  const policy = { policyType, name, policyId: drawGuid(seed, 'teamsPolicy', key) }
  world.teamsPolicies.put(key, policy)
  return policy
}
