import { perform } from '../../functions/runs/perform.ts'
import type { Activity } from '../../orchestrations/activity.ts'
import type { Outcome } from '../../shared/outcome.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { aWorld, waitedFor } from './world.ts'

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
    /** `waited`: how many seconds the step has waited before, whatever it waits for. */
    ask: async <Input, Value>(
      activity: Activity<World, Input, Value>,
      input: Input,
      waited = 0,
    ): Promise<Outcome<Value>> =>
      perform(made.world, activity, {
        run: { requestId: record.id, attempt: (await read()).attempts },
        input,
        waited: waitedFor(waited),
      }),
  }
}
