import { toTransient } from '../../shared/http/transient.ts'
import { topologiesIn } from '../../shared/room/grants.ts'
import { toStock } from '../../shared/room/licenceStock.ts'
import { homesOf } from '../../shared/room/topology.ts'
import type { World } from '../../shared/world.ts'

type Needs = Pick<World, 'rooms' | 'licenceStocks' | 'topologies' | 'clock' | 'log'>

/** Reads now and then, in one call, which licences for rooms the tenant owns and how many are used. What cannot be read now is read the next time; what is known keeps its age. */
export const listLicences =
  ({ rooms, licenceStocks, topologies, clock, log }: Needs) =>
  async (): Promise<void> => {
    if (!topologiesIn(topologies).some((one) => homesOf[one].hasCloud)) return
    try {
      const skus = await rooms.listLicences()
      if ('kind' in skus) return log.warn('the licences could not be listed', { reason: skus.text })
      const licences = toStock(skus)
      await licenceStocks.keep({ observedAt: clock.now().toISOString(), licences })
      log.info('licences listed', { licences: licences.length })
    } catch (error) {
      const transient = toTransient(error)
      if (!transient) throw error
      log.info('the licences are listed later', { reason: transient.message })
    }
  }
