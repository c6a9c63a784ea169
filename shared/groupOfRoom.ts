import { toRefused } from './failures.ts'
import { refused, type Refused } from './outcome.ts'
import type { Facts } from './room/decisionTable.ts'
import { displayNameOf } from './room/displayName.ts'
import { findLicence } from './room/licenceCatalogue.ts'
import { licencesFor } from './room/licenceSet.ts'
import { matchesRule, nameThatWouldMatch } from './room/membershipRule.ts'
import type { Plan } from './room/plan.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'rooms' | 'licenceGroups' | 'naming'>
type Asked = Pick<Facts, 'room' | 'snapshot'>

/** A group that does not exist, or a dynamic one that would never take the room in, is found before anything is written. */
export async function findGroupProblem(
  { rooms, licenceGroups, naming }: Needs,
  { room, snapshot }: Asked,
  { address, work }: Pick<Plan, 'address' | 'work'>,
): Promise<Refused | undefined> {
  const kind = kindFor({ room, snapshot })
  const groupId = kind && licenceGroups[kind]
  if (groupId === undefined || (work && !work.steps.includes('assignLicence'))) return undefined
  const group = await rooms.readGroup(groupId)
  if ('kind' in group)
    return group.reason === 'absent' ? refused('licence-group-unknown') : toRefused(group, 'reading groups')
  const displayName = nameFor(room, snapshot, naming)
  const user = { userPrincipalName: address, mail: address, displayName, accountEnabled: true }
  if (group.rule === undefined || matchesRule(group.rule, user) !== false) return undefined
  const would = nameThatWouldMatch(group.rule, address)
  return refused('group-rule-excludes', { group: group.name, address, would: would ? `, such as ${would}` : '' })
}

/** What is there already keeps its name. */
function nameFor(room: Asked['room'], { mailbox }: Asked['snapshot'], { displayName }: Needs['naming']): string {
  const known = mailbox?.['DisplayName']
  return typeof known === 'string' ? known : displayNameOf(room, displayName)
}

/** Of the licence that the room would get, which may stand in for the one that was asked for. */
function kindFor({ room, snapshot }: Asked) {
  const chosen = licencesFor(room, snapshot)
  return chosen?.room === undefined ? undefined : findLicence(chosen.room, snapshot.skus)?.kind
}
