import type { latencies } from '../timings.ts'
import { applicationCalls, applicationResources } from './applicationData.ts'
import { accountCalls, accountResources } from './accountData.ts'
import { conditionalAccessCalls } from './conditionalAccessData.ts'
import { eventCalls, eventResources } from './eventData.ts'
import { placeCalls, placeResources } from './placeData.ts'
import { signInCalls, signInResources } from './signInData.ts'
import { teamsCalls, teamsResources } from './teamsData.ts'
import { groupCalls, groupResources } from './groupData.ts'

export type QueryOption =
  | '$select'
  | '$filter'
  | '$count'
  | '$top'
  | '$skip'
  | '$skiptoken'
  | '$orderby'
  | 'startDateTime'
  | 'endDateTime'

/**
 * What Microsoft Graph v1.0 accepts: each call with the app permissions of which one is enough (`A+B` needs both), its
 * query options, its cost in resource units (learn, throttling-limits, 2025) and where its permissions stand:
 * permissions.json is permissions/new/permissions.json of microsoftgraph/microsoft-graph-devx-content. User.ReadBasic.All,
 * which gives only some properties, and the device management roles are left out.
 */
export interface GraphCall {
  permissions: readonly string[]
  options: readonly QueryOption[]
  /** Headers beyond the usual ones that mean something here; any other of their kind is refused. */
  headers?: readonly ('consistencylevel' | 'prefer')[]
  units: number
  latency: keyof typeof latencies
  /** A limit of its own beside those of all calls. */
  limit?: 'conditionalAccess' | 'reports'
  /** A POST that changes nothing. */
  isQuestion?: true
  source: string
}

const anyDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All']
const anyOrganization = ['Organization.Read.All', 'Organization.ReadWrite.All']
const anyUser = ['User.Read.All', 'User.ReadWrite.All', ...anyDirectory]

