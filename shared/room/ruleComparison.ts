import type { Operator, RuleValue } from './ruleSyntax.ts'

/** True, false, or undefined for what nobody but the directory can say. */
export type Truth = boolean | undefined

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth)

export function anyOf(truths: Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(undefined) ? undefined : false
}

export const allOf = (truths: Truth[]): Truth => not(anyOf(truths.map(not)))

const opposites: Partial<Record<Operator, Operator>> = {
  ne: 'eq',
  notstartswith: 'startswith',
  notendswith: 'endswith',
  notcontains: 'contains',
  notmatch: 'match',
  notin: 'in',
}

/** A property of a user, compared as the rule says; undefined where it was not read, null where the user has none. */
export function compare(known: string | boolean | null | undefined, operator: Operator, value: RuleValue): Truth {
  const opposite = opposites[operator]
  if (known === undefined || known === '') return undefined
  if (known === null && value.kind !== 'null')
    // Nothing says whether who has no value differs from one; that it equals none of a text is sure.
    return opposite || operator === 'match' || !isPlain(value) ? undefined : false
  return opposite ? not(decide(known, opposite, value)) : decide(known, operator, value)
}

function decide(known: string | boolean | null, operator: Operator, value: RuleValue): Truth {
  if (value.kind === 'null') return operator === 'eq' ? known === null : undefined
  if (typeof known === 'string') return decideText(known, operator, value)
  return operator === 'eq' && value.kind === 'truth' && known !== null ? known === value.isTrue : undefined
}

function decideText(known: string, operator: Operator, value: RuleValue): Truth {
  if (operator === 'in' && value.kind === 'list') return anyOf(value.values.map((one) => decide(known, 'eq', one)))
  if (value.kind !== 'text') return undefined
  return operator === 'match' ? matchSafely(known, value.text) : compareText(known, operator, value)
}

/** Quotes are escaped in ways that are described in half; the empty text is not described at all. */
const isPlain = (value: RuleValue): boolean =>
  (value.kind === 'text' && /^[^`'\\]+$/.test(value.text)) || (value.kind === 'list' && value.values.every(isPlain))

const tests: Partial<Record<Operator, (text: string, part: string) => boolean>> = {
  eq: (text, part) => text === part,
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
}

const strictly = (text: string): string => text.normalize('NFC').toLowerCase()
const loosely = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase()

/** Not case sensitive, says the page; what that means beyond ASCII it does not, so spellings that only some would call equal are left open. */
function compareText(known: string, operator: Operator, value: RuleValue & { kind: 'text' }): Truth {
  const test = tests[operator]
  if (!test || !isPlain(value)) return undefined
  if (test(strictly(known), strictly(value.text))) return true
  return test(loosely(known), loosely(value.text)) ? undefined : false
}

const atom = String.raw`(?:[^\\^$.|?*+()[\]{}]|\.|\\[dwsDWS.+*?()|^$/@-]|\[\^?(?:[A-Za-z0-9_.@ -]|\\[dws.-])+\])`
const term = String.raw`${atom}(?:[*+?]\??|\{\d{1,2}(?:,\d{0,2})?\}\??)?`
const group = String.raw`\((?:\?:)?(?:${term})*(?:\|(?:${term})*)*\)`
const branch = String.raw`\^?(?:${term}|${group})*\$?`
/** What .NET and JavaScript understand alike, without repeated groups. */
const knownExpression = new RegExp(`^${branch}(?:\\|${branch})*$`)

const longestExpression = 256
const mostSteps = 20_000_000

/** Found anywhere in the text, not case sensitive; never takes more than a moment. */
function matchSafely(known: string, expression: string): Truth {
  const isAscii = /^[ -~]*$/.test(known) && /^[ -~]+$/.test(expression)
  if (!isAscii || /[`']/.test(expression) || expression.length > longestExpression) return undefined
  if (!knownExpression.test(expression) || stepsFor(expression, known.length) > mostSteps) return undefined
  try {
    return new RegExp(expression, 'i').test(known)
  } catch {
    // A range of characters in the wrong order, or a number of times.
    return undefined
  }
}

/** The worst that going back can cost: each repetition may end anywhere, each choice doubles. */
function stepsFor(expression: string, length: number): number {
  const repetitions = expression.match(/[*+]|\{\d*,/g)?.length ?? 0
  const choices = expression.match(/[?|]/g)?.length ?? 0
  return (length + 1) ** (repetitions + 1) * 2 ** choices
}
