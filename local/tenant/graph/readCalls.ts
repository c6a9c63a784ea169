import { servicePlans } from '../servicePlans.ts'
import type { ServicePlan } from '../servicePlans.ts'
import { drawGuid } from '../seededDraw.ts'
import { prepaidUnits, skuOf, subscribedSkus } from '../subscriptions.ts'
import type { AssignedLicence } from '../world.ts'
import { filterUsers } from './filterUsers.ts'
import { graphResources } from './graphData.ts'
import { heldLicences, licencesOf, readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { pageOf } from './paging.ts'
import { collection, entity, project } from './project.ts'
import { showUser } from './showUser.ts'

export const getUser: GraphFunction = (request) => entity('users', showUser(request, readUser(request)))

export const listUsers: GraphFunction = (request) => {
  const { shown, more } = pageOf(request, filterUsers(request, false))
  return collection(
    'users',
    shown.map((user) => showUser(request, user)),
    more,
  )
}

const usualOfDeleted = [...graphResources.user.usual, 'deletedDateTime']

/** A deleted user keeps its mail address, not its principal name: the latter has the id in front, so that it is free again. */
export const listDeletedUsers: GraphFunction = (request) =>
  collection(
    'directoryObjects',
    filterUsers(request, true).map((user) => showUser({ ...request, select: request.select ?? usualOfDeleted }, user)),
  )

export const listLicenceDetails: GraphFunction = (request) => {
  const { id } = readUser(request)
  const details = heldLicences(licencesOf(request, id)).map((licence) => showLicence(request, id, licence))
  return collection(`users('${id}')/licenseDetails`, details)
}

function showLicence(
  { facts, select }: GraphRequest,
  userId: string,
  licence: AssignedLicence,
): Record<string, unknown> {
  const { skuPartNumber, plans = [] } = skuOf(licence.skuId) ?? {}
  const plan = (name: ServicePlan) => ({
    servicePlanId: servicePlans[name],
    servicePlanName: name,
    provisioningStatus: licence.disabledPlans.includes(servicePlans[name]) ? 'Disabled' : 'Success',
    appliesTo: 'User',
  })
  const id = drawGuid(facts.seed, 'licence', userId, licence.skuId)
  return project('licenseDetails', { id, skuId: licence.skuId, skuPartNumber, servicePlans: plans.map(plan) }, select)
}

export const listSubscribedSkus: GraphFunction = ({ facts, world, select }) => {
  const show = ({ skuId, skuPartNumber, plans, ...subscription }: ReturnType<typeof subscribedSkus>[number]) => ({
    accountId: facts.tenantId,
    accountName: facts.displayName,
    appliesTo: 'User',
    capabilityStatus: subscription.capabilityStatus ?? 'Enabled',
    consumedUnits: subscription.consumed,
    id: `${facts.tenantId}_${skuId}`,
    prepaidUnits: prepaidUnits(subscription),
    servicePlans: plans.map((name) => ({
      servicePlanId: servicePlans[name],
      servicePlanName: name,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
    skuId,
    skuPartNumber,
    subscriptionIds: [drawGuid(facts.seed, 'subscription', skuId)],
  })
  return collection(
    'subscribedSkus',
    subscribedSkus(world).map((sku) => project('subscribedSku', show(sku), select)),
  )
}
