import { lookingFrom } from './look.ts'
import type { Look } from './look.ts'
import { compileRule, isFault } from './membershipRule.ts'
import type { Rule } from './membershipRule.ts'
import { drawGuid } from './seededDraw.ts'
import type { Group, User, World } from './world.ts'

/** A static security group without members or licences. */
export function draftGroup(seed: number, number: number, displayName: string, at: string): Group {
  return {
    id: drawGuid(seed, 'group', displayName, number),
    displayName,
    mailNickname: displayName.replaceAll(/[^\w-]/g, ''),
    description: null,
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    membershipRule: null,
    membershipRuleProcessingState: null,
    members: [],
    licences: [],
    createdDateTime: at,
  }
}

export function isDynamic({ groupTypes }: Pick<Group, 'groupTypes'>): boolean {
  return groupTypes.includes('DynamicMembership')
}

/** How the service that evaluates rules and hands out licences sees the tenant: well after the others. */
export const lookingForMembers: Look = lookingFrom('membership')

/** A group as its rule and its licences are worked out from, once the service has noticed it; a pause counts at once. */
export function groupInForce({ groups }: World, id: string): Group | undefined {
  const { membershipRuleProcessingState, members } = groups.truth(id) ?? {}
  const group = lookingForMembers(groups, id)
  if (!group || !members || membershipRuleProcessingState !== 'Paused') return group
  return { ...group, membershipRuleProcessingState, members }
}

/** Who belongs to a group, for who looks so. A rule whose processing is paused keeps the members that it had. */
export function membersOf({ users }: World, look: Look, group: Group): User[] {
  const isLive = (id: string) => users.truth(id)?.deletedDateTime === null
  const seen = (ids: string[]) => ids.filter(isLive).flatMap((id) => look(users, id) ?? [])
  if (!isDynamic(group) || group.membershipRuleProcessingState !== 'On') return seen(group.members)
  return seen(users.ids()).filter(ruleOf(group))
}

const rules = new Map<string, Rule>()

function ruleOf({ membershipRule }: Group): Rule {
  const text = membershipRule ?? ''
  const known = rules.get(text)
  if (known) return known
  const compiled = compileRule(text)
  const rule = isFault(compiled) ? () => false : compiled
  rules.set(text, rule)
  return rule
}
