const readers = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
const permissions = 'permissions.json, 2026-08-07'

/** Calls about app registrations, service principals and the app roles that these hold. Owners, and the permissions that look at one's own apps alone, are left out. */
export const applicationCalls = {
  "GET /applications(uniqueName='{name}')": {
    permissions: readers,
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: permissions,
  },
  "PATCH /applications(uniqueName='{name}')": {
    permissions: ['Application.ReadWrite.All'],
    options: [],
    headers: ['prefer'],
    units: 1,
    latency: 'graphWrite',
    source: 'learn, graph/api/application-upsert, 2025',
  },
  'GET /servicePrincipals': {
    permissions: readers,
    options: ['$select', '$filter'],
    units: 1,
    latency: 'graphList',
    source: permissions,
  },
  'GET /servicePrincipals/{id}': {
    permissions: readers,
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: permissions,
  },
  'POST /servicePrincipals': {
    permissions: ['Application.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: permissions,
  },
  'GET /servicePrincipals/{id}/appRoleAssignments': {
    permissions: [...readers, 'AppRoleAssignment.ReadWrite.All'],
    options: ['$top'],
    units: 1,
    latency: 'graphList',
    source: permissions,
  },
  'POST /servicePrincipals/{id}/appRoleAssignments': {
    permissions: [
      'AppRoleAssignment.ReadWrite.All+Application.Read.All',
      'AppRoleAssignment.ReadWrite.All+Application.ReadWrite.All',
    ],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'learn, graph/api/serviceprincipal-post-approleassignments, 2025',
  },
  'DELETE /servicePrincipals/{id}/appRoleAssignments/{assignmentId}': {
    permissions: ['AppRoleAssignment.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'learn, graph/api/serviceprincipal-delete-approleassignments, 2025',
  },
} as const

const csdl = 'v1.0-Prod.csdl, 2026-08-20'

export const applicationResources = {
  application: {
    usual: ['id', 'appId', 'displayName', 'uniqueName', 'createdDateTime', 'signInAudience'].concat([
      'api',
      'appRoles',
      'spa',
    ]),
    selected: [],
    elsewhere: `addIns applicationTemplateId authenticationBehaviors certification defaultRedirectUri description
      disabledByMicrosoftStatus groupMembershipClaims identifierUris info isDeviceOnlyAuthSupported isFallbackPublicClient
      keyCredentials logo optionalClaims nativeAuthenticationApisEnabled notes parentalControlSettings passwordCredentials publicClient
      publisherDomain requestSignatureVerification requiredResourceAccess samlMetadataUrl serviceManagementReference
      servicePrincipalLockConfiguration tags tokenEncryptionKeyId verifiedPublisher web`,
    source: csdl,
  },
  servicePrincipal: {
    usual: ['id', 'appId', 'displayName', 'servicePrincipalType', 'appRoleAssignmentRequired', 'appRoles'],
    selected: [],
    elsewhere: `accountEnabled addIns alteroptionalClaims nativeNames appDescription appDisplayName appOwnerOrganizationId
      applicationTemplateId customSecurityAttributes description disabledByMicrosoftStatus homepage info keyCredentials
      loginUrl logoutUrl notes notificationEmailAddresses oauth2PermissionScopes passwordCredentials
      preferredSingleSignOnMode preferredTokenSigningKeyThumbprint replyUrls resourceSpecificApplicationPermissions
      samlSingleSignOnSettings servicePrincipalNames signInAudience tags tokenEncryptionKeyId verifiedPublisher`,
    source: csdl,
  },
  appRoleAssignment: {
    usual: ['id', 'appRoleId', 'principalDisplayName', 'principalId', 'principalType', 'resourceDisplayName'].concat([
      'resourceId',
    ]),
    selected: [],
    elsewhere: 'createdDateTime deletedDateTime',
    source: csdl,
  },
} as const
