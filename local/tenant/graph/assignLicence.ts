import { servicePlans } from '../servicePlans.ts'
import { exclusivePlans } from '../skuData.ts'
import { countUnit, freeUnits, skuOf } from '../subscriptions.ts'
import type { AssignedLicence } from '../world.ts'
import { refuseBadRequest } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { entity } from './project.ts'
import { showUser } from './showUser.ts'

interface Change {
  addLicenses: { skuId: string; disabledPlans: string[] }[]
  removeLicenses: string[]
}

/** Units count at once, what a store shows follows later. Adding a licence that is held only changes its disabled plans. */
export const assignLicence: GraphFunction = (request) => {
  const { world } = request
  const { addLicenses, removeLicenses } = parseChange(request.body)
  const user = readUser(request)
  const held = world.licences.truth(user.id) ?? []
  if (addLicenses.length > 0 && !world.users.truth(user.id)?.usageLocation) {
    refuseBadRequest('License assignment cannot be done for user with invalid usage location.')
  }
  const removed = removeLicenses.map((skuId) => find(held, skuId) ?? refuseNotHeld())
  const added = addLicenses.filter(({ skuId }) => !find(held, skuId))
  for (const { skuId } of added) refuseWithoutUnit(request, skuId)
  const wanted = merge(held, addLicenses, request.now).filter(
    (licence) => !removed.some(({ skuId }) => skuId === licence.skuId),
  )
  refuseExclusive(wanted)

  for (const { skuId } of removed) countUnit(world, skuId, -1)
  for (const { skuId } of added) countUnit(world, skuId, 1)
  if (JSON.stringify(wanted) !== JSON.stringify(held)) world.licences.write(user.id, wanted, 'licenceChanged')
  return entity('users', showUser(request, user))
}

function find<T extends { skuId: string }>(licences: T[], skuId: string): T | undefined {
  return licences.find((licence) => licence.skuId === skuId.toLowerCase())
}

function merge(held: AssignedLicence[], asked: Change['addLicenses'], assignedAt: string): AssignedLicence[] {
  const kept = held.map((licence) => {
    const again = find(asked, licence.skuId)
    return again ? { ...licence, disabledPlans: again.disabledPlans } : licence
  })
  const fresh = asked.filter(({ skuId }) => !find(held, skuId)).map((licence) => ({ ...licence, assignedAt }))
  return [...kept, ...fresh]
}

function refuseNotHeld(): never {
  refuseBadRequest('User does not have a corresponding license.')
}

function refuseWithoutUnit({ world }: GraphRequest, skuId: string): void {
  const subscription = world.subscriptions.get(skuOf(skuId)?.skuPartNumber ?? '')
  if (!subscription) refuseBadRequest(`License ${skuId} does not correspond to a valid company License.`)
  if (freeUnits(subscription) <= 0) {
    refuseBadRequest(`Subscription with SKU ${skuId} does not have any available licenses.`)
  }
}

function refuseExclusive(licences: AssignedLicence[]): void {
  const plans = licences.flatMap(({ skuId, disabledPlans }) =>
    (skuOf(skuId)?.plans ?? []).filter((plan) => !disabledPlans.includes(servicePlans[plan])),
  )
  const clash = exclusivePlans.find((pair) => pair.every((plan) => plans.includes(plan)))
  if (!clash) return
  const ids = clash.map((plan) => servicePlans[plan]).join(', ')
  refuseBadRequest(`License assignment failed because service plans ${ids} are mutually exclusive.`)
}

/** Both arrays are required by the action (META, action assignLicense). */
function parseChange(body: unknown): Change {
  const { addLicenses, removeLicenses } = Object(body) as Record<string, unknown>
  if (!Array.isArray(addLicenses) || !Array.isArray(removeLicenses)) {
    refuseBadRequest('The parameters addLicenses and removeLicenses are required.')
  }
  const added = new Map(addLicenses.map(parseAdded).map((licence) => [licence.skuId, licence]))
  return { addLicenses: [...added.values()], removeLicenses: removeLicenses.map(String) }
}

function parseAdded(added: unknown): Change['addLicenses'][number] {
  const { skuId, disabledPlans = [] } = Object(added) as Record<string, unknown>
  if (typeof skuId !== 'string' || !Array.isArray(disabledPlans)) {
    refuseBadRequest('Invalid value specified for property addLicenses.')
  }
  const plans: string[] = skuOf(skuId)?.plans.map((plan) => servicePlans[plan]) ?? []
  const unknown = disabledPlans.find((plan) => !plans.includes(String(plan)))
  if (unknown) refuseBadRequest(`The service plan ${String(unknown)} is not part of license ${skuId}.`)
  return { skuId: skuId.toLowerCase(), disabledPlans: disabledPlans.map(String) }
}
