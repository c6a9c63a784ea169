import { wake } from './room/attempts.ts'
import type { Hold, RequestRecord } from './room/record.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'requests' | 'reservations' | 'clock' | 'askForLook'>

/** Gives a hold back and wakes those who wait for it; whoever is not woken looks again by himself. */
export async function release(
  { requests, reservations, clock, askForLook }: Needs,
  hold: Hold,
  { id, attempts }: Pick<RequestRecord, 'id' | 'attempts'>,
): Promise<void> {
  const at = clock.now().toISOString()
  for (const waiting of await reservations.release(hold, id, attempts)) {
    await requests.change(waiting, (known) => known && wake(known, at))
    await askForLook(waiting)
  }
}
