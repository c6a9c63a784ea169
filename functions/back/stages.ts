import { Transient } from '../../shared/http/transient.ts'
import { dueStages } from '../../shared/room/stages.ts'
import { lookForStage } from '../../shared/stageLooks.ts'
import type { World } from '../../shared/world.ts'

type Needs = Parameters<typeof lookForStage>[0] & Pick<World, 'log'>

/** The sign-in log answers five calls in ten seconds (Microsoft, graph/throttling-limits); what is not looked at now is looked at the next time. */
const mostLooks = 5

/** Looks at what rooms reach after their requests have ended, such as their first sign-in. */
export const stages = (world: Needs) =>
  async function stages(): Promise<void> {
    const now = world.clock.now()
    const due = (await world.requests.listStaged())
      .flatMap((record) => dueStages(record, now).map((stage) => ({ record, stage })))
      .toSorted((one, other) => ((one.stage.nextLook ?? '') < (other.stage.nextLook ?? '') ? -1 : 1))
    for (const { record, stage } of due.slice(0, mostLooks)) {
      try {
        await lookForStage(world, record, stage.stage)
      } catch (error) {
        world.log.info('a stage is looked at later', { request: record.id, stage: stage.stage, error: String(error) })
        if (error instanceof Transient) return
      }
    }
  }
