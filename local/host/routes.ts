import { notSupported } from './notSupported.ts'

export interface Route {
  /** The parameters, decoded, when the path fits. */
  match(path: string): Record<string, string> | undefined
  /** Compared as text, the smaller is tried first: literal before parameter before the rest, from left to right. */
  precedence: string
}

/** A route template of an HTTP trigger as ASP.NET reads it: `a/{b}/{c?}` or `a/{*rest}`, letters of any case. */
export function parseRoute(template: string): Route {
  const parts = template.split('/').filter(Boolean).map(parsePart)
  const early = parts.slice(0, -1).find(({ isOptional }) => isOptional)
  if (early) throw new Error(`"{${early.name}}" must be the last part of the route "${template}"`)
  const names = parts.flatMap(({ name }) => name ?? [])
  const whole = new RegExp(`^${parts.map(({ pattern }) => pattern).join('')}/?$`, 'i')
  return {
    precedence: parts.map(({ precedence }) => precedence).join(''),
    match: (path) => matchWhole(whole, names, path),
  }
}

interface Part {
  pattern: string
  precedence: string
  name?: string
  isOptional?: boolean
}

function parsePart(part: string): Part {
  const [, star, name, optional] = /^\{(\*?)(\w+)(\??)\}$/.exec(part) ?? []
  if (name === undefined && /[{}]/.test(part)) throw notSupported(`"${part}" in a route`)
  if (name === undefined) return { pattern: `/${escape(part)}`, precedence: '1' }
  if (star) return { name, pattern: '(?:/(.*))?', precedence: '5', isOptional: true }
  if (optional) return { name, pattern: '(?:/([^/]+))?', precedence: '3', isOptional: true }
  return { name, pattern: '/([^/]+)', precedence: '3' }
}

const escape = (literal: string): string => literal.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)

function matchWhole(whole: RegExp, names: string[], path: string): Record<string, string> | undefined {
  const found = whole.exec(path)
  if (!found) return undefined
  const given = names.map((name, index) => [name, found[index + 1]] as const)
  return Object.fromEntries(given.flatMap(([name, value]) => (value ? [[name, decode(value)]] : [])))
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // A path that is not valid percent-encoding reaches the function as it came.
    return value
  }
}
