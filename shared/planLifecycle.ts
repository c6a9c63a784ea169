import { done, refused, type Outcome } from './outcome.ts'
import { keepPlan } from './room/attempts.ts'
import type { Facts } from './room/decisionTable.ts'
import type { Plan } from './room/plan.ts'
import { say, type RequestRecord } from './room/record.ts'
import { keepPasswordBefore, planRotation } from './room/rotation.ts'
import type { World } from './world.ts'

interface Run {
  change: (step: (record: RequestRecord) => RequestRecord) => Promise<RequestRecord>
}

/** Plans a new password for a room that exists. Nobody has to agree: its meetings and settings stay as they are. */
export async function planForRotation({ clock }: Pick<World, 'clock'>, facts: Facts, run: Run): Promise<Outcome<Plan>> {
  const plan = planRotation(facts)
  if (plan.kind === 'refuse') return refused(plan.code, plan.facts)
  const { address } = plan
  const at = clock.now().toISOString()
  const told = { action: 'rotate', address }
  await run.change((record) =>
    say(keepPasswordBefore(keepPlan(record, plan), facts.snapshot), {
      key: `planned:${address}`,
      kind: 'planned',
      at,
      facts: told,
    }),
  )
  return done(plan)
}
