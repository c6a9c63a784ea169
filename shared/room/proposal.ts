import { displayNameOf } from './displayName.ts'
import { findLookAlikes, type KnownName } from './lookAlike.ts'
import { proposeAddress, type Naming, type RoomPlace } from './naming.ts'
import type { Room } from './request.ts'

/** What a room would be called, before anybody has asked for it. */
export interface Proposal {
  displayName: string
  /** None of the rooms that are known has it. */
  address: string
  /** The room that has the address which the convention gives. */
  taken?: KnownName
  /** Rooms with names that people could take for this one. */
  lookAlikes: KnownName[]
}

/** Name and address by the convention, the address with a number where a room has it already. */
export function propose(room: RoomPlace & Pick<Room, 'capacity'>, naming: Naming, known: KnownName[]): Proposal {
  const displayName = displayNameOf(room, naming.displayName)
  const plain = proposeAddress(room, naming)
  const holders = new Map(known.map((one) => [one.address, one]))
  const taken = holders.get(plain)
  return {
    displayName,
    address: taken ? nextFree(plain, holders) : plain,
    ...(taken && { taken }),
    lookAlikes: findLookAlikes(displayName, known),
  }
}

const longestLocalPart = 64

function nextFree(address: string, holders: Map<string, KnownName>): string {
  const [local = '', domain = ''] = address.split('@')
  for (let number = 2; ; number++) {
    const suffix = `-${number}`
    const start = local.slice(0, longestLocalPart - suffix.length).replace(/[._-]+$/, '')
    const candidate = `${start}${suffix}@${domain}`
    if (!holders.has(candidate)) return candidate
  }
}
