import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome } from '../../shared/outcome.ts'
import { isSameHold } from '../../shared/room/claims.ts'
import { accountKey, proposeAddress, type Naming } from '../../shared/room/naming.ts'
import { decidePlan, type Plan } from '../../shared/room/plan.ts'
import { keepPlan } from '../../shared/room/attempts.ts'
import { isAccountFixed, madeBy, roomOfRun, say, type Hold, type RequestRecord } from '../../shared/room/record.ts'
import type { Room } from '../../shared/room/request.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'naming' | 'clock'>

/** Finds out what stands at the address and what is to be done; takes the account, touches nothing. */
export const identifyAndPlan = activity(
  'identifyAndPlan',
  async ({ rooms, naming, clock }: Needs, _: null, run): Promise<Outcome<Plan>> => {
    const room = roomOfRun(run.record)
    if (!room) return refused('cancelled')
    const address = addressFor(run.record, room, naming)
    const holder = await holdAccount(run, room, address)
    if (holder !== undefined) return run.wait('account-free', { isParking: true, facts: { holder } })
    const snapshot = await rooms.read(address)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms, users and licences')
    const plan = decidePlan(room, snapshot, madeBy(run.record))
    if (plan.kind === 'refuse') return refused(plan.code, plan.facts)
    const facts = { kind: plan.kind, address, differences: plan.work?.differences.length ?? 0 }
    const at = clock.now().toISOString()
    await run.change((record) => say(keepPlan(record, plan), { key: `planned:${address}`, kind: 'planned', at, facts }))
    return done(plan)
  },
)

const addressFor = (record: RequestRecord, room: Room, naming: Naming): string =>
  (isAccountFixed(record) ? record.account : room.address) ?? proposeAddress(room, naming)

/** The account and its address belong to one request at a time; names the other one. What an earlier wish held is free again. */
async function holdAccount(run: RunContext, room: Room, address: string): Promise<string | undefined> {
  const holds: Hold[] = [
    { kind: 'account', key: accountKey(room) },
    { kind: 'address', key: address },
  ]
  for (const held of run.record.holds)
    if (held.kind !== 'licence-unit' && !holds.some((hold) => isSameHold(hold, held))) await run.release(held)
  for (const hold of holds) {
    const taken = await run.hold(hold)
    if (!taken.isMine) return taken.holder
  }
  return undefined
}
