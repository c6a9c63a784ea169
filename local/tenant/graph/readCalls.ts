import { servicePlans } from '../skuData.ts'
import type { ServicePlan } from '../skuData.ts'
import { drawGuid } from '../seededDraw.ts'
import { skuOf, subscribedSkus } from '../subscriptions.ts'
import type { AssignedLicence, User } from '../world.ts'
import { filterUsers } from './filterUsers.ts'
import { licencesOf, readUser } from './graphRequest.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { collection, entity, project } from './project.ts'

export const getUser: GraphFunction = (request) => entity('users', showUser(request, readUser(request)))

export const listUsers: GraphFunction = (request) =>
  collection(
    'users',
    filterUsers(request, false).map((user) => showUser(request, user)),
  )

/** A deleted user keeps its mail address, not its principal name: the latter has the id in front, so that it is free again. */
export const listDeletedUsers: GraphFunction = (request) =>
  collection(
    'directoryObjects',
    filterUsers(request, true).map((user) => showUser(request, user)),
  )

export function showUser(request: GraphRequest, user: User): Record<string, unknown> {
  // Only who asks for licences has looked at them.
  const licences = request.select?.some((name) => /^licen|^assignedL/i.test(name)) ? licencesOf(request, user.id) : []
  const values = {
    ...user,
    businessPhones: [],
    userType: 'Member',
    assignedLicenses: licences.map(({ skuId, disabledPlans }) => ({ disabledPlans, skuId })),
    licenseAssignmentStates: licences.map(({ skuId, disabledPlans, assignedAt }) => ({
      skuId,
      disabledPlans,
      assignedByGroup: null,
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: assignedAt,
    })),
  }
  return project('user', values, request.select)
}

export const listLicenceDetails: GraphFunction = (request) => {
  const { id } = readUser(request)
  const details = licencesOf(request, id).map((licence) => showLicence(request, id, licence))
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
  const show = ({ skuId, skuPartNumber, plans, enabled, consumed }: ReturnType<typeof subscribedSkus>[number]) => ({
    accountId: facts.tenantId,
    accountName: facts.displayName,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: consumed,
    id: `${facts.tenantId}_${skuId}`,
    prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
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

export const listOrganization: GraphFunction = ({ facts, select }) => {
  const verifiedDomains = [facts.domain, ...facts.otherDomains].map((name) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault: name === facts.domain,
    isInitial: name === facts.domain,
    name,
    type: 'Managed',
  }))
  const values = {
    id: facts.tenantId,
    displayName: facts.displayName,
    countryLetterCode: 'NO',
    tenantType: 'AAD',
    verifiedDomains,
  }
  return collection('organization', [project('organization', values, select)])
}

export const listDomains: GraphFunction = ({ facts, select }) => {
  const show = (id: string) => ({
    id,
    authenticationType: 'Managed',
    isAdminManaged: true,
    isDefault: id === facts.domain,
    isInitial: id === facts.domain,
    // A domain is no root when another one of the tenant is above it.
    isRoot: ![facts.domain, ...facts.otherDomains].some((other) => id.endsWith(`.${other}`)),
    isVerified: true,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 90,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  })
  return collection(
    'domains',
    [facts.domain, ...facts.otherDomains].map((id) => project('domain', show(id), select)),
  )
}
