import { perform } from '../../functions/runs/perform.ts'
import type { Activity } from '../../orchestrations/activity.ts'
import type { Outcome } from '../../shared/outcome.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { aWorld } from './world.ts'

/** One request in a world of its own, and its activities performed one by one, as the engine would. */
export function aPerformance(record: RequestRecord) {
  const made = aWorld(record)
  const read = async (): Promise<RequestRecord> => {
    const known = await made.requests.read(record.id)
    if (!known) throw new Error('the record is gone')
    return known.record
  }
  return {
    ...made,
    read,
    /** `waitedSeconds`: what the step was asked to wait before. */
    ask: async <Input, Value>(
      activity: Activity<World, Input, Value>,
      input: Input,
      waitedSeconds = 0,
    ): Promise<Outcome<Value>> =>
      perform(made.world, activity, {
        run: { requestId: record.id, attempt: (await read()).attempts },
        input,
        waitedSeconds,
      }),
  }
}
