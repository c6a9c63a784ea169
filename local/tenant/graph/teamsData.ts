const permissions = 'permissions.json, 2026-08-07'
const anyNumber = ['TeamsTelephoneNumber.Read.All', 'TeamsTelephoneNumber.ReadWrite.All'] as const

/** Teams administration by Graph v1.0: a page's name stands where an option or a path has no other source. */
export const teamsCalls = {
  'GET /admin/teams/userConfigurations/{id}': {
    permissions: ['TeamsUserConfiguration.Read.All'],
    options: ['$select'],
    units: 1,
    latency: 'teamsRead',
    source: permissions,
  },
  "GET /admin/teams/policy/getPolicyId(type='{type}',name='{name}')": {
    permissions: ['TeamsPolicyUserAssign.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'teamsRead',
    source: permissions,
  },
  'POST /admin/teams/policy/userAssignments/assign': {
    permissions: ['TeamsPolicyUserAssign.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'teamsWrite',
    source: permissions,
  },
  'POST /admin/teams/policy/userAssignments/unassign': {
    permissions: ['TeamsPolicyUserAssign.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'teamsWrite',
    source: permissions,
  },
  'GET /admin/teams/telephoneNumberManagement/numberAssignments': {
    permissions: anyNumber,
    options: ['$filter', '$top', '$skip'],
    units: 1,
    latency: 'teamsRead',
    source: 'learn, teamsadministration-telephonenumbermanagementroot-list-numberassignments, 2025-07-23',
  },
  'POST /admin/teams/telephoneNumberManagement/numberAssignments/assignNumber': {
    permissions: ['TeamsTelephoneNumber.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'teamsWrite',
    source: permissions,
  },
  'POST /admin/teams/telephoneNumberManagement/numberAssignments/unassignNumber': {
    permissions: ['TeamsTelephoneNumber.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'teamsWrite',
    source: permissions,
  },
  'GET /admin/teams/telephoneNumberManagement/operations/{id}': {
    permissions: anyNumber,
    options: [],
    units: 1,
    latency: 'teamsRead',
    source: permissions,
  },
  // The form in which the Location of an order names its operation.
  "GET /admin/teams/telephoneNumberManagement/operations('{id}')": {
    permissions: anyNumber,
    options: [],
    units: 1,
    latency: 'teamsRead',
    source: 'learn, teamsadministration-numberassignment-assignnumber, 2025-07-23',
  },
} as const

export const teamsResources = {
  teamsUserConfiguration: {
    usual: ['id', 'userPrincipalName', 'tenantId', 'effectivePolicyAssignments', 'telephoneNumbers'].concat([
      'isEnterpriseVoiceEnabled',
      'featureTypes',
      'accountType',
      'createdDateTime',
      'modifiedDateTime',
    ]),
    selected: [],
    elsewhere: 'user',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
  numberAssignment: {
    usual: ['id', 'telephoneNumber', 'operatorId', 'numberType', 'activationState', 'capabilities'].concat(
      ['locationId', 'civicAddressId', 'networkSiteId', 'assignmentTargetId', 'assignmentCategory', 'portInStatus'],
      ['assignmentStatus', 'isoCountryCode', 'city', 'numberSource', 'supportedCustomerActions'],
      ['reverseNumberLookupOptions'],
    ),
    selected: [],
    elsewhere: '',
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
} as const

/** Service plans that make what Teams calls a feature (page Get-CsOnlineUser, FeatureTypes); the pairs are an assumption. */
export const featurePlans = {
  Teams: ['TEAMS1', 'TEAMS_GOV'],
  PhoneSystem: ['MCOEV', 'MCOEV_GOV'],
  AudioConf: ['MCOMEETADV', 'MCOMEETADV_GOV'],
  CallingPlan: ['MCOPSTN1', 'MCOPSTN1_GOV', 'MCOPSTN2', 'MCOPSTN3', 'MCOPSTN5', 'MCOPSTN6'],
} as const
