import { createHash } from 'node:crypto'
import { checkRoom } from '../../shared/checkRoom.ts'
import { awaitDecision, findConsent } from '../../shared/consent.ts'
import { keepLook } from '../../shared/keepLook.ts'
import { planAction, type Planning } from '../../shared/planLifecycle.ts'
import { findUnprepared, type Checking } from '../../shared/checkTenant.ts'
import { findOtherDevice, freeEarlierDevices, refuseHeldDevice } from '../../shared/deviceOfRequest.ts'
import { findGroupProblem } from '../../shared/groupOfRoom.ts'
import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Outcome, type Refused } from '../../shared/outcome.ts'
import { keepPlan } from '../../shared/room/attempts.ts'
import { isSameHold } from '../../shared/room/claims.ts'
import { findImpossibleInCloud } from '../../shared/room/cloudCapabilities.ts'
import { describePlan } from '../../shared/room/describePlan.ts'
import { displayNameOf } from '../../shared/room/displayName.ts'
import { accountKey, proposeAddress, type Naming } from '../../shared/room/naming.ts'
import type { Facts } from '../../shared/room/decisionTable.ts'
import { isLifecycle } from '../../shared/room/lifecycle.ts'
import { decidePlan, type Plan } from '../../shared/room/plan.ts'
import { isAccountFixed, madeBy, roomOfRun, say, type Hold, type RequestRecord } from '../../shared/room/record.ts'
import type { ProfiledRoom } from '../../shared/room/profiles.ts'
import type { Room } from '../../shared/room/request.ts'
import { toDo } from '../../shared/room/settings/catalogue.ts'
import { blocksIn } from '../../shared/room/signIn.ts'
import { isSynced } from '../../shared/room/snapshot.ts'
import { topologyFor, topologyOf, type Topology } from '../../shared/room/topology.ts'
import { asksForSkype, getsSkype } from '../../shared/room/wishes.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'naming' | 'topologies' | 'names' | 'licenceGroups' | 'clock' | 'cloud'> &
  Pick<World, 'requests' | 'devices' | 'audit' | 'accounts' | 'profiles'> &
  Planning &
  Checking

/** A reservation that another request has. */
interface Held extends Hold {
  holder: string
}

/** Finds out what stands at the address and what is to be done; takes the account, touches nothing. Where somebody has to agree, it waits until he has. */
export const identifyAndPlan = activity(
  'identifyAndPlan',
  async (world: Needs, _: null, run): Promise<Outcome<Plan>> => {
    const room = roomOfRun(run.record)
    if (!room) return refused('cancelled')
    const unknown = refuseUnknownProfile(world, room)
    if (unknown) return unknown
    const address = addressFor(run.record, room, world.naming)
    const isOfExisting = room.action === 'check' || isLifecycle(room.action)
    return isOfExisting ? lookAtRoom(world, room, address, run) : planSetUp(world, room, address, run)
  },
)

async function planSetUp(world: Needs, room: ProfiledRoom, address: string, run: RunContext): Promise<Outcome<Plan>> {
  await freeEarlierDevices(world, room.device, run)
  const busy = await holdAccount(run, room, address)
  if (busy?.kind === 'device') return refuseHeldDevice(world, busy, run)
  if (busy) return run.wait('account-free', { isParking: true, facts: { holder: busy.holder } })
  const otherDevice = await findOtherDevice(world, room, address)
  if (otherDevice?.kind === 'refused') return otherDevice
  // While nobody has decided, nothing is read anew.
  const undecided = await awaitDecision(world, run)
  if (undecided) return undecided
  return identifyRoom(world, { room, address, ...otherDevice }, run)
}

/** It was known at the door; the configuration of the back is another one, or has changed. */
const refuseUnknownProfile = ({ profiles }: Needs, { profile, calendar }: ProfiledRoom): Refused | undefined =>
  profile === undefined || calendar
    ? undefined
    : refused('profile-unknown', { profile, known: Object.keys(profiles).join(', ') })

interface Asked extends Pick<Facts, 'room' | 'otherDevice'> {
  address: string
}

/** What decides about a room: what stands there, and what was made or named so far. */
async function findFacts(world: Needs, { room, address, otherDevice }: Asked, run: RunContext) {
  const at = world.clock.now().toISOString()
  const reading = await read(world, room, address)
  if ('kind' in reading) return toRefused(reading, 'reading rooms, users and licences')
  const displayName = displayNameOf(room, world.naming.displayName)
  const lookAlikes = await world.names.findLookAlikes(displayName, address)
  const made = madeBy(run.record)
  return { at, room, ...reading, made, lookAlikes, displayName, ...(otherDevice !== undefined && { otherDevice }) }
}

