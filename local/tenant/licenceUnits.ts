import { servicePlans } from './servicePlans.ts'
import { exclusivePlans } from './skuData.ts'
import type { ServicePlan } from './servicePlans.ts'
import { countUnit, skuOf } from './subscriptions.ts'
import type { World } from './world.ts'

/** Runs a change of one user's licences and counts: a SKU takes one unit, by however many ways it is held. */
export function countingUnits(world: World, userId: string, change: () => void): void {
  const before = skusHeld(world, userId)
  change()
  const after = skusHeld(world, userId)
  for (const skuId of before) if (!after.has(skuId)) countUnit(world, skuId, -1)
  for (const skuId of after) if (!before.has(skuId)) countUnit(world, skuId, 1)
}

/** SKUs that a user really holds, directly or by a group. */
export function skusHeld({ licences, inherited }: World, userId: string): Set<string> {
  const byGroup = (inherited.truth(userId) ?? []).filter(({ state }) => state === 'Active')
  return new Set([...(licences.truth(userId) ?? []), ...byGroup].map(({ skuId }) => skuId))
}

/** Two plans of these licences that cannot be held together, if there are such. */
export function findClash(
  licences: readonly { skuId: string; disabledPlans: string[] }[],
): readonly [ServicePlan, ServicePlan] | undefined {
  const plans = licences.flatMap(({ skuId, disabledPlans }) =>
    (skuOf(skuId)?.plans ?? []).filter((plan) => !disabledPlans.includes(servicePlans[plan])),
  )
  return exclusivePlans.find((pair) => pair.every((plan) => plans.includes(plan)))
}
