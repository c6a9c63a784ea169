import type { Facts } from './decisionTable.ts'
import { isSameName } from './naming.ts'
import { floorOf } from './settings/location.ts'
import type { Bag, Value } from './snapshot.ts'

/** What stands at an address that nobody asked for is the room only if it has its name, and its building and floor where both are known. */
export function isOtherRoom({
  room,
  displayName = room.name,
  snapshot: { mailbox, place = {} },
  made,
}: Facts): boolean {
  if (room.address !== undefined || made.mailbox || made.isFixed || mailbox === undefined) return false
  const isSame =
    [room.name, displayName].some((name) => isSameName(name, textOf(mailbox['DisplayName']))) &&
    fits(room.building, [place['Building']]) &&
    fits(floorOf(room), [place['Floor'], place['FloorLabel']])
  return !isSame
}

export const textOf = (value: Value | undefined): string => String(value ?? '')

function fits(wanted: string | number | undefined, known: (Value | undefined)[]): boolean {
  const texts = known.map(textOf).filter((text) => text !== '')
  return wanted === undefined || texts.length === 0 || texts.some((text) => isSameName(text, String(wanted)))
}

export function wordsOf(
  { DisplayName: name = '' }: Bag,
  { Building: building, Floor: floor, FloorLabel: label }: Bag = {},
) {
  const floorText = textOf(label) || textOf(floor)
  const place = [textOf(building), floorText && `floor ${floorText}`].filter((text) => text !== '').join(', ')
  return place === '' ? `"${textOf(name)}"` : `"${textOf(name)}" (${place})`
}