/** Whoever only looks, or works on an account that exists, takes nothing but the account; the devices stay where they are. */
async function lookAtRoom(world: Needs, room: Room, address: string, run: RunContext): Promise<Outcome<Plan>> {
  const busy = await holdAccount(run, room, address)
  if (busy) return run.wait('account-free', { isParking: true, facts: { holder: busy.holder } })
  const undecided = await awaitDecision(world, run)
  if (undecided) return undecided
  const facts = await findFacts(world, { room, address }, run)
  if ('kind' in facts) return facts
  return room.action === 'check' ? checkRoom(world, facts, run) : planAction(world, facts, run)
}

async function identifyRoom(world: Needs, asked: Asked, run: RunContext): Promise<Outcome<Plan>> {
  const { address, room } = asked
  const facts = await findFacts(world, asked, run)
  if ('kind' in facts) return facts
  const { snapshot, topology, lookAlikes } = facts
  const plan = findImpossibleInCloud(room, world.cloud, topology) ?? decidePlan(facts)
  if (plan.kind === 'refuse') return refused(plan.code, plan.facts)
  if (plan.work) await keepLook(world, { at: facts.at, snapshot, isWhole: true }, { room })
  const outside = await findOutsideProblem(world, { room, snapshot }, plan)
  if (outside) return outside
  const lines = describePlan(plan, room, snapshot, lookAlikes)
  const unsettled = await findConsent(world, { reasons: plan.reasons, lines, plan: digestOf(plan) }, run)
  if (unsettled) return unsettled
  const at = world.clock.now().toISOString()
  await run.change((record) =>
    say(keepPlan(record, plan), { key: `planned:${address}`, kind: 'planned', at, facts: toFacts(plan, room) }),
  )
  const { claims, signIn } = run.record
  const wasChanged = claims.some(({ kind }) => kind !== 'password')
  const isBlocked = signIn !== undefined && blocksIn(signIn).length > 0
  return done(wasChanged || isBlocked ? { ...plan, wasChanged: true } : plan)
}

const findOutsideProblem = async (world: Needs, asked: Pick<Facts, 'room' | 'snapshot'>, plan: Plan) =>
  (await findUnprepared(world, plan, asked.room)) ?? findGroupProblem(world, asked, plan)

/** An account of the local directory is written there, also where the request alone would not need it. */
async function read({ rooms, topologies }: Needs, room: Room, address: string) {
  const estate = topologyOf(address, topologies)
  const readAs = async (topology: Topology) => {
    const snapshot = await rooms.read({ address, topology, wishes: room })
    return 'kind' in snapshot ? snapshot : { snapshot, topology }
  }
  const first = await readAs(topologyFor(estate, asksForSkype(room), false))
  if ('kind' in first) return first
  const topology = topologyFor(estate, asksForSkype(room), isSynced(first.snapshot))
  return topology === first.topology ? first : readAs(topology)
}

/** What a consent is for: everything that would be done, and nothing that changes by itself. */
function digestOf({ kind, row, address, topology, from, work, device }: Plan): string {
  const writes = work?.differences.map(({ setting, to }) => [setting, to])
  const done = JSON.stringify([kind, row, address, topology, from, writes, work?.password, device])
  return createHash('sha256').update(done).digest('hex').slice(0, 16)
}

const toFacts = ({ kind, address, topology, hasSkypeOnline, work, from }: Plan, room: Room) => ({
  kind,
  address,
  differences: toDo(work?.differences ?? []).length,
  from: from?.name ?? '',
  isSkypeRetired: String(asksForSkype(room) && !getsSkype(room, { topology, hasSkypeOnline })),
})

const addressFor = (record: RequestRecord, room: Room, naming: Naming): string =>
  (isAccountFixed(record) ? record.account : room.address) ?? proposeAddress(room, naming)

/** The account, its address and the device belong to one request at a time; names what another one has. What an earlier wish held is free again. */
async function holdAccount(run: RunContext, room: Room, address: string): Promise<Held | undefined> {
  const holds: Hold[] = [
    { kind: 'account', key: accountKey(room) },
    { kind: 'address', key: address },
    ...(room.device && room.action !== 'check' ? [{ kind: 'device', key: room.device.id } as const] : []),
  ]
  for (const held of run.record.holds)
    if (held.kind !== 'licence-unit' && !holds.some((hold) => isSameHold(hold, held))) await run.release(held)
  for (const hold of holds) {
    const taken = await run.hold(hold)
    if (!taken.isMine) return { ...hold, holder: taken.holder }
  }
  return undefined
}
