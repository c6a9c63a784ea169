import { toRefused } from '../../shared/failures.ts'
import { keepLook } from '../../shared/keepLook.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { comesWithSync } from '../../shared/room/details.ts'
import { decideWork, type Plan, type Work } from '../../shared/room/plan.ts'
import { roomOfRun } from '../../shared/room/record.ts'
import { settingOf, toDo } from '../../shared/room/settings/catalogue.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'accounts' | 'clock'>
type Target = Pick<Plan, 'address' | 'topology'>

/** Reads everything back and compares it with what was asked for; what is not visible yet gets time. */
export const verifyRoom = activity(
  'verifyRoom',
  async (world: Needs, { address, topology }: Target, run): Promise<Outcome<Work>> => {
    const room = roomOfRun(run.record)
    if (!room) return refused('cancelled')
    const at = world.clock.now().toISOString()
    const snapshot = await world.rooms.read({ address, topology, wishes: room })
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const work = decideWork({ room, snapshot, topology, made: { mailbox: true, password: true } })
    if (!work) return run.wait('mailbox-visible')
    if ('kind' in work) return refused(work.code, work.facts)
    await keepLook(world, { at, snapshot, isWhole: true }, { room })
    // What only a person can put right would never become right by waiting.
    const wrong = toDo(work.differences).map(({ setting }) => settingOf(setting))
    if (wrong.length === 0) return done(work)
    const isLicenceAlone = wrong.every(({ pane }) => pane === 'Licence')
    const isInside = comesWithSync(
      wrong.map(({ id }) => id),
      topology,
    )
    return run.wait(isLicenceAlone ? 'licence-active' : isInside ? 'sync' : 'settings-visible', {
      facts: { settings: wrong.map(({ title }) => title).join(', ') },
    })
  },
)
