import { keepLook } from './keepLook.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { keepAccount } from './room/attempts.ts'
import { compareRoom } from './room/checks.ts'
import type { Facts } from './room/decisionTable.ts'
import { decideCheck, type Plan } from './room/plan.ts'
import type { RequestRecord } from './room/record.ts'
import type { World } from './world.ts'

interface Run {
  change: (step: (record: RequestRecord) => RequestRecord) => Promise<RequestRecord>
}

/** Compares a room with what was asked for, and keeps what was found; nothing of it is planned or agreed to. */
export async function checkRoom(
  world: Pick<World, 'clock' | 'accounts'>,
  facts: Facts,
  run: Run,
): Promise<Outcome<Plan>> {
  const { room, snapshot } = facts
  const plan = decideCheck(facts)
  if (plan.kind === 'refuse') return refused(plan.code, plan.facts)
  const at = world.clock.now().toISOString()
  if (plan.kind === 'reuse') await keepLook(world, { at, snapshot, isWhole: true }, { room })
  const checks = compareRoom(plan, room, snapshot, at)
  await run.change((record) => ({ ...keepAccount(record, plan), checks }))
  return done(plan)
}
