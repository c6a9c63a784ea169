/** What a property is compared with; unclear is what the documentation does not explain. */
export type RuleValue =
  | { kind: 'text'; text: string }
  | { kind: 'truth'; isTrue: boolean }
  | { kind: 'list'; values: RuleValue[] }
  | { kind: 'null' | 'unclear' }

/** A membership rule; a chain holds what stands side by side, with the words between. */
export type Rule =
  | { kind: 'comparison'; property: string; operator: Operator; value: RuleValue }
  | { kind: 'not'; rule: Rule }
  | { kind: 'chain'; rules: Rule[]; links: Link[] }
  | { kind: 'unclear' }

type Link = 'and' | 'or'

const operators = [
  'eq',
  'ne',
  'startswith',
  'notstartswith',
  'endswith',
  'notendswith',
  'contains',
  'notcontains',
  'match',
  'notmatch',
  'in',
  'notin',
] as const
export type Operator = (typeof operators)[number]

/** learn.microsoft.com "Manage rules for dynamic membership groups in Microsoft Entra ID", 19 December 2024: at most 3,072 characters. */
const longestRule = 3_072
const deepestRule = 40

interface Reader {
  tokens: string[]
  at: number
}

/**
 * The rule as the page above describes its syntax: operators with or without a hyphen, in any case; strings in double quotes; lists in square brackets.
 * Undefined for everything else. What is well formed but not for us (collections, other properties) becomes unclear, or a comparison of a property that nobody knows.
 */
export function parseRule(text: string): Rule | undefined {
  if (text.length > longestRule) return undefined
  const tokens = text.match(/"(?:[^"`]|`.)*"|'[^']*'|[()[\],]|[^\s()[\],"']+|["']/g) ?? []
  const reader = { tokens, at: 0 }
  const rule = readChain(reader, 0)
  return reader.at === tokens.length ? rule : undefined
}

const take = (reader: Reader): string => reader.tokens[reader.at++] ?? ''
const wordAt = ({ tokens, at }: Reader): string => (tokens[at] ?? '').toLowerCase().replace(/^-/, '')

function readChain(reader: Reader, depth: number): Rule | undefined {
  const first = readTerm(reader, depth)
  if (!first) return undefined
  const rules = [first]
  const links: Link[] = []
  for (let link = wordAt(reader); link === 'and' || link === 'or'; link = wordAt(reader)) {
    reader.at++
    const next = readTerm(reader, depth)
    if (!next) return undefined
    rules.push(next)
    links.push(link)
  }
  return { kind: 'chain', rules, links }
}

function readTerm(reader: Reader, depth: number): Rule | undefined {
  if (depth > deepestRule) return undefined
  if (wordAt(reader) === 'not') {
    reader.at++
    const rule = readTerm(reader, depth + 1)
    return rule && { kind: 'not', rule }
  }
  if (wordAt(reader) !== '(') return readComparison(reader)
  reader.at++
  const rule = readChain(reader, depth + 1)
  return take(reader) === ')' ? rule : undefined
}

function readComparison(reader: Reader): Rule | undefined {
  const property = /^user\.(\w+)$/.exec(take(reader))?.[1]
  const word = wordAt(reader)
  reader.at++
  if (property === undefined) return undefined
  if (word === 'any' || word === 'all') return skipGroup(reader) ? { kind: 'unclear' } : undefined
  const operator = operators.find((name) => name === word)
  const value = operator && readValue(reader)
  return value && { kind: 'comparison', property, operator, value }
}

/** Conditions on the items of a collection. */
function skipGroup(reader: Reader): boolean {
  let depth = 0
  do {
    const token = take(reader)
    if (token === '') return false
    if (token === '(') depth++
    if (token === ')') depth--
  } while (depth > 0)
  return reader.tokens[reader.at - 1] === ')'
}

function readValue(reader: Reader): RuleValue | undefined {
  const token = take(reader)
  if (token === '[') return readList(reader)
  if (/^(?:$|[()\],-]|["']$)/.test(token)) return undefined
  if (token.startsWith('"')) return { kind: 'text', text: token.slice(1, -1) }
  if (/^(?:true|false)$/i.test(token)) return { kind: 'truth', isTrue: token.toLowerCase() === 'true' }
  return { kind: /^\$?null$/i.test(token) ? 'null' : 'unclear' }
}

function readList(reader: Reader): RuleValue | undefined {
  const values: RuleValue[] = []
  for (;;) {
    const value = readValue(reader)
    if (!value || value.kind === 'list') return undefined
    values.push(value)
    const next = take(reader)
    if (next === ']') return { kind: 'list', values }
    if (next !== ',') return undefined
  }
}
