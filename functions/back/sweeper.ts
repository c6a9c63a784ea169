import { newId } from '../../shared/requestId.ts'
import { tellAlerts } from '../../shared/tellAlerts.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from '../runs/engine.ts'
import { lookAfterJobs } from '../runs/lookAfterJobs.ts'
import { lookAfter } from '../runs/lookAfter.ts'

type Needs = Parameters<typeof lookAfter>[0] &
  Parameters<typeof lookAfterJobs>[0] &
  Parameters<typeof tellAlerts>[0] &
  Pick<World, 'reveals'>

/** The one recovery: looks after each open request that is due, whatever broke before. One request that fails does not keep it from the others. */
export const sweeper = (world: Needs) =>
  async function sweeper(engine: Engine): Promise<void> {
    const now = world.clock.now().toISOString()
    const due = (await world.requests.listOpen()).filter(({ nextLook }) => nextLook <= now)
    for (const { id } of due) {
      try {
        await lookAfter(world, engine, id)
      } catch (error) {
        world.log.error('sweeper could not look after a request', { request: id, error: String(error) })
      }
    }
    await world.reveals.removeExpired(now)
    await tellAlerts(world)
    await lookAfterJobs(world, engine, newId)
  }
