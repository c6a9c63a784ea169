import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { parkFor } from '../../shared/patience.ts'
import { accountKey, proposeAddress } from '../../shared/room/naming.ts'
import { decidePlan, type Plan } from '../../shared/room/plan.ts'
import { keepPlan, madeBy, say } from '../../shared/room/record.ts'
import type { Room } from '../../shared/room/request.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'naming' | 'patience' | 'clock'>

/** Finds out what stands at the address and what is to be done; takes the account, touches nothing. */
export const identifyAndPlan = activity(
  'identifyAndPlan',
  async (world: Needs, _: null, run): Promise<Outcome<Plan>> => {
    const { rooms, naming, patience, clock } = world
    const { room } = run.record.wanted
    if (!room) return refused('cancelled')
    const address = room.address ?? proposeAddress(room, naming)
    const holder = await holdAccount(run, room, address)
    if (holder !== undefined) return parkFor('account-free', run.record, clock.now(), patience, { holder })
    const snapshot = await rooms.read(address)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms, users and licences')
    const plan = decidePlan(room, snapshot, madeBy(run.record))
    if (plan.kind === 'refuse') return refused(plan.code, plan.facts)
    const facts = { kind: plan.kind, address, differences: plan.work?.differences.length ?? 0 }
    const at = clock.now().toISOString()
    await run.change((record) =>
      say(keepPlan(record, room, plan), { key: `planned:${address}`, kind: 'planned', at, facts }),
    )
    return done(plan)
  },
)

/** The account and its address belong to one request at a time; names the other one. */
async function holdAccount(run: RunContext, room: Room, address: string): Promise<string | undefined> {
  for (const hold of [
    { kind: 'account', key: accountKey(room) } as const,
    { kind: 'address', key: address } as const,
  ]) {
    const taken = await run.hold(hold)
    if (!taken.isMine) return taken.holder
  }
  return undefined
}
