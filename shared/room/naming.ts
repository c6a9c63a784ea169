import slugify from '@sindresorhus/slugify'
import type { Room } from './request.ts'

export interface Naming {
  /** With {site}, {building}, {floor}, {room}; a part that is not given leaves no gap. */
  pattern: string
  domain: string
}

const longestLocalPart = 64

const toSlug = (text: string): string => slugify(text, { decamelize: false })

/**
 * The address of a room that asked for none: always the same for the same room, ASCII, and short enough.
 * It is made to be read, so now and then two rooms get the same one ("Board", module 2, and "Board 2"; two buildings under a pattern without one):
 * whoever finds a mailbox there must see whether it is this room's.
 */
export function proposeAddress(room: Room, { pattern, domain }: Naming): string {
  const parts: Record<string, string | undefined> = {
    site: room.site,
    building: room.building,
    floor: room.floor,
    room: room.name,
  }
  const name = pattern.replaceAll(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? ' ')
  const slug = toSlug(name)
  const module = room.module > 1 ? `-${room.module}` : ''
  const isWhole =
    slug.length + module.length <= longestLocalPart &&
    Object.values(parts).every((part) => part === undefined || !losesLetters(part))
  const suffix = isWhole ? module : `-${digest(accountKey(room))}${module}`
  return `${slug.slice(0, longestLocalPart - suffix.length).replace(/-+$/, '')}${suffix}@${domain}`
}

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
export const accountKey = (room: Room): string =>
  room.address ?? [room.site, room.building ?? '', room.floor ?? '', room.name, String(room.module)].map(fold).join('/')
