import slugify from '@sindresorhus/slugify'
import type { Room } from './request.ts'

export interface Naming {
  /** With {site}, {building}, {floor}, {room}; a part that is not given leaves no gap. */
  pattern: string
  domain: string
}

const longestLocalPart = 64

/** The address of a room that asked for none: always the same for the same room, ASCII, short enough. */
export function proposeAddress(room: Room, { pattern, domain }: Naming): string {
  const parts: Record<string, string | undefined> = {
    site: room.site,
    building: room.building,
    floor: room.floor,
    room: room.name,
  }
  const name = slugify(pattern.replaceAll(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? ' '))
  const suffix = room.module > 1 ? `-${room.module}` : ''
  return `${name.slice(0, longestLocalPart - suffix.length).replace(/-+$/, '')}${suffix}@${domain}`
}

/** What two requests for the same account have in common, whatever they are called: the address asked for, else the place. */
export const accountKey = (room: Room): string =>
  room.address ??
  [room.site, room.building ?? '', room.floor ?? '', room.name, room.module]
    .map((part) => slugify(String(part)))
    .join('/')
