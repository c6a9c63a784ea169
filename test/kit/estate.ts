import { lookAfterJobs, startJob } from '../../functions/runs/lookAfterJobs.ts'
import { performJob } from '../../functions/runs/performJob.ts'
import type { Activity, JobContext } from '../../orchestrations/activity.ts'
import { concludeJob } from '../../orchestrations/activities/concludeJob.ts'
import { listEstate } from '../../orchestrations/activities/listEstate.ts'
import { scanPage } from '../../orchestrations/activities/scanPage.ts'
import { done } from '../../shared/outcome.ts'
import { memoryEngine } from './memoryEngine.ts'
import { aHolder, aMailbox, aUser, calendarDefaults, compliantRoom } from './snapshots.ts'
import { aWorld } from './world.ts'

export const id = '00000000000000000001'
export const by = 'admin@contoso.com'
export const nameOf = (number: number) => `room-${number}@contoso.com`

/** A room as Exchange makes it: everything that Teams Rooms need is otherwise. */
export const aBareRoom = (address: string) =>
  compliantRoom({
    address,
    holder: aHolder(),
    mailbox: aMailbox({ PrimarySmtpAddress: address }),
    calendar: calendarDefaults,
    user: aUser({ id: `user-${address}`, upn: address }),
  })

/** Some rooms, a world to work in, and the hands to begin and to do work on many accounts. */
export function anEstate(rooms = 3) {
  const made = aWorld()
  const engine = memoryEngine()
  const { world, clock, tenant } = made
  for (let number = 0; number < rooms; number++) tenant.put(aBareRoom(nameOf(number)))
  const start = (kind: 'scan' | 'repair', rest: object = {}) =>
    startJob(world, engine.engine, { id, kind, by, at: clock.now().toISOString(), ...rest })
  const run = <Input, Value>(activity: Activity<never, Input, Value, JobContext>, input: Input, attempt = 1) =>
    performJob(world, activity as Activity<typeof world, Input, Value, JobContext>, {
      run: { requestId: id, attempt },
      input,
      waited: {},
    })
  const scan = async () => {
    await start('scan')
    await run(listEstate, null)
    await run(scanPage, { page: 0 })
    return run(concludeJob, { verdict: done(null) })
  }
  const look = () => lookAfterJobs(world, engine.engine, () => '00000000000000000002')
  return { ...made, ...engine, start, run, scan, look, job: () => world.jobs.read(id) }
}
