import { directoryRoles } from './directoryRoles.ts'
import { groupInForce, isDynamic, lookingForMembers, membersOf } from './groups.ts'
import type { User, World } from './world.ts'

/** The groups that a user is in; a rule's members come when the service has noticed. */
export function groupIdsOf(world: World, { id }: User): string[] {
  const groups = world.groups.ids().flatMap((group) => world.groups.truth(group) ?? [])
  const inForce = groups.flatMap((group) => (isDynamic(group) ? groupInForce(world, group.id) : group) ?? [])
  return inForce
    .filter((group) => membersOf(world, lookingForMembers, group).some((member) => member.id === id))
    .map((group) => group.id)
}

/** Conditional access names roles by the ids of their templates (learn, resources/conditionalaccessusers). */
export function roleIdsOf({ directoryRoles: held = [] }: User): string[] {
  return held.flatMap((name) => directoryRoles[name]?.templateId ?? [])
}
