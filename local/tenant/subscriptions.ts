import { skus } from './skuData.ts'
import type { Sku } from './skuData.ts'
import type { Subscription, World } from './world.ts'

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

/** What the tenant has subscribed to, with its units. */
export function subscribedSkus({ subscriptions }: World): (Sku & Subscription)[] {
  return skus.flatMap((sku) => {
    const subscription = subscriptions.get(sku.skuPartNumber)
    return subscription ? [{ ...sku, ...subscription }] : []
  })
}
