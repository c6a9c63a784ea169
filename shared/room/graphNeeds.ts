import { readers, type Need, type Purpose } from './need.ts'
import { teamsNeeds } from './teamsNeeds.ts'

const permissions = 'microsoftgraph/microsoft-graph-devx-content, permissions/new/permissions.json, 2026-08-07'

const anyDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All']
const anyUser = ['User.ReadWrite.All', ...anyDirectory]
const anyOrganization = ['Organization.Read.All', 'Organization.ReadWrite.All']

const writers: Purpose[] = ['ensureAccount', 'undoChanges']
const switchers: Purpose[] = [...writers, 'releaseAccount']

const bookers: Purpose[] = ['probeBooking', 'undoChanges']

const graph = (need: Omit<Need, 'kind' | 'source'> & { source?: string }): Need => ({
  source: permissions,
  ...need,
  kind: 'graph',
})

/** Calls on Microsoft Graph v1.0 and the app roles that they take. */
export const graphNeeds: readonly Need[] = [
  graph({
    call: 'GET /users',
    why: 'finding who holds an address, with sign-in, password policy, location and licences',
    grants: ['User.Read.All', ...anyUser],
    users: readers,
    where: 'cloud',
  }),
  graph({
    call: 'GET /directory/deletedItems/microsoft.graph.user',
    why: 'finding a deleted account that still holds the address',
    grants: ['User.Read.All', ...anyUser],
    users: readers,
    where: 'cloud',
    source: 'Microsoft, graph/api/directory-deleteditems-list, 2024',
  }),
  graph({
    call: 'GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole',
    why: 'never touching the account of an administrator',
    grants: ['User.Read.All', ...anyDirectory, 'GroupMember.Read.All', 'Group.Read.All'],
    users: readers,
    where: 'cloud',
  }),
  graph({
    call: 'GET /users/{id}/manager',
    why: 'telling the account of a person from that of a room',
    grants: ['User.Read.All', ...anyUser],
    users: readers,
    where: 'cloud',
  }),
  graph({
    call: 'GET /users/{id}/calendarView',
    why: 'counting the meetings to come of a room that exists, and listing those of one that is given up',
    // The file names Calendars.ReadBasic; as an app role it is Calendars.ReadBasic.All (permissions/new/provisioningInfo.json).
    grants: ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
    users: [...readers, 'probeBooking'],
    where: 'cloud',
    without: 'meetings to come are not counted, and nobody is asked because of them',
  }),
  graph({
    call: 'GET /users/{id}',
    why: 'reading an account back after a change',
    grants: ['User.Read.All', ...anyUser],
    users: ['ensureAccount', 'assignLicence', 'undoChanges', 'checkSignIn'],
    where: 'cloud',
  }),
  graph({
    call: 'GET /subscribedSkus',
    why: 'knowing which licences the tenant owns and how many are free',
    grants: ['LicenseAssignment.Read.All', ...anyOrganization, ...anyDirectory],
    users: [...readers, 'assignLicence', 'preflight'],
    where: 'cloud',
  }),
  graph({
    call: 'GET /organization',
    why: 'knowing the verified domains of the tenant',
    // With User.Read.All alone id, displayName and verifiedDomains are shown, which is all that is read.
    grants: ['User.Read.All', ...anyOrganization, ...anyDirectory],
    users: ['preflight', 'checkSignIn'],
    where: 'cloud',
  }),
  graph({
    call: 'POST /identity/conditionalAccess/evaluate',
    why: 'asking whether a conditional access policy would stop a room',
    // Policy.Read.ConditionalAccess is narrower, but security defaults take Policy.Read.All in any case.
    grants: ['Policy.Read.All', 'Policy.Read.ConditionalAccess', 'Policy.ReadWrite.ConditionalAccess'],
    users: ['checkSignIn'],
    where: 'cloud',
    without: 'conditional access is not checked, and the answer says so',
  }),
  graph({
    call: 'GET /policies/identitySecurityDefaultsEnforcementPolicy',
    why: 'knowing whether security defaults are on, with which no room can sign in',
    grants: ['Policy.Read.All'],
    users: ['checkSignIn'],
    where: 'cloud',
    without: 'security defaults are not checked, and the answer says so',
  }),
  graph({
    call: 'GET /auditLogs/signIns',
    why: 'telling the ticket of the first sign-in of a room, and why one failed',
    grants: ['AuditLog.Read.All'],
    users: ['stages'],
    where: 'cloud',
    without: 'nobody hears of the first sign-in',
  }),
  graph({
    call: 'PATCH /users/{id} usageLocation',
    why: 'setting the usage location, without which no licence can be assigned',
    grants: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    users: writers,
    where: 'cloud',
  }),
  graph({
    call: 'PATCH /users/{id} passwordPolicies',
    why: 'a password that never expires',
    grants: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
    users: writers,
    where: 'cloud-account',
  }),
  graph({
    call: 'PATCH /users/{id} passwordProfile',
    why: 'setting the password of a new or blocked room, and a new one where that is asked for',
    grants: ['User-PasswordProfile.ReadWrite.All'],
    users: ['ensureAccount'],
    where: 'cloud-account',
  }),
  graph({
    call: 'PATCH /users/{id} accountEnabled',
    why: 'allowing sign-in, and blocking it when a request is cancelled or a room given up',
    grants: ['User.EnableDisableAccount.All+User.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    users: switchers,
    where: 'cloud-account',
  }),
  graph({
    call: 'POST /users/{id}/assignLicense',
    why: 'assigning licences and taking them away',
    grants: ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    users: ['assignLicence', 'releaseAccount', 'undoChanges'],
    where: 'cloud',
  }),
  graph({
    call: 'DELETE /users/{id}',
    why: 'deleting the account of a room that is given up',
    grants: ['User.ReadWrite.All'],
    users: ['deleteAccount'],
    where: 'cloud',
    source: 'Microsoft, graph/api/user-delete, 2025',
  }),
  graph({
    call: 'POST /directory/deletedItems/{id}/restore',
    why: 'restoring a deleted room together with its mailbox',
    grants: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
    users: ['ensureMailbox'],
    where: 'cloud',
  }),
  graph({
    call: 'GET /groups/{id}',
    why: 'knowing whether the group of licences takes a room in',
    grants: ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...anyDirectory],
    users: ['identifyAndPlan', 'assignLicence', 'preflight'],
    where: 'licence-group',
  }),
  graph({
    call: 'POST /groups/{id}/members/$ref',
    why: 'making a room a member of the group of licences',
    grants: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    users: ['assignLicence'],
    where: 'licence-group',
  }),
  ...(['POST /users/{id}/events', 'GET /users/{id}/events/{id}', 'DELETE /users/{id}/events/{id}'] as const).map(
    (call) =>
      graph({
        call,
        why: 'booking a room for a test, and calling that off again',
        grants: ['Calendars.ReadWrite'],
        users: bookers,
        where: 'canary',
        without: 'rooms are not booked for a test, and the answer says so',
      }),
  ),
  graph({
    call: 'GET /places/{id}',
    why: 'telling the ticket when people find a new room as they book',
    grants: ['Place.Read.All'],
    users: ['stages'],
    where: 'exchange-online',
    without: 'nobody hears when a room has come to the Room Finder',
    source: 'Microsoft, graph/api/place-get, 2024',
  }),
  ...teamsNeeds,
]
