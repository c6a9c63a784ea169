const source = 'permissions.json, 2026-08-07'
const reading = ['Policy.Read.All'] as const
const writing = ['Policy.Read.All+Policy.ReadWrite.ConditionalAccess'] as const
const common = { options: [], units: 1, limit: 'conditionalAccess', source } as const

/** Conditional access: all calls share one limit of the tenant, which no page names for security defaults. */
export const conditionalAccessCalls = {
  'GET /policies/identitySecurityDefaultsEnforcementPolicy': {
    permissions: reading,
    options: ['$select'],
    units: 1,
    latency: 'policyRead',
    source: 'learn, graph/api/identitysecuritydefaultsenforcementpolicy-get, 2024',
  },
  'GET /identity/conditionalAccess/policies': { ...common, permissions: reading, latency: 'policyRead' },
  'POST /identity/conditionalAccess/policies': { ...common, permissions: writing, latency: 'policyWrite' },
  'PATCH /identity/conditionalAccess/policies/{id}': { ...common, permissions: writing, latency: 'policyWrite' },
  'GET /identity/conditionalAccess/namedLocations': { ...common, permissions: reading, latency: 'policyRead' },
  'POST /identity/conditionalAccess/namedLocations': { ...common, permissions: writing, latency: 'policyWrite' },
  'PATCH /identity/conditionalAccess/namedLocations/{id}': { ...common, permissions: writing, latency: 'policyWrite' },
  'POST /identity/conditionalAccess/evaluate': {
    ...common,
    permissions: ['Policy.Read.ConditionalAccess', 'Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'],
    latency: 'policyRead',
    isQuestion: true,
  },
} as const

/** What Graph has in these bodies and the local tenant has not (v1.0-Prod.csdl, 2026-08-20). */
export const conditionalAccessElsewhere = `applicationFilter clientApplications devices insiderRiskLevels
  servicePrincipalRiskLevels includeGuestsOrExternalUsers excludeGuestsOrExternalUsers templateId
  includeUserActions includeAuthenticationContextClassReferences customAuthenticationFactors termsOfUse
  externalTenantId externalUserType servicePrincipalId userAction authenticationContextValue
  servicePrincipalRiskLevel insiderRiskLevel enrollmentProfileName mdmAppId physicalIds systemLabels`

/** Built-in authentication strengths (learn, resources/authenticationstrengthpolicy; sample of conditionalaccessroot-evaluate). */
export const authenticationStrengths: Record<string, string> = {
  '00000000-0000-0000-0000-000000000002': 'Multifactor authentication',
  '00000000-0000-0000-0000-000000000003': 'Passwordless MFA',
  '00000000-0000-0000-0000-000000000004': 'Phishing-resistant MFA',
}

/** Of the suite that a policy names Office365 what a room signs in to (learn, verify first-party Microsoft applications). */
export const office365Applications = [
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0ff1-ce00-000000000000',
  '00000004-0000-0ff1-ce00-000000000000',
  'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
]
