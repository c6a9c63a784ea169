import { skus } from './skuData.ts'
import type { Sku } from './skuData.ts'
import type { CapabilityStatus, Subscription, World } from './world.ts'

export function skuOf(skuId: string): Sku | undefined {
  return skus.find((sku) => sku.skuId === skuId.toLowerCase())
}

/** Takes a unit (1) or gives it back (−1); consumption counts at once. */
export function countUnit({ subscriptions }: World, skuId: string, by: 1 | -1): void {
  const subscription = subscriptions.get(skuOf(skuId)?.skuPartNumber ?? '')
  if (subscription) {
    subscriptions.put(subscription.skuPartNumber, { ...subscription, consumed: subscription.consumed + by })
  }
}

/** Units by what can be done with them: all are in the state of the subscription. */
export function prepaidUnits({
  enabled: units,
  capabilityStatus = 'Enabled',
}: Omit<Subscription, 'skuPartNumber'>): Record<string, number> {
  const unitsIn = (status: CapabilityStatus) => (status === capabilityStatus ? units : 0)
  return {
    enabled: unitsIn('Enabled'),
    suspended: unitsIn('Suspended'),
    warning: unitsIn('Warning'),
    lockedOut: unitsIn('LockedOut'),
  }
}

/** Units that can be assigned now. That those of a subscription in its grace period (Warning) can, is an assumption. */
export function freeUnits(subscription: Subscription): number {
  const { enabled = 0, warning = 0 } = prepaidUnits(subscription)
  return enabled + warning - subscription.consumed
}

/** What the tenant has subscribed to, with its units. */
export function subscribedSkus({ subscriptions }: World): (Sku & Subscription)[] {
  return skus.flatMap((sku) => {
    const subscription = subscriptions.get(sku.skuPartNumber)
    return subscription ? [{ ...sku, ...subscription }] : []
  })
}
