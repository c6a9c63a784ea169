import { servicePlans } from '../servicePlans.ts'
import type { ServicePlan } from '../servicePlans.ts'
import { skuOf } from '../subscriptions.ts'
import { heldLicences, licencesOf } from './graphRequest.ts'
import type { GraphRequest } from './graphRequest.ts'

/** The service plans of a user's licences that are active, as Graph shows them now, each by whatever way it came. */
export function activePlans(request: GraphRequest, userId: string): Set<ServicePlan> {
  const plans = heldLicences(licencesOf(request, userId)).flatMap(({ skuId, disabledPlans }) =>
    (skuOf(skuId)?.plans ?? []).filter((plan) => !disabledPlans.includes(servicePlans[plan])),
  )
  return new Set(plans)
}
