import { toRefused } from './failures.ts'
import type { Failed } from './microsoft365/effect.ts'
import type { Refused } from './outcome.ts'
import { dropClaim } from './room/claims.ts'
import type { RequestRecord } from './room/record.ts'
import { bookedIdOf, bookingClaims, bookingOf } from './room/testBooking.ts'
import type { World } from './world.ts'

type Change = (step: (record: RequestRecord) => RequestRecord) => Promise<RequestRecord>

/**
 * Takes test bookings of a request out of all calendars, those too whose id got lost: asking for them again finds them.
 * What Microsoft 365 refuses stays claimed.
 */
export async function callOffBookings(
  { rooms }: Pick<World, 'rooms'>,
  record: RequestRecord,
  change: Change,
  which = bookingClaims(record),
): Promise<Refused | undefined> {
  let refusal: Refused | undefined
  for (const claim of which) {
    const failed = await callOff(rooms, record, claim)
    if (failed) refusal = toRefused(failed, 'test bookings')
    else await change((known) => dropClaim(known, claim))
  }
  return refusal
}

async function callOff(
  rooms: World['rooms'],
  record: RequestRecord,
  claim: { name: string },
): Promise<Failed | undefined> {
  const booking = bookingOf(record.id, record.account ?? '', claim)
  const known = bookedIdOf(record, claim)
  const found = known === undefined ? await rooms.book(booking) : { id: known }
  // A canary mailbox that is gone has no events.
  if ('reason' in found) return found.reason === 'absent' ? undefined : found
  const effect = await rooms.callOff(booking.canary, found.id)
  return effect.kind === 'failed' ? effect : undefined
}
