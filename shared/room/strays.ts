import { proposeAddress, type RoomPlace } from './naming.ts'
import { withPrefix, type AddressPart, type NamePattern } from './pattern.ts'

/** A room account as the tenant has it. What is known of its place decides which address the convention gives. */
export interface NamedAccount {
  address: string
  place?: RoomPlace
}

/** An account that does not follow the convention. */
export interface Stray {
  address: string
  /** What is wrong, said of the address: "begins otherwise than …". */
  reason: string
  /** The address that the convention gives, in the same domain, where that can be said. */
  proposal?: string
  /** Another of the accounts has the proposed address, or is to have it. */
  isTaken?: true
}

/** The rooms whose addresses do not follow the naming pattern, as the tenant was read last. */
export interface StrayReport {
  readAt: string
  /** As it is written in the settings. */
  pattern: string
  /** How many rooms were read. */
  rooms: number
  /** How many of them are strays; the list may have fewer. */
  count: number
  strays: Stray[]
}

/** The accounts that do not follow the convention, in the order given; the time it takes grows with their number alone. Domains are not judged: an estate may have several. */
export function findStrays(pattern: NamePattern, accounts: NamedAccount[]): Stray[] {
  const check = makeCheck(pattern)
  const strays = accounts.flatMap((account) => findStray(account, pattern, check) ?? [])
  const proposals = new Map<string, number>()
  for (const { proposal = '' } of strays) proposals.set(proposal, (proposals.get(proposal) ?? 0) + 1)
  const addresses = new Set(accounts.map(({ address }) => address.toLowerCase()))
  return strays.map((stray): Stray => {
    const { proposal } = stray
    const isTaken = proposal !== undefined && (addresses.has(proposal) || (proposals.get(proposal) ?? 0) > 1)
    return isTaken ? { ...stray, isTaken } : stray
  })
}

/** Says what is wrong with the part of an address before the @. */
type Check = (name: string) => string | undefined

function findStray({ address, place }: NamedAccount, pattern: NamePattern, check: Check): Stray | undefined {
  const [name = '', domain = '', ...more] = address.toLowerCase().split('@')
  if (name === '' || domain === '' || more.length > 0) return { address, reason: 'is no e-mail address' }
  const wrong = check(name)
  if (!place)
    return wrong === undefined ? undefined : { address, reason: wrong, ...repair(name, domain, pattern, check) }
  const proposal = proposeAddress(place, { pattern, domain })
  if (proposal === `${name}@${domain}`) return undefined
  return { address, reason: wrong ?? `says otherwise than the room: ${partsIn(pattern).join(', ')}`, proposal }
}

/** Only what needs no knowledge of the room: its beginning and its signs. */
function repair(name: string, domain: string, pattern: NamePattern, check: Check): { proposal?: string } {
  const signs = signsOf(pattern)
  const clean = Array.from(name, (sign) => (/[a-z0-9]/.test(sign) || signs.includes(sign) ? sign : '-')).join('')
  const repaired = withPrefix(pattern.prefix, tidy(clean))
  return check(repaired) === undefined ? { proposal: `${repaired}@${domain}` } : {}
}

const tidy = (name: string): string => name.replaceAll(/([._-])[._-]+/g, '$1').replaceAll(/^[._-]|[._-]$/g, '')

const partsIn = ({ pieces }: NamePattern): AddressPart[] =>
  pieces.flatMap((piece) => (piece.kind === 'part' ? [piece.part] : []))

/** Slugs have hyphens; other separators are those of the pattern. */
const signsOf = ({ pieces }: NamePattern): string[] =>
  ['-', '.', '_'].filter(
    (sign) => sign === '-' || pieces.some((piece) => piece.kind === 'text' && piece.text.includes(sign)),
  )

function makeCheck(pattern: NamePattern): Check {
  const { text, prefix } = pattern
  const signs = signsOf(pattern)
  const shapes = [[], ['floor'], ['building'], ['building', 'floor']].map((missing) => shapeOf(pattern, missing))
  return (name) => {
    if (!name.startsWith(prefix)) return `does not begin with "${prefix}"`
    const strange = [...new Set(name.replaceAll(/[a-z0-9]/g, ''))].filter((sign) => !signs.includes(sign))
    if (strange.length > 0) return `has ${strange.slice(0, 5).join(' ')}, which the convention does not use`
    if (tidy(name) !== name) return 'has a separator too many'
    return shapes.some((shape) => fits(name, shape)) ? undefined : `is not made as the convention says: ${text}`
  }
}

/** The literal texts between the parts, when some parts are not given. */
const shapeOf = ({ pieces }: NamePattern, missing: string[]): string[] =>
  tidy(
    pieces
      .map((piece) => (piece.kind === 'text' ? piece.text.toLowerCase() : missing.includes(piece.part) ? '' : '*'))
      .join(''),
  ).split('*')

/** Each text at its first place, something between, the last one at the end: right because a part has none of the signs that are counted. */
function fits(name: string, shape: string[]): boolean {
  const [first = '', ...others] = shape
  const last = others.pop() ?? ''
  let at = first.length
  for (const text of others) {
    const found = name.indexOf(text, at + 1)
    if (found < 0) return false
    at = found + text.length
  }
  const isCounted = ['.', '_'].every((sign) => count(name, sign) === count(shape.join(''), sign))
  return isCounted && name.startsWith(first) && name.endsWith(last) && name.length - last.length > at
}

const count = (text: string, sign: string): number => text.split(sign).length - 1
