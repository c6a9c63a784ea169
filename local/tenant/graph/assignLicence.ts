import { countingUnits, findClash } from '../licenceUnits.ts'
import { servicePlans } from '../servicePlans.ts'
import { freeUnits, skuOf } from '../subscriptions.ts'
import type { AssignedLicence, Subscription } from '../world.ts'
import { refuseBadRequest } from './failure.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { entity } from './project.ts'
import { showUser } from './showUser.ts'

export interface LicenceChange {
  addLicenses: { skuId: string; disabledPlans: string[] }[]
  removeLicenses: string[]
}

/** Units count at once, what a store shows follows later. Adding a licence that is held only changes its disabled plans. */
export const assignLicence: GraphFunction = (request) => {
  const { world } = request
  const { addLicenses, removeLicenses } = parseLicenceChange(request.body)
  const user = readUser(request)
  const held = world.licences.truth(user.id) ?? []
  if (addLicenses.length > 0 && !world.users.truth(user.id)?.usageLocation) {
    refuseBadRequest('License assignment cannot be done for user with invalid usage location.')
  }
  const inherited = (world.inherited.truth(user.id) ?? []).filter(({ state }) => state === 'Active')
  const removed = removeLicenses.map((skuId) => find(held, skuId) ?? refuseNotHeld(inherited, skuId))
  const added = addLicenses.filter(({ skuId }) => !find(held, skuId) && !find(inherited, skuId))
  for (const { skuId } of added) refuseWithoutUnit(request, skuId)
  const wanted = merge(held, addLicenses, request.now).filter(
    (licence) => !removed.some(({ skuId }) => skuId === licence.skuId),
  )
  refuseExclusive([...wanted, ...inherited])

  if (JSON.stringify(wanted) !== JSON.stringify(held)) {
    countingUnits(world, user.id, () => world.licences.write(user.id, wanted, 'licenceChanged'))
  }
  return entity('users', showUser(request, user))
}

function find<T extends { skuId: string }>(licences: T[], skuId: string): T | undefined {
  return licences.find((licence) => licence.skuId === skuId.toLowerCase())
}

function merge(held: AssignedLicence[], asked: LicenceChange['addLicenses'], assignedAt: string): AssignedLicence[] {
  const kept = held.map((licence) => {
    const again = find(asked, licence.skuId)
    return again ? { ...licence, disabledPlans: again.disabledPlans } : licence
  })
  const fresh = asked.filter(({ skuId }) => !find(held, skuId)).map((licence) => ({ ...licence, assignedAt }))
  return [...kept, ...fresh]
}

/** The second text is the service's, as scripts that meet it match it. */
function refuseNotHeld(inherited: AssignedLicence[], skuId: string): never {
  if (find(inherited, skuId)) {
    refuseBadRequest(
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    )
  }
  refuseBadRequest('User does not have a corresponding license.')
}

/** The subscription to a SKU, or the refusal that there is none. */
export function subscriptionTo({ world }: GraphRequest, skuId: string): Subscription {
  const subscription = world.subscriptions.get(skuOf(skuId)?.skuPartNumber ?? '')
  return subscription ?? refuseBadRequest(`License ${skuId} does not correspond to a valid company License.`)
}

function refuseWithoutUnit(request: GraphRequest, skuId: string): void {
  const subscription = subscriptionTo(request, skuId)
  if (freeUnits(subscription) <= 0) {
    refuseBadRequest(`Subscription with SKU ${skuId} does not have any available licenses.`)
  }
}

function refuseExclusive(licences: AssignedLicence[]): void {
  const clash = findClash(licences)
  if (!clash) return
  const ids = clash.map((plan) => servicePlans[plan]).join(', ')
  refuseBadRequest(`License assignment failed because service plans ${ids} are mutually exclusive.`)
}

/** Both arrays are required by the action (META, action assignLicense). */
export function parseLicenceChange(body: unknown): LicenceChange {
  const { addLicenses, removeLicenses } = Object(body) as Record<string, unknown>
  if (!Array.isArray(addLicenses) || !Array.isArray(removeLicenses)) {
    refuseBadRequest('The parameters addLicenses and removeLicenses are required.')
  }
  const added = new Map(addLicenses.map(parseAdded).map((licence) => [licence.skuId, licence]))
  return { addLicenses: [...added.values()], removeLicenses: removeLicenses.map(String) }
}

function parseAdded(added: unknown): LicenceChange['addLicenses'][number] {
  const { skuId, disabledPlans = [] } = Object(added) as Record<string, unknown>
  if (typeof skuId !== 'string' || !Array.isArray(disabledPlans)) {
    refuseBadRequest('Invalid value specified for property addLicenses.')
  }
  const plans: string[] = skuOf(skuId)?.plans.map((plan) => servicePlans[plan]) ?? []
  const unknown = disabledPlans.find((plan) => !plans.includes(String(plan)))
  if (unknown) refuseBadRequest(`The service plan ${String(unknown)} is not part of license ${skuId}.`)
  return { skuId: skuId.toLowerCase(), disabledPlans: disabledPlans.map(String) }
}
