import { servicePlans } from '../skuData.ts'
import type { ServicePlan } from '../skuData.ts'
import { skuOf } from '../subscriptions.ts'
import { licencesOf } from './graphRequest.ts'
import type { GraphRequest } from './graphRequest.ts'

/** The service plans of a user's licences that are active, as Graph shows them now. */
export function activePlans(request: GraphRequest, userId: string): Set<ServicePlan> {
  const plans = licencesOf(request, userId).flatMap(({ skuId, disabledPlans }) =>
    (skuOf(skuId)?.plans ?? []).filter((plan) => !disabledPlans.includes(servicePlans[plan])),
  )
  return new Set(plans)
}
