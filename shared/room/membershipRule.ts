import { withPrefix, type NamePattern } from './pattern.ts'
import { address as addressSchema } from './request.ts'
import { allOf, anyOf, compare, not, type Truth } from './ruleComparison.ts'
import { parseRule, type Rule } from './ruleSyntax.ts'

/** What rules are evaluated on. Left out is not read; null is read, and empty. */
export interface RuleUser {
  userPrincipalName?: string | null
  mail?: string | null
  displayName?: string | null
  accountEnabled?: boolean | null
  department?: string | null
  jobTitle?: string | null
}

/** The rule of a dynamic group of all rooms of the pattern; undefined where no text at the start tells them from people. */
export const ruleFor = ({ prefix }: NamePattern): string | undefined =>
  prefix === '' ? undefined : `(user.userPrincipalName -startsWith "${prefix}")`

/**
 * Whether the directory would take the user into the group; undefined for what cannot be said for sure, and never a guess.
 * Semantics: learn.microsoft.com "Manage rules for dynamic membership groups in Microsoft Entra ID", 19 December 2024.
 */
export function matchesRule(rule: string, user: RuleUser): boolean | undefined {
  const parsed = parseRule(rule)
  return parsed && evaluate(parsed, user)
}

/**
 * The address with which a room would be in the group, as long as its account is enabled: its own if that will do, else with a beginning that the rule asks for.
 * Undefined where no beginning is enough.
 */
export function nameThatWouldMatch(rule: string, address: string): string | undefined {
  const parsed = parseRule(rule)
  if (!parsed) return undefined
  const [local = '', domain = ''] = address.toLowerCase().split('@')
  const names = [local, ...prefixesIn(parsed).map((prefix) => withPrefix(prefix, local))]
  return names
    .map((name) => `${name}@${domain}`)
    .find(
      (candidate) =>
        addressSchema.safeParse(candidate).success &&
        evaluate(parsed, { userPrincipalName: candidate, mail: candidate, accountEnabled: true }),
    )
}

function evaluate(rule: Rule, user: RuleUser): Truth {
  switch (rule.kind) {
    case 'unclear':
      return undefined
    case 'not':
      return not(evaluate(rule.rule, user))
    case 'comparison':
      return compare(valueOf(rule.property, user), rule.operator, rule.value)
    case 'chain':
      return evaluateChain(rule, user)
  }
}

/** Names of properties are case sensitive. */
function valueOf(property: string, user: RuleUser): string | boolean | null | undefined {
  switch (property) {
    case 'userPrincipalName':
    case 'mail':
    case 'displayName':
    case 'accountEnabled':
    case 'department':
    case 'jobTitle':
      return user[property]
    default:
      return undefined
  }
}

/** The page puts and before or, but has been read the other way round: where that makes a difference, parentheses are missing. */
function evaluateChain({ rules, links }: Rule & { kind: 'chain' }, user: RuleUser): Truth {
  const truths = rules.map((rule) => evaluate(rule, user))
  const andFirst = anyOf(cutAt('or', links, truths).map(allOf))
  const orFirst = allOf(cutAt('and', links, truths).map(anyOf))
  return andFirst === orFirst ? andFirst : undefined
}

function cutAt(link: 'and' | 'or', links: ('and' | 'or')[], truths: Truth[]): Truth[][] {
  const runs: Truth[][] = []
  for (const [at, truth] of truths.entries()) {
    const last = runs.at(-1)
    if (last === undefined || links[at - 1] === link) runs.push([truth])
    else last.push(truth)
  }
  return runs
}

function prefixesIn(rule: Rule): string[] {
  if (rule.kind === 'chain') return rule.rules.flatMap(prefixesIn)
  if (rule.kind === 'not') return prefixesIn(rule.rule)
  if (rule.kind !== 'comparison' || rule.operator !== 'startswith' || rule.value.kind !== 'text') return []
  return [rule.value.text.toLowerCase()]
}
