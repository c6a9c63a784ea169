import { describe, expect, it } from 'vitest'
import { probeBooking } from '../../../../orchestrations/activities/probeBooking.ts'
import { done } from '../../../../shared/outcome.ts'
import type { Probe } from '../../../../shared/room/testBooking.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aRunningRecord, requestId } from '../../../kit/records.ts'
import { address, place } from '../../../kit/rooms.ts'
import { compliantRoom } from '../../../kit/snapshots.ts'

const canary = 'canary@contoso.com'
const slot = { start: '2027-01-05T03:00:00.000Z', end: '2027-01-05T03:05:00.000Z' }
const probe: Probe = { attempt: 1, canary, slot, isAutomatic: true, takesOutside: true }
const over: Probe = {
  ...probe,
  free: { id: 'event-1', answer: 'accepted' },
  clash: { id: 'event-2', answer: 'declined' },
  isOver: true,
}

/** A test that has come so far; `end` is the same step beside it, which finishes everything. */
function aProbe(begun: Probe) {
  const performance = aPerformance({ ...aRunningRecord(), account: address, probe: begun })
  performance.world.canary = canary
  performance.tenant.put(compliantRoom())
  const end = () => performance.requests.change(requestId, (record) => record && { ...record, probe: over, claims: [] })
  return { ...performance, end }
}

describe('a step that comes late, after the same step beside it has ended the test,', () => {
  it('books nothing more, and says what that one has found', async () => {
    const { tenant, end, ask, read } = aProbe({ ...probe, free: { id: 'event-1' } })
    tenant.rooms.readAnswer = async () => {
      await end()
      return { answer: 'accepted' }
    }

    const outcome = await ask(probeBooking, place)

    expect(outcome).toEqual(done(null))
    expect(tenant.calls).not.toContain('book')
    expect((await read()).checks).toMatchObject([{ id: 'booking', state: 'right' }])
  })

  it('takes back what it was just booking', async () => {
    const { tenant, end, ask } = aProbe(probe)
    const { ...real } = tenant.rooms
    tenant.rooms.book = async (booking) => {
      await end()
      return real.book(booking)
    }

    await ask(probeBooking, place)

    expect(tenant.calendars.made()).toBe(1)
    expect(tenant.calendars.held).toEqual([])
  })
})

it('a room whose calendar still shows the test after all patience does not pass', async () => {
  const { tenant, ask, read } = aProbe(over)
  tenant.rooms.readIsFree = async () => ({ isFree: false })

  const outcome = await ask(probeBooking, place, 86_400)

  expect(outcome).toMatchObject({ kind: 'refused', code: 'booking-not-accepted' })
  expect((await read()).checks?.[0]?.says).toContain('still stands in its calendar')
})

it('a room on a server is not booked from the cloud', async () => {
  const { ask, read, tenant, world } = aProbe(probe)
  await world.requests.change(requestId, (record) => {
    const { probe: _, ...rest } = record ?? aRunningRecord()
    return rest
  })

  const outcome = await ask(probeBooking, { ...place, topology: 'on-premises' })

  expect(outcome).toEqual(done(null))
  expect(tenant.calls).toEqual([])
  expect((await read()).checks).toMatchObject([{ state: 'skipped' }])
})
