import { toRefused } from '../../shared/failures.ts'
import { done, type Outcome } from '../../shared/outcome.ts'
import { keepBefore } from '../../shared/room/attempts.ts'
import { closingsOf, findOpenings } from '../../shared/room/bookingRules.ts'
import type { AccountRef } from '../../shared/room/plan.ts'
import { toCmdlets } from '../../shared/room/settings/catalogue.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

const claim = { kind: 'settings', name: 'ensureCalendar' } as const

/** Lets a room refuse new bookings, and reads that back; what it was before is kept for an undo. The grace time counts from then on. */
export const closeBookings = activity(
  'closeBookings',
  async ({ rooms, clock }: Pick<World, 'rooms' | 'clock'>, account: AccountRef, run): Promise<Outcome<null>> => {
    const snapshot = await rooms.read(account)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    if (!snapshot.calendar) return run.wait('mailbox-visible')
    const openings = findOpenings(snapshot)
    if (openings.length === 0) {
      const at = clock.now().toISOString()
      const record = await run.change((known) => ({ ...known, closedAt: known.closedAt ?? at }))
      return done(null, closingsOf(record))
    }
    const isWritten = run.record.claims.some(
      ({ name, attempt, isDone }) => name === claim.name && attempt === run.attempt && isDone,
    )
    if (!isWritten) {
      await run.change((record) => keepBefore(record, openings))
      await run.claim({ ...claim, isDone: false })
      const effect = await rooms.configure(account, toCmdlets(openings))
      if (effect.kind === 'failed') return toRefused(effect, 'changing rooms')
      await run.claim({ ...claim, isDone: true })
    }
    return run.wait('settings-visible', { facts: { settings: 'Refuses new bookings' } })
  },
)
