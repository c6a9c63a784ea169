import type { User } from './world.ts'

/** Whether a user meets a rule. */
export type Rule = (user: User) => boolean

/** Why a rule is not taken: Entra ID would refuse it, or the local tenant cannot evaluate it. */
export interface RuleFault {
  kind: 'invalid' | 'unsupported'
  at: string
}

/**
 * A rule for dynamic membership, of the documented operators and the properties that tell rooms from people
 * (learn, entra/identity/users/groups-dynamic-membership, 2025). Text is compared without case.
 */
export function compileRule(text: string): Rule | RuleFault {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof RuleRefusal) return error.fault
    throw error
  }
}

export function isFault(compiled: Rule | RuleFault): compiled is RuleFault {
  return typeof compiled !== 'function'
}

class RuleRefusal extends Error {
  readonly fault: RuleFault

  constructor(kind: RuleFault['kind'], at: string) {
    super(`${kind} at ${at}`)
    this.fault = { kind, at }
  }
}

function refuse(kind: RuleFault['kind'], at = 'the end'): never {
  throw new RuleRefusal(kind, at)
}

type Test = (held: string) => boolean

/** Each operator with the test that it makes of a value. */
const operators: Record<string, (wanted: string) => Test> = {
  '-eq': (wanted) => (held) => held.toLowerCase() === wanted.toLowerCase(),
  '-ne': (wanted) => (held) => held.toLowerCase() !== wanted.toLowerCase(),
  '-startswith': (wanted) => (held) => held.toLowerCase().startsWith(wanted.toLowerCase()),
  '-endswith': (wanted) => (held) => held.toLowerCase().endsWith(wanted.toLowerCase()),
  '-contains': (wanted) => (held) => held.toLowerCase().includes(wanted.toLowerCase()),
  '-notcontains': (wanted) => (held) => !held.toLowerCase().includes(wanted.toLowerCase()),
  '-match': (wanted) => {
    const pattern = patternOf(wanted)
    return (held) => pattern.test(held)
  },
}

const properties: Record<string, (user: User) => string | null> = {
  'user.userprincipalname': ({ userPrincipalName }) => userPrincipalName,
  'user.mail': ({ mail }) => mail,
  'user.displayname': ({ displayName }) => displayName,
  'user.department': ({ department }) => department ?? null,
  'user.accountenabled': ({ accountEnabled }) => String(accountEnabled),
}

const token = /\s*(\(|\)|-\w+|user\.\w+|"(?:[^"`]|`.)*"|'[^']*'|true\b|false\b|null\b)/iy

function split(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  for (let end = 0; text.slice(end).trim() !== ''; end = token.lastIndex) {
    token.lastIndex = end
    const [, found] = token.exec(text) ?? refuse('invalid', text.slice(end))
    tokens.push(found ?? '')
  }
  return tokens
}

/** -and binds before -or. */
function parse(text: string): Rule {
  const tokens = split(text)
  const rule = parseAny(tokens)
  return tokens.length === 0 ? rule : refuse('invalid', tokens[0])
}

function parseAny(tokens: string[]): Rule {
  const rules = [parseAll(tokens)]
  while (takes(tokens, '-or')) rules.push(parseAll(tokens))
  return (user) => rules.some((rule) => rule(user))
}

function parseAll(tokens: string[]): Rule {
  const rules = [parseOne(tokens)]
  while (takes(tokens, '-and')) rules.push(parseOne(tokens))
  return (user) => rules.every((rule) => rule(user))
}

function parseOne(tokens: string[]): Rule {
  if (!takes(tokens, '(')) return parseCriterion(tokens)
  const rule = parseAny(tokens)
  return takes(tokens, ')') ? rule : refuse('invalid', tokens[0])
}

function takes(tokens: string[], wanted: string): boolean {
  if (tokens[0]?.toLowerCase() !== wanted) return false
  tokens.shift()
  return true
}

function parseCriterion(tokens: string[]): Rule {
  const [property = '', operator = '', value] = tokens.splice(0, 3)
  if (!/^user\.\w+$/i.test(property) || !operator.startsWith('-') || value === undefined) refuse('invalid', property)
  const read = properties[property.toLowerCase()] ?? refuse('unsupported', property)
  const makeTest = operators[operator.toLowerCase()] ?? refuse('unsupported', operator)
  const test = makeTest(readValue(value))
  return (user) => test(read(user) ?? '')
}

/** A backtick escapes; null is what an empty property is. */
function readValue(value: string): string {
  if (/^["']/.test(value)) return value.slice(1, -1).replaceAll(/`(.)/g, '$1')
  if (!/^(true|false|null)$/i.test(value)) refuse('invalid', value)
  return value.toLowerCase() === 'null' ? '' : value
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text, 'i')
  } catch {
    return refuse('invalid', text)
  }
}
