import { toRefused } from '../../shared/failures.ts'
import { done, later, refused, type Change, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { claimedNames, dropClaim, isSameHold } from '../../shared/room/claims.ts'
import { findLicenceDay } from '../../shared/room/dates.ts'
import { findLicence } from '../../shared/room/licenceCatalogue.ts'
import { countFree, limitOf, nameOfLicence } from '../../shared/room/licences.ts'
import { decideLicenceSet, findGroupFault, type LicenceSet } from '../../shared/room/licenceSet.ts'
import type { Work } from '../../shared/room/plan.ts'
import { licenceDay } from '../../shared/room/patience.ts'
import { licenceHold, roomOfRun, type Hold } from '../../shared/room/record.ts'
import type { Room } from '../../shared/room/request.ts'
import type { Sku, User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'reservations' | 'licenceGroups' | 'licenceLeadDays' | 'clock'>

interface Reading {
  user: User
  skus: Sku[]
}

/**
 * Gives the account its licences when units are free and nobody else came first, takes away another room licence in the same request, and waits until they are active.
 * Without a unit the request waits, in order of arrival. Where a group gives the licence, its membership is what is made, or waited for.
 */
export const assignLicence = activity(
  'assignLicence',
  async (world: Needs, work: Work, run): Promise<Outcome<null>> => {
    const room = roomOfRun(run.record)
    if (!room || work.userId === undefined) return refused('teams-needs-the-cloud')
    const reading = await world.rooms.readLicences(work.userId)
    if ('kind' in reading)
      return reading.reason === 'absent' ? run.wait('mailbox-visible') : toRefused(reading, 'reading licences')
    const set = decideLicenceSet(room, { ...reading, hasSkypeOnline: work.hasSkypeOnline }, begunBy(run))
    if (set.kind === 'refuse') return refused(set.code, set.facts)
    const early = set.missing.length > 0 ? awaitItsDay(world, room, run) : undefined
    return early ?? bringAbout(world, set, reading, work, run)
  },
)

/** The device comes much later. What a run has begun to assign it also finishes. */
function awaitItsDay({ licenceLeadDays, clock }: Needs, { installOn }: Room, run: RunContext): Later | undefined {
  const now = clock.now()
  const day = findLicenceDay(installOn, licenceLeadDays, now.toISOString())
  if (day === undefined || begunBy(run).length > 0) return undefined
  const { account = '' } = run.record
  const facts = { account, day, installOn: installOn ?? '' }
  return { ...later((Date.parse(day) - now.getTime()) / 1_000, licenceDay), isParking: true, facts }
}

async function bringAbout(
  world: Needs,
  set: LicenceSet,
  reading: Reading,
  work: Work,
  run: RunContext,
): Promise<Outcome<null>> {
  const { room, missing, others } = set
  if (missing.length + others.length === 0) return done(null, toEvidence(set, work, reading.skus))
  // What this run has assigned already is only not visible yet.
  if (missing.length > 0 && missing.every((skuId) => isAssigned(run, skuId))) return run.wait('licence-active')
  const group = room && world.licenceGroups[findLicence(room, reading.skus)?.kind ?? 'pro']
  return room && group !== undefined && missing.includes(room)
    ? join(world, group, room, reading, run)
    : assignNext(world, set, reading, run)
}

const begunBy = ({ record }: RunContext): string[] => claimedNames(record, 'licence')

const isAssigned = ({ record, attempt }: RunContext, skuId: string): boolean =>
  record.claims.some((one) => one.kind === 'licence' && one.name === skuId && one.isDone && one.attempt === attempt)

function toEvidence({ room }: LicenceSet, { licences, differences }: Work, skus: readonly Sku[]): Change[] {
  const others = differences.filter(isBeside)
  if (room === undefined) return others
  const from = licences.map((skuId) => nameOfLicence(skuId, skus)).join(', ') || 'none'
  const to = nameOfLicence(room, skus)
  return [...(from === to ? [] : [{ setting: 'licence.room', from, to }]), ...others]
}

const isBeside = ({ setting }: Change): boolean => setting === 'licence.addOns' || setting === 'licence.skype'

async function assignNext(world: Needs, set: LicenceSet, reading: Reading, run: RunContext): Promise<Outcome<null>> {
  const begun = begunBy(run)
  const fresh = set.missing.filter((skuId) => !begun.includes(skuId))
  const waitsFor = await findAwaited(world, fresh, reading, run)
  return waitsFor === undefined ? assign(world, set, reading, run) : park(waitsFor, reading.skus, run)
}

/** The first of them that has no free unit for us: places are taken in all queues, in the order of arrival. */
async function findAwaited(
  { reservations }: Needs,
  fresh: string[],
  { skus }: Reading,
  run: RunContext,
): Promise<string | undefined> {
  const holds = fresh.map((skuId) => ({ skuId, hold: licenceHold(skuId, run.record) }))
  await leaveOtherQueues(
    holds.map(({ hold }) => hold),
    run,
  )
  let awaited: string | undefined
  for (const { skuId, hold } of holds) {
    await run.hold(hold)
    if ((await reservations.countBefore(hold)) >= countFree(skuId, skus)) awaited ??= skuId
  }
  return awaited
}

/** A place in the queue of a licence that is wanted no more would hold up those behind it. */
async function leaveOtherQueues(wanted: Hold[], run: RunContext): Promise<void> {
  for (const held of run.record.holds)
    if (held.kind === 'licence-unit' && !wanted.some((hold) => isSameHold(held, hold))) await run.release(held)
}

function park(skuId: string, skus: readonly Sku[], run: RunContext): Later | Refused {
  const limit = limitOf(skuId, skus)
  const facts = { licence: nameOfLicence(skuId, skus), ...(limit !== undefined && { limit }) }
  return run.wait('licence-free', { isParking: true, facts })
}

async function assign(
  { rooms }: Needs,
  set: LicenceSet,
  { user, skus }: Reading,
  run: RunContext,
): Promise<Outcome<null>> {
  const begun = begunBy(run)
  const claimed = claimedFor(set)
  for (const name of claimed) await run.claim({ kind: 'licence', name, isDone: false })
  const effect = await rooms.changeLicences(user.id, { add: set.missing, remove: set.others })
  if (effect.kind === 'done' || effect.isAdded) {
    for (const name of claimed) await run.claim({ kind: 'licence', name, isDone: true })
    for (const name of claimed) await run.release(licenceHold(name, run.record))
    return effect.kind === 'done' ? run.wait('licence-active') : toRefused(effect, 'assigning licences')
  }
  const isNoneFree = effect.reason === 'no-unit-free'
  // What an earlier run assigned may be there; a unit that is missing says that it is not.
  const forgotten = claimed.filter((name) => isNoneFree || !begun.includes(name))
  await run.change((record) => forgotten.reduce((known, name) => dropClaim(known, { kind: 'licence', name }), record))
  // Somebody else took the unit between the check and now.
  const [first] = claimed
  return isNoneFree && first !== undefined ? park(first, skus, run) : toRefused(effect, 'assigning licences')
}

/** What only goes away is claimed by what stays. */
function claimedFor({ missing, room }: LicenceSet): string[] {
  if (missing.length > 0) return missing
  return room === undefined ? [] : [room]
}

/** The account becomes a member where that is ours to do; a rule takes it in by itself. The licence follows. */
async function join(
  { rooms }: Needs,
  groupId: string,
  licence: string,
  { user, skus }: Reading,
  run: RunContext,
): Promise<Outcome<null>> {
  const fault = findGroupFault(user, licence)
  if (fault === 'no-unit') return park(licence, skus, run)
  if (fault) return refused(fault.code, fault.facts)
  const group = await rooms.readGroup(groupId)
  if ('kind' in group) return toRefused(group, 'reading groups')
  if (group.rule === undefined) {
    const claim = { kind: 'member', name: groupId } as const
    await run.claim({ ...claim, isDone: false })
    const effect = await rooms.addMember(groupId, user.id)
    if (effect.kind === 'failed') return toRefused(effect, 'adding members to groups')
    await run.claim({ ...claim, isDone: true })
  }
  return run.wait('membership', { facts: { group: group.name } })
}
