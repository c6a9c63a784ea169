import { toRefused } from '../../shared/failures.ts'
import type { LicenceChange } from '../../shared/microsoft365/users.ts'
import { done, refused, type Change, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import {
  decideLicence,
  isChoiceFor,
  nameOfLicence,
  roomLicencesOf,
  unlessExcluded,
  type LicenceChoice,
} from '../../shared/room/licences.ts'
import type { Work } from '../../shared/room/plan.ts'
import { dropClaim, isSameHold } from '../../shared/room/claims.ts'
import { licenceHold, roomOfRun, type Claim, type Hold } from '../../shared/room/record.ts'
import type { Sku, User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'reservations'>

/**
 * Assigns the Teams Rooms licence when a unit is free and nobody else came first, takes away another room licence in the same request, and waits until it is active.
 * Without a unit the request waits, in order of arrival.
 */
export const assignLicence = activity(
  'assignLicence',
  async (world: Needs, work: Work, run): Promise<Outcome<null>> => {
    if (work.userId === undefined) return refused('teams-needs-the-cloud')
    const reading = await world.rooms.readLicences(work.userId)
    if ('kind' in reading)
      return reading.reason === 'absent' ? run.wait('mailbox-visible') : toRefused(reading, 'reading licences')
    const claim = findClaim(run)
    if (claim && isAlone(claim, reading.user)) return done(null, [toEvidence(claim.name, work)])
    // What this run has assigned already is only not visible yet.
    if (claim?.isDone && claim.attempt === run.attempt) return run.wait('licence-active')
    return assignNext(world, claim, reading, run)
  },
)

async function assignNext(
  world: Needs,
  claim: Claim | undefined,
  { user, skus }: { user: User; skus: Sku[] },
  run: RunContext,
): Promise<Outcome<null>> {
  const choice = choose(run, claim, user, skus)
  if (choice.kind === 'not-owned') return refused('licence-not-owned', { licence: choice.name })
  if (choice.kind === 'excluded') return refused('licence-from-a-group', { licence: choice.name })
  const isFree = claim !== undefined || choice.kind === 'keep' || (await isOurTurn(world, choice.skuId, skus, run))
  return isFree ? assign(world, choice.skuId, user, run) : park(choice.skuId, run)
}

/** What an earlier run began to assign, if it still fits the wish; it is assigned again, so that a lost answer never costs a second unit. */
const findClaim = ({ record }: RunContext): Claim | undefined =>
  record.claims.find(({ kind, name }) => kind === 'licence' && isChoiceFor(name, roomOfRun(record)?.licence))

const isAlone = ({ name }: Claim, user: User): boolean => {
  const [licence, ...others] = roomLicencesOf(user)
  return licence?.skuId === name && others.length === 0
}

function choose({ record }: RunContext, claim: Claim | undefined, user: User, skus: Sku[]): LicenceChoice {
  const held = roomLicencesOf(user)
  const isOwned = skus.some(({ skuId }) => skuId === claim?.name)
  return claim && isOwned
    ? unlessExcluded({ kind: 'assign', skuId: claim.name, name: nameOfLicence(claim.name) }, held)
    : decideLicence(roomOfRun(record)?.licence, skus, held)
}

const toEvidence = (skuId: string, { licences }: Work): Change => ({
  setting: 'licence.room',
  from: licences.map(nameOfLicence).join(', ') || 'none',
  to: nameOfLicence(skuId),
})

async function isOurTurn({ reservations }: Needs, licence: string, skus: Sku[], run: RunContext): Promise<boolean> {
  const hold = licenceHold(licence, run.record)
  await leaveOtherQueues(hold, run)
  await run.hold(hold)
  const free = skus.find(({ skuId }) => skuId === licence)?.free ?? 0
  return (await reservations.countBefore(hold)) < free
}

/** A place in the queue of a licence that is wanted no more would hold up those behind it. */
async function leaveOtherQueues(wanted: Hold, run: RunContext): Promise<void> {
  for (const held of run.record.holds)
    if (held.kind === wanted.kind && !isSameHold(held, wanted)) await run.release(held)
}

const park = (skuId: string, run: RunContext): Later | Refused =>
  run.wait('licence-free', { isParking: true, facts: { licence: nameOfLicence(skuId) } })

async function assign({ rooms }: Needs, skuId: string, user: User, run: RunContext): Promise<Outcome<null>> {
  const claim = { kind: 'licence', name: skuId } as const
  const wasBegun = findClaim(run) !== undefined
  await run.claim({ ...claim, isDone: false })
  const effect = await rooms.changeLicences(user.id, toChange(skuId, user))
  if (effect.kind === 'done' || effect.isAdded) {
    await run.claim({ ...claim, isDone: true })
    await run.release(licenceHold(skuId, run.record))
    return effect.kind === 'done' ? run.wait('licence-active') : toRefused(effect, 'assigning licences')
  }
  const isNoneFree = effect.reason === 'no-unit-free'
  // What an earlier run assigned may be there; a unit that is missing says that it is not.
  if (isNoneFree || !wasBegun) await run.change((record) => dropClaim(record, claim))
  // Somebody else took the unit between the check and now.
  return isNoneFree ? park(skuId, run) : toRefused(effect, 'assigning licences')
}

/** What a group gives need not be added; of the others, none is from a group. */
function toChange(skuId: string, user: User): LicenceChange {
  const held = roomLicencesOf(user)
  const isFromGroup = held.some((licence) => licence.skuId === skuId && licence.isFromGroup)
  const others = held.filter((licence) => licence.skuId !== skuId)
  return { add: isFromGroup ? [] : [skuId], remove: others.map((licence) => licence.skuId) }
}
