/** learn, api/signin-list (2023): what the log is asked with, beside the permission that permissions.json gives. */
export const signInCalls = {
  'GET /auditLogs/signIns': {
    permissions: ['AuditLog.Read.All'],
    options: ['$filter', '$top', '$orderby', '$skiptoken'],
    units: 1,
    latency: 'signInList',
    limit: 'reports',
    source: 'permissions.json, 2026-08-07',
  },
} as const

export const signInResources = {
  signIn: {
    usual: ['id', 'createdDateTime', 'userDisplayName', 'userPrincipalName', 'userId', 'appId'].concat(
      ['appDisplayName', 'ipAddress', 'clientAppUsed', 'correlationId', 'conditionalAccessStatus', 'isInteractive'],
      ['riskDetail', 'riskLevelAggregated', 'riskLevelDuringSignIn', 'riskState', 'riskEventTypes'],
      ['riskEventTypes_v2', 'resourceDisplayName', 'resourceId', 'status', 'deviceDetail', 'location'],
      ['appliedConditionalAccessPolicies'],
    ),
    selected: [],
    elsewhere: `authenticationAppDeviceDetails homeTenantId resourceTenantId servicePrincipalId servicePrincipalName
      userAgent`,
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
} as const
