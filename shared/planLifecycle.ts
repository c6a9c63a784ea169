import { createHash } from 'node:crypto'
import { findConsent, type Deciding } from './consent.ts'
import { done, refused, type Later, type Outcome, type Refused } from './outcome.ts'
import { keepPlan } from './room/attempts.ts'
import type { Facts } from './room/decisionTable.ts'
import type { Plan } from './room/plan.ts'
import { say } from './room/record.ts'
import { keepPasswordBefore, planRotation } from './room/rotation.ts'
import { describeRetirement, planRetirement, sayMeetings, type Meeting } from './room/retirement.ts'
import type { World } from './world.ts'

type Run = Parameters<typeof findConsent>[2]

export type Planning = Pick<World, 'rooms' | 'devices'> & Deciding

/** What is done with an account that exists. */
export const planAction = (world: Planning, facts: Facts, run: Run): Promise<Outcome<Plan>> =>
  facts.room.action === 'retire' ? planForRetirement(world, facts, run) : planForRotation(world, facts, run)

/** Plans a new password for a room that exists. Nobody has to agree: its meetings and settings stay as they are. */
async function planForRotation({ clock }: Pick<World, 'clock'>, facts: Facts, run: Run): Promise<Outcome<Plan>> {
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

/** Plans to give a room up; somebody has to agree, and sees whose meetings it holds. What is deleted already needs nobody's consent. */
async function planForRetirement(world: Planning, facts: Facts, run: Run): Promise<Outcome<Plan>> {
  const plan = planRetirement(
    facts,
    run.record.claims.some(({ kind }) => kind === 'deletion'),
  )
  if (plan.kind === 'refuse') return refused(plan.code, plan.facts)
  const unsettled = plan.isGone ? undefined : await settleRetirement(world, facts, plan, run)
  if (unsettled) return unsettled
  await run.change((record) => keepPlan(record, plan))
  return done(plan)
}

/** Bookings are refused from here on, so that the list of meetings on the ticket is the last. */
async function settleRetirement(
  world: Planning,
  { room, snapshot }: Facts,
  plan: Plan,
  run: Run,
): Promise<Later | Refused | undefined> {
  const { address } = plan
  if (run.record.closedAt !== undefined) return undefined
  const meetings = await listMeetings(world, address)
  const devices = (await world.devices.find(address)).map(({ id }) => id)
  const lines = describeRetirement(plan, room, snapshot, { meetings, devices })
  const digest = createHash('sha256')
    .update(JSON.stringify(['retire', address, room.graceDays]))
    .digest('hex')
  // What a set-up of the same request has begun is no consent to this.
  const asking = { ...run, record: { ...run.record, claims: [] } }
  const unsettled = await findConsent(world, { reasons: plan.reasons, lines, plan: digest.slice(0, 16) }, asking)
  if (unsettled) return unsettled
  const at = world.clock.now().toISOString()
  const facts = { address, meetings: sayMeetings(meetings, snapshot.meetings).join('\n') }
  await run.change((record) => say(record, { key: `planned:${address}`, kind: 'planned', at, facts }))
  return undefined
}

/** As many as people read; none where the calendar is closed to us. */
const mostListed = 20

async function listMeetings({ rooms, clock }: Planning, address: string): Promise<Meeting[] | undefined> {
  const listed = await rooms.listMeetings(address, clock.now(), mostListed)
  return 'kind' in listed ? undefined : listed.meetings
}
