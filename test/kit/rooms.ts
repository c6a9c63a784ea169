import type { z } from 'zod'
import type { LifecycleAction } from '../../shared/room/lifecycle.ts'
import { requesterSchema, roomSchema, type Requester, type Room } from '../../shared/room/request.ts'

/** What a sender writes. */
export type RoomInput = z.input<typeof roomSchema>

export const address = 'mtr-oslo-4-board@contoso.com'
/** Where it lives, in an estate that is all online. */
export const place = { address, topology: 'online' } as const

/** A board room in Oslo, as a sender asks for it. */
export const aRoomInput = (changes: Partial<RoomInput> = {}): RoomInput => ({
  name: 'Board',
  site: 'OSL',
  building: 'Fjordgata 1',
  floor: '4',
  capacity: 12,
  address,
  usageLocation: 'NO',
  timeZone: 'Europe/Oslo',
  ...changes,
})

export const aRoom = (changes: Partial<RoomInput> = {}): Room => roomSchema.parse(aRoomInput(changes))

/** What is done with the same room once it exists; such a request says no more than which one it is. */
export const anAction = (action: LifecycleAction, changes: Partial<RoomInput> = {}): Room =>
  roomSchema.parse({ name: 'Board', site: 'OSL', address, action, ...changes })

export const aRequester = (changes: Partial<Requester> = {}): Requester =>
  requesterSchema.parse({ name: 'Rita Requester', email: 'rita@contoso.com', ...changes })
