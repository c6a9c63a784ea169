import { groupInForce, lookingForMembers, membersOf } from './groups.ts'
import { countingUnits, findClash, skusHeld } from './licenceUnits.ts'
import { freeUnits, skuOf } from './subscriptions.ts'
import type { InheritedLicence, World } from './world.ts'

type Wanted = Pick<InheritedLicence, 'skuId' | 'disabledPlans' | 'groupId'>

/**
 * Gives members the licences of their groups and takes them from who has left, as far as the service has noticed by now.
 * What cannot be given is kept as an error and tried again (learn, "Resolve group license assignment problems", 2024). Who
 * has no usage location is licensed as at the tenant's.
 */
export function settleGroupLicences(world: World): void {
  const { groups, inherited } = world
  const licensing = groups
    .ids()
    .flatMap((id) => groupInForce(world, id) ?? [])
    .filter(({ licences }) => licences.length > 0)
  if (licensing.length === 0 && inherited.count() === 0) return
  const wanted = new Map<string, Wanted[]>(inherited.ids().map((id) => [id, []]))
  for (const group of licensing) {
    const given = group.licences.map((licence) => ({ ...licence, groupId: group.id }))
    for (const { id } of membersOf(world, lookingForMembers, group))
      wanted.set(id, [...(wanted.get(id) ?? []), ...given])
  }
  for (const [userId, licences] of wanted) settleUser(world, userId, licences)
}

function settleUser(world: World, userId: string, wanted: Wanted[]): void {
  const held = world.inherited.truth(userId) ?? []
  const next: InheritedLicence[] = []
  for (const licence of wanted) next.push(settleLicence(world, userId, licence, held, next))
  if (JSON.stringify(next) === JSON.stringify(held)) return
  countingUnits(world, userId, () => world.inherited.write(userId, next, 'licenceChanged'))
}

function settleLicence(
  world: World,
  userId: string,
  wanted: Wanted,
  held: InheritedLicence[],
  settled: InheritedLicence[],
): InheritedLicence {
  const before = held.find(({ groupId, skuId }) => groupId === wanted.groupId && skuId === wanted.skuId)
  const isSame = JSON.stringify(before?.disabledPlans) === JSON.stringify(wanted.disabledPlans)
  if (before?.state === 'Active' && isSame) return before
  const error = findError(world, userId, wanted, settled)
  if (before?.error === error && isSame) return before
  const assignedAt = new Date(world.now()).toISOString()
  return { ...wanted, assignedAt, error, state: error === 'None' ? 'Active' : 'Error' }
}

function findError(
  world: World,
  userId: string,
  wanted: Wanted,
  settled: InheritedLicence[],
): InheritedLicence['error'] {
  const active = settled.filter(({ state }) => state === 'Active')
  if (findClash([...(world.licences.truth(userId) ?? []), ...active, wanted])) return 'MutuallyExclusiveViolation'
  const isHeld = skusHeld(world, userId).has(wanted.skuId) || active.some(({ skuId }) => skuId === wanted.skuId)
  const subscription = world.subscriptions.get(skuOf(wanted.skuId)?.skuPartNumber ?? '')
  return isHeld || (subscription && freeUnits(subscription) > 0) ? 'None' : 'CountViolation'
}
