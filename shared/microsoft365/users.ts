import { z } from 'zod'
import type { Sku, User } from '../room/snapshot.ts'
import type { Failed } from './effect.ts'
import type { GraphAnswer, GraphRequest } from './graph.ts'

/** Account changes as Graph takes them; a password is set together with "no change at next sign-in". */
export interface UserChanges {
  usageLocation?: string
  passwordPolicies?: string
  password?: string
}

/** What a person has and a room has not, as Graph's property and in words. */
const personalProperties = {
  jobTitle: 'a job title',
  employeeId: 'an employee number',
  mobilePhone: 'a mobile phone',
  givenName: 'a first name',
} as const

export const userProperties = [
  'id,userPrincipalName,accountEnabled,passwordPolicies,usageLocation,lastPasswordChangeDateTime,onPremisesSyncEnabled,licenseAssignmentStates,department',
  ...Object.keys(personalProperties),
].join(',')

/** Licences of such accounts, of every cloud (Microsoft, "Product names and service plan identifiers for licensing"). */
const voiceApplicationSkus = new Set([
  '440eaaa8-b3e0-484b-a8be-62870b9ba70a',
  '0e142028-345e-45da-8d92-8bfd4093bbb9',
  '2cf22bcb-0c9e-4bc6-8daf-7e7654c0f285',
  'e3f0522e-ebb7-4561-9f90-b44516d65b77',
])

/** Microsoft's own mark of an account behind an auto attendant or a call queue. */
const voiceApplication = 'Microsoft Communication Application Instance'

const userShape = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  accountEnabled: z.boolean().nullish(),
  passwordPolicies: z.string().nullish(),
  usageLocation: z.string().nullish(),
  lastPasswordChangeDateTime: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  department: z.string().nullish(),
  jobTitle: z.string().nullish(),
  employeeId: z.string().nullish(),
  mobilePhone: z.string().nullish(),
  givenName: z.string().nullish(),
  licenseAssignmentStates: z
    .array(
      z.object({
        skuId: z.string(),
        state: z.string(),
        disabledPlans: z.array(z.string()).nullish(),
        error: z.string().nullish(),
        assignedByGroup: z.string().nullish(),
      }),
    )
    .default([]),
})
const skuShape = z.object({
  skuId: z.string(),
  skuPartNumber: z.string(),
  capabilityStatus: z.string(),
  consumedUnits: z.number(),
  prepaidUnits: z.object({ enabled: z.number() }),
  servicePlans: z.array(z.object({ servicePlanName: z.string() })).nullish(),
})
const listOf = <T extends z.ZodType>(shape: T) => z.object({ value: z.array(shape) })
const errorShape = z.object({ error: z.object({ message: z.string().default('') }) })

export const userRequest = (userId: string): GraphRequest => ({
  id: 'user',
  method: 'GET',
  url: `/users/${userId}?$select=${userProperties}`,
})

export const skuRequest: GraphRequest = {
  id: 'skus',
  method: 'GET',
  url: '/subscribedSkus?$select=skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans',
}

/** Both lists are required; what is added and taken away in one request is never half done. */
export const licenceRequest = (userId: string, { add, remove }: LicenceChange): GraphRequest => ({
  id: 'licence',
  method: 'POST',
  url: `/users/${userId}/assignLicense`,
  body: { addLicenses: add.map((skuId) => ({ skuId, disabledPlans: [] })), removeLicenses: remove },
})

/** SKU ids. */
export interface LicenceChange {
  add: string[]
  remove: string[]
}

/** Writes, one after the other, and the reading afterwards. Profile and password are apart: one missing permission would make a combined write fail as a whole. */
export function accountRequests(userId: string, { password, ...profile }: UserChanges): GraphRequest[] {
  const patch = (id: string, body: Record<string, unknown>): GraphRequest => ({
    id,
    method: 'PATCH',
    url: `/users/${userId}`,
    body,
  })
  const writes: GraphRequest[] = []
  if (Object.keys(profile).length > 0) writes.push(patch('profile', profile))
  if (password !== undefined)
    writes.push(patch('password', { passwordProfile: { password, forceChangePasswordNextSignIn: false } }))
  return inOrder([...writes, userRequest(userId)])
}

/** One after the other: a request of a batch may depend on one other, the one before it. */
const inOrder = (requests: GraphRequest[]): GraphRequest[] =>
  requests.map((request, place) => {
    const before = requests[place - 1]
    return before ? { ...request, dependsOn: [before.id] } : request
  })

export const readUser = (answer: GraphAnswer | undefined): User => toUser(userShape.parse(answer?.body))
export const readUsers = (answer: GraphAnswer | undefined): User[] =>
  listOf(userShape).parse(answer?.body).value.map(toUser)

const isVoiceSku = ({ skuId }: { skuId: string }): boolean => voiceApplicationSkus.has(skuId)

const toUser = (user: z.output<typeof userShape>): User => ({
  id: user.id,
  upn: user.userPrincipalName,
  isEnabled: user.accountEnabled === true,
  isSynced: user.onPremisesSyncEnabled === true,
  isPrivileged: false,
  isVoiceApplication: user.department === voiceApplication || user.licenseAssignmentStates.some(isVoiceSku),
  personalDetails: personalDetailsOf(user),
  passwordPolicies: user.passwordPolicies ?? '',
  ...(user.lastPasswordChangeDateTime && { passwordChangedAt: user.lastPasswordChangeDateTime }),
  ...(user.usageLocation && { usageLocation: user.usageLocation }),
  licences: user.licenseAssignmentStates.map(({ skuId, state, error, assignedByGroup, disabledPlans }) => ({
    skuId,
    state,
    ...(disabledPlans?.length && { disabledPlans }),
    ...(error && { error }),
    ...(assignedByGroup && { isFromGroup: true }),
  })),
})

type Personal = keyof typeof personalProperties

const personalDetailsOf = (user: z.output<typeof userShape>): string[] =>
  (Object.keys(personalProperties) as Personal[]).flatMap((name) => (user[name] ? [personalProperties[name]] : []))

/** Units in their grace period (warning) are not counted as free: whether they can be assigned is not documented. */
export const readSkus = (answer: GraphAnswer | undefined): Sku[] =>
  listOf(skuShape)
    .parse(answer?.body)
    .value.filter(({ capabilityStatus }) => capabilityStatus === 'Enabled' || capabilityStatus === 'Warning')
    .map(({ skuId, skuPartNumber, consumedUnits, prepaidUnits, servicePlans }) => ({
      skuId,
      partNumber: skuPartNumber,
      free: prepaidUnits.enabled - consumedUnits,
      consumed: consumedUnits,
      ...(servicePlans && { plans: servicePlans.map(({ servicePlanName }) => servicePlanName) }),
    }))

/** A dependent request that was not run (424) failed for the reason of the other one. */
export function firstFailure(answers: Map<string, GraphAnswer>): Failed | undefined {
  const failed = [...answers.values()].find(({ status }) => status >= 400 && status !== 424)
  if (!failed) return undefined
  const { message } = errorShape.catch({ error: { message: '' } }).parse(failed.body).error
  return {
    kind: 'failed',
    reason: reasonOf(failed.status, message),
    text: (message || `status ${failed.status}`).slice(0, 500),
  }
}

function reasonOf(status: number, text: string): Failed['reason'] {
  if (/does not have any available licenses/i.test(text)) return 'no-unit-free'
  if (/does not have a corresponding license/i.test(text)) return 'not-held'
  if (status === 404) return 'absent'
  return status === 401 || status === 403 ? 'denied' : 'other'
}