export const graphCalls = {
  ...accountCalls,
  ...applicationCalls,
  ...groupCalls,
  'GET /users': {
    permissions: anyUser,
    options: ['$select', '$filter', '$top', '$skiptoken'],
    units: 2,
    latency: 'graphList',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /users/{id}': {
    permissions: anyUser,
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'PATCH /users/{id}': {
    // Those of each property that is changed.
    permissions: [],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'permissions.json, 2026-08-07',
  },
  'POST /users/{id}/assignLicense': {
    permissions: ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'assignLicence',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /users/{id}/licenseDetails': {
    permissions: ['LicenseAssignment.Read.All', ...anyUser],
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /subscribedSkus': {
    permissions: ['LicenseAssignment.Read.All', ...anyOrganization, ...anyDirectory],
    options: ['$select'],
    units: 3,
    latency: 'graphList',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /directory/deletedItems/microsoft.graph.user': {
    permissions: anyUser,
    options: ['$select', '$filter'],
    units: 1,
    latency: 'graphList',
    source: 'learn, graph/api/directory-deleteditems-list, 2024',
  },
  'GET /organization': {
    permissions: ['User.Read.All', ...anyOrganization, ...anyDirectory],
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /domains': {
    permissions: ['Domain.Read.All', 'Domain.ReadWrite.All', ...anyDirectory],
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /domains/{id}': {
    permissions: ['Domain.Read.All', 'Domain.ReadWrite.All', ...anyDirectory],
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  ...teamsCalls,
  ...conditionalAccessCalls,
  ...signInCalls,
  ...eventCalls,
  ...placeCalls,
} as const satisfies Record<string, GraphCall>

export type GraphCallName = keyof typeof graphCalls

/** Names: schemas/v1.0-Prod.csdl of microsoftgraph/msgraph-metadata. What comes without $select: learn, graph/api/user-get. */
export interface GraphResource {
  /** Answered without $select. */
  usual: readonly string[]
  /** Answered only with $select. */
  selected: readonly string[]
  /** Graph has them, the local tenant has not. */
  elsewhere: string
  source: string
}

export const graphResources = {
  ...accountResources,
  ...applicationResources,
  ...groupResources,
  user: {
    usual: [
      'businessPhones',
      'displayName',
      'givenName',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
      'id',
    ],
    selected: [
      'accountEnabled',
      'assignedLicenses',
      'createdDateTime',
      'deletedDateTime',
      'department',
      'employeeId',
      'lastPasswordChangeDateTime',
      'licenseAssignmentStates',
      'mailNickname',
      'onPremisesSyncEnabled',
      'passwordPolicies',
      'proxyAddresses',
      'usageLocation',
      'userType',
    ],
    elsewhere: `aboutMe ageGroup assignedPlans authorizationInfo birthday city companyName consentProvidedForMinor country
      creationType customSecurityAttributes deviceEnrollmentLimit employeeHireDate employeeLeaveDateTime employeeOrgData
      employeeType externalUserState externalUserStateChangeDateTime faxNumber hireDate identities identityParentId imAddresses interests
      isManagementRestricted isResourceAccount legalAgeGroupClassification mailboxSettings mySite
      onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
      onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier
      onPremisesUserPrincipalName otherMails passwordProfile pastProjects postalCode preferredDataLocation preferredName print
      provisionedPlans responsibilities schools securityIdentifier serviceProvisioningErrors showInAddressList
      signInActivity signInSessionsValidFromDateTime skills state streetAddress`,
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  licenseDetails: {
    usual: ['id', 'skuId', 'skuPartNumber', 'servicePlans'],
    selected: [],
    elsewhere: '',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  subscribedSku: {
    usual: ['accountId', 'accountName', 'appliesTo', 'capabilityStatus', 'consumedUnits', 'id', 'prepaidUnits'].concat([
      'servicePlans',
      'skuId',
      'skuPartNumber',
      'subscriptionIds',
    ]),
    selected: [],
    elsewhere: '',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  organization: {
    usual: ['id', 'displayName', 'countryLetterCode', 'tenantType', 'verifiedDomains', 'onPremisesSyncEnabled'],
    selected: [],
    elsewhere: `assignedPlans branding businessPhones city country createdDateTime defaultUsageLocation
      marketingNotificationEmails mobileDeviceManagementAuthority onPremisesLastSyncDateTime partnerTenantType postalCode
      preferredLanguage privacyProfile provisionedPlans securityComplianceNotificationMails
      securityComplianceNotificationPhones state street technicalNotificationMails`,
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  domain: {
    usual: ['id', 'authenticationType', 'isAdminManaged', 'isDefault', 'isInitial', 'isRoot', 'isVerified'].concat([
      'passwordNotificationWindowInDays',
      'passwordValidityPeriodInDays',
      'supportedServices',
    ]),
    selected: [],
    elsewhere: 'availabilityStatus manufacturer model state',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  securityDefaults: {
    usual: ['id', 'displayName', 'description', 'isEnabled'],
    selected: [],
    elsewhere: 'deletedDateTime',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  ...teamsResources,
  ...signInResources,
  ...eventResources,
  ...placeResources,
} as const satisfies Record<string, GraphResource>

export type GraphResourceName = keyof typeof graphResources

/**
 * What may be changed on a user; `mastered` is refused where the account is synchronised from on-premises (user-update),
 * `sensitive` where it is in a directory role and the app is in no higher one (learn, graph/resources/users).
 */
export const userChanges = {
  accountEnabled: {
    permissions: ['User.EnableDisableAccount.All+User.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    mastered: true,
    sensitive: true,
  },
  passwordPolicies: {
    permissions: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    mastered: false,
    sensitive: false,
  },
  usageLocation: { permissions: ['User.ReadWrite.All', 'Directory.ReadWrite.All'], mastered: false, sensitive: false },
  passwordProfile: { permissions: ['User-PasswordProfile.ReadWrite.All'], mastered: true, sensitive: true },
} as const
