import { toTransient } from '../../shared/http/transient.ts'
import { topologiesIn } from '../../shared/room/grants.ts'
import { findStrays } from '../../shared/room/strays.ts'
import { homesOf } from '../../shared/room/topology.ts'
import type { World } from '../../shared/world.ts'

type Needs = Pick<World, 'rooms' | 'names' | 'strays' | 'naming' | 'conventions' | 'topologies' | 'clock' | 'log'>

/** Reads the names of all rooms now and then, so that a request for one that exists under another spelling is seen, and rooms that do not follow the naming pattern; keeps for proposals how rooms are named. What cannot be read now is read the next time. */
export const listRooms =
  ({ rooms, names, strays, naming, conventions, topologies, clock, log }: Needs) =>
  async (): Promise<void> => {
    const { pattern, displayName, domain } = naming
    const convention = { domain, pattern: pattern.text, displayName: displayName.text }
    await conventions.keep({ ...(await conventions.read()), ...convention })
    if (!topologiesIn(topologies).some((one) => homesOf[one].exchange === 'online')) return
    try {
      const known = await rooms.listRooms()
      if ('kind' in known) return log.warn('the rooms could not be listed', { reason: known.text })
      await names.keep(known)
      const readAt = clock.now().toISOString()
      await conventions.keep({ ...convention, observedAt: readAt })
      await strays.keep({ readAt, pattern: pattern.text, rooms: known.length, strays: findStrays(pattern, known) })
      log.info('rooms listed', { rooms: known.length })
    } catch (error) {
      const transient = toTransient(error)
      if (!transient) throw error
      log.info('the rooms are listed later', { reason: transient.message })
    }
  }
