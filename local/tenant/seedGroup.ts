import { z } from 'zod'
import { findHolder } from './accounts.ts'
import type { TenantFacts } from './accounts.ts'
import { draftGroup, membersOf } from './groups.ts'
import { compileRule, isFault } from './membershipRule.ts'
import { skus } from './skuData.ts'
import { skuOf } from './subscriptions.ts'
import type { World } from './world.ts'

/** A security group to begin with: dynamic when it has a rule, else with members by their addresses. */
export const groupSeedSchema = z.strictObject({
  id: z.guid().optional(),
  displayName: z.string().min(1),
  mailNickname: z.string().min(1).optional(),
  description: z.string().optional(),
  membershipRule: z.string().min(1).optional(),
  members: z.array(z.email()).optional(),
  licences: z.array(z.enum(skus.map(({ skuPartNumber }) => skuPartNumber))).optional(),
})

/** Puts it into the tenant, seen by every store at once; gives its id. */
export function seedGroup(
  world: World,
  { seed }: TenantFacts,
  given: z.infer<typeof groupSeedSchema>,
  at: string,
): string {
  const { displayName, members = [], licences = [], membershipRule } = given
  const fault = membershipRule && compileRule(membershipRule)
  if (fault && isFault(fault)) throw new Error(`the rule is ${fault.kind} at ${fault.at}`)
  const draft = draftGroup(seed, world.groups.count(), displayName, at)
  const held = skus.filter(({ skuPartNumber }) => licences.includes(skuPartNumber))
  const dynamic = { groupTypes: ['DynamicMembership'], membershipRuleProcessingState: 'On', membershipRule } as const
  const group = {
    ...draft,
    ...(given.id && { id: given.id.toLowerCase() }),
    mailNickname: given.mailNickname ?? draft.mailNickname,
    description: given.description ?? null,
    ...(membershipRule && { ...dynamic, groupTypes: [...dynamic.groupTypes], membershipRule }),
    members: members.map((address) => findHolder(world, address) ?? unknownMember(address)),
    licences: held.map(({ skuId }) => ({ skuId, disabledPlans: [] })),
  }
  world.groups.write(group.id, group, 'none')
  return group.id
}

function unknownMember(address: string): never {
  throw new Error(`there is no account ${address} to be a member`)
}

/** What is so, before the service has noticed. */
export function readGroupTruth(world: World, id: string): object | undefined {
  const group = world.groups.truth(id)
  if (!group) return undefined
  const truth = <T>(facet: { truth(id: string): T | undefined }, key: string) => facet.truth(key)
  return {
    ...group,
    members: membersOf(world, truth, group).map(({ id, userPrincipalName }) => ({ id, userPrincipalName })),
    licences: group.licences.map(({ skuId }) => skuOf(skuId)?.skuPartNumber),
  }
}
