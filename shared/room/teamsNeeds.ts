import type { Need, Purpose } from './need.ts'

const readers: Purpose[] = ['identifyAndPlan', 'awaitRoom', 'verifyRoom', 'undoChanges']
const writers: Purpose[] = ['ensureTeams', 'undoChanges']

const numbers = '/admin/teams/telephoneNumberManagement'
const assignments = '/admin/teams/policy/userAssignments'
/** Reading alone would take TeamsTelephoneNumber.Read.All; a number that is read here is one that is to be assigned. */
const toNumber = ['TeamsTelephoneNumber.ReadWrite.All'] as const
const toAssign = ['TeamsPolicyUserAssign.ReadWrite.All'] as const

const teams = (call: string, why: string, grants: Need['grants'], users: readonly Purpose[]): Need => ({
  kind: 'graph',
  call,
  why,
  grants,
  users,
  where: 'cloud',
  source: 'Microsoft, Graph v1.0, teamsAdministration, 2026-08-20',
  without: 'rooms get no phone number and no policies in Teams',
})

/** Calls on Teams administration, made only for rooms that ask for a number or a policy. */
export const teamsNeeds: readonly Need[] = [
  teams(
    'GET /admin/teams/userConfigurations/{id}',
    'reading which number and policies a room has',
    ['TeamsUserConfiguration.Read.All'],
    [...readers, 'releaseAccount'],
  ),
  teams('GET /admin/teams/policy/getPolicyId', 'finding a policy by its name', toAssign, [...readers, ...writers]),
  teams(`POST ${assignments}/assign`, 'assigning policies', toAssign, writers),
  teams(`POST ${assignments}/unassign`, 'taking policies back', toAssign, ['undoChanges']),
  teams(`GET ${numbers}/numberAssignments`, 'finding a phone number and who has it', toNumber, [
    ...readers,
    ...writers,
    'releaseAccount',
  ]),
  teams(`POST ${numbers}/numberAssignments/assignNumber`, 'assigning a phone number', toNumber, writers),
  teams(`POST ${numbers}/numberAssignments/unassignNumber`, 'taking a phone number back', toNumber, [
    'releaseAccount',
    'undoChanges',
  ]),
  teams(`GET ${numbers}/operations/{id}`, 'looking at the order of a phone number', toNumber, ['ensureTeams']),
]
