import slugify from '@sindresorhus/slugify'
import type { AddressPart, DisplayNamePattern, NamePattern } from './pattern.ts'
import type { Room } from './request.ts'

/** What an address is made of. */
export type RoomPlace = Pick<Room, 'site' | 'building' | 'floor' | 'name' | 'module'>

export interface Naming {
  pattern: NamePattern
  /** How rooms are shown to people. */
  displayName: DisplayNamePattern
  domain: string
}

const longestLocalPart = 64

/** RFC 2142 and custom: mail to them is meant for somebody who is responsible for the domain, not for a room. */
export const reservedNames: ReadonlySet<string> = new Set([
  'postmaster',
  'abuse',
  'admin',
  'administrator',
  'security',
  'root',
  'hostmaster',
  'webmaster',
  'noreply',
  'no-reply',
])

const toSlug = (text: string): string => slugify(text, { decamelize: false })

/**
 * The address of a room that asked for none: always the same for the same room, ASCII, short enough, never a reserved one, and one that could have been asked for.
 * It is made to be read, so now and then two rooms get the same one ("Board", module 2, and "Board 2"; two buildings under a pattern without one):
 * whoever finds a mailbox there must see whether it is this room's.
 */
export function proposeAddress(room: RoomPlace, { pattern, domain }: Pick<Naming, 'pattern' | 'domain'>): string {
  const parts = partsOf(room)
  const { stem, joint } = renderStem(pattern, parts)
  const hasModule = pattern.pieces.some((piece) => piece.kind === 'part' && piece.part === 'module')
  const module = room.module > 1 && !hasModule ? `-${room.module}` : ''
  const isWhole =
    stem.length + module.length <= longestLocalPart &&
    Object.values(parts).every((part) => part === undefined || !losesLetters(part))
  if (isWhole) return `${avoidReserved(`${stem}${module}`)}@${domain}`
  const suffix = `${digest(accountKey(room))}${module}`
  const start = stem.slice(0, longestLocalPart - 1 - suffix.length).replace(/[._-]+$/, '')
  return `${start === '' ? '' : `${start}${joint}`}${suffix}@${domain}`
}

const partsOf = ({ site, building, floor, name, module }: RoomPlace): Record<AddressPart, string | undefined> => ({
  site,
  building,
  floor,
  room: name,
  module: String(module),
})

/** A part that is not given, or has no ASCII spelling, leaves no gap; joint is what stood before a last one. */
function renderStem({ pieces }: NamePattern, parts: Record<AddressPart, string | undefined>) {
  const text = pieces
    .map((piece) => (piece.kind === 'text' ? piece.text.toLowerCase() : toSlug(parts[piece.part] ?? '')))
    .join('')
    .replaceAll(/([._-])[._-]+/g, '$1')
    .replace(/^[._-]/, '')
  return { stem: text.replace(/[._-]$/, ''), joint: /[._-]$/.exec(text)?.[0] ?? '-' }
}

const avoidReserved = (name: string): string => (reservedNames.has(name) ? `${name}-room` : name)

/** Letters of scripts that have no ASCII spelling vanish, and two rooms would look the same. */
const losesLetters = (text: string): boolean =>
  toSlug(text) === '' ||
  Array.from(text).some((character) => /[\p{L}\p{N}]/u.test(character) && toSlug(character) === '')

/** FNV-1a, 32 bits: tells names apart, protects nothing. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(36)
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')

/** Two spellings of one name. */
export const isSameName = (one: string, other: string): boolean => fold(one.trim()) === fold(other.trim())

/** What two requests for the same account have in common, whatever else they ask: the address asked for, else the place. */
export const accountKey = (room: RoomPlace & Pick<Room, 'address'>): string =>
  room.address ?? [room.site, room.building ?? '', room.floor ?? '', room.name, String(room.module)].map(fold).join('/')
