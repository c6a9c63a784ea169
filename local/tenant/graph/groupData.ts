import type { GraphCall, GraphResource } from './graphData.ts'

const anyDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All']
const groupReaders = ['Group.ReadBasic.All', 'GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All'].concat(
  anyDirectory,
)

/** Calls about groups. Permissions of the management of protection, nesting and data location are left out. */
export const groupCalls = {
  'GET /groups': {
    permissions: groupReaders,
    options: ['$select', '$filter'],
    units: 2,
    latency: 'graphList',
    source: 'permissions.json, 2026-08-07',
  },
  'POST /groups': {
    permissions: ['Group.Create', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /groups/{id}': {
    permissions: groupReaders,
    options: ['$select'],
    units: 1,
    latency: 'graphRead',
    source: 'permissions.json, 2026-08-07',
  },
  'PATCH /groups/{id}': {
    permissions: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'permissions.json, 2026-08-07',
  },
  'GET /groups/{id}/members': {
    permissions: ['GroupMember.ReadBasic.All', 'GroupMember.ReadWrite.All', 'Directory.Read.All', ...groupReaders],
    options: ['$select', '$top', '$skiptoken'],
    units: 3,
    latency: 'graphList',
    source: 'permissions.json, 2026-08-07',
  },
  'POST /groups/{id}/members/$ref': {
    permissions: ['GroupMember.ReadWrite.All+User.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'graphWrite',
    source: 'learn, graph/api/group-post-members, 2023',
  },
  'POST /groups/{id}/assignLicense': {
    permissions: ['LicenseAssignment.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    options: [],
    units: 1,
    latency: 'assignLicence',
    source: 'permissions.json, 2026-08-07',
  },
} as const satisfies Record<string, GraphCall>

export const groupResources = {
  group: {
    usual: ['id', 'deletedDateTime', 'createdDateTime', 'description', 'displayName', 'groupTypes', 'mail'].concat([
      'mailEnabled',
      'mailNickname',
      'membershipRule',
      'membershipRuleProcessingState',
      'proxyAddresses',
      'securityEnabled',
    ]),
    selected: ['assignedLicenses'],
    elsewhere: `accessType allowExternalSenders assignedLabels autoSubscribeNewMembers classification expirationDateTime
      hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients infoCatalogs isArchived isAssignableToRole
      isFavorite isManagementRestricted isSubscribedByMail licenseProcessingState onPremisesDomainName
      onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesProvisioningErrors
      onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled organizationId preferredDataLocation
      preferredLanguage renewedDateTime resourceBehaviorOptions resourceProvisioningOptions securityIdentifier
      serviceProvisioningErrors theme uniqueName unseenConversationsCount unseenCount unseenMessagesCount visibility
      welcomeMessageEnabled`,
    source: 'v1.0-Prod.csdl, 2026-08-20',
  },
} as const satisfies Record<string, GraphResource>
