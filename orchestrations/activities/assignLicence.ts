import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Change, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import {
  decideLicence,
  isChoiceFor,
  nameOfLicence,
  roomLicencesOf,
  type LicenceChoice,
} from '../../shared/room/licences.ts'
import type { Work } from '../../shared/room/plan.ts'
import { dropClaim, licenceHold, roomOfRun, type Claim } from '../../shared/room/record.ts'
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
  const choice = choose(run, claim, skus)
  if (choice.kind === 'not-owned') return refused('licence-not-owned', { licence: choice.name })
  const isFree = claim !== undefined || (await isOurTurn(world, choice.skuId, skus, run))
  return isFree ? assign(world, choice.skuId, user, run) : park(choice.skuId, run)
}

/** What an earlier run began to assign, if it still fits the wish; it is assigned again, so that a lost answer never costs a second unit. */
const findClaim = ({ record }: RunContext): Claim | undefined =>
  record.claims.find(({ kind, name }) => kind === 'licence' && isChoiceFor(name, roomOfRun(record)?.licence))

const isAlone = ({ name }: Claim, user: User): boolean => {
  const [licence, ...others] = roomLicencesOf(user)
  return licence?.skuId === name && others.length === 0
}

const choose = ({ record }: RunContext, claim: Claim | undefined, skus: Sku[]): LicenceChoice =>
  claim
    ? { kind: 'assign', skuId: claim.name, name: nameOfLicence(claim.name) }
    : decideLicence(roomOfRun(record)?.licence, skus)

const toEvidence = (skuId: string, { licences }: Work): Change => ({
  setting: 'licence.room',
  from: licences.map(nameOfLicence).join(', ') || 'none',
  to: nameOfLicence(skuId),
})

async function isOurTurn({ reservations }: Needs, licence: string, skus: Sku[], run: RunContext): Promise<boolean> {
  const hold = licenceHold(licence, run.record)
  await run.hold(hold)
  const free = skus.find(({ skuId }) => skuId === licence)?.free ?? 0
  return (await reservations.countBefore(hold)) < free
}

const park = (skuId: string, run: RunContext): Later | Refused =>
  run.wait('licence-free', { isParking: true, facts: { licence: nameOfLicence(skuId) } })

async function assign({ rooms }: Needs, skuId: string, user: User, run: RunContext): Promise<Outcome<null>> {
  const claim = { kind: 'licence', name: skuId } as const
  await run.claim({ ...claim, isDone: false })
  const remove = roomLicencesOf(user).flatMap((held) => (held.skuId === skuId ? [] : [held.skuId]))
  const effect = await rooms.changeLicences(user.id, { add: [skuId], remove })
  if (effect.kind === 'failed') {
    await run.change((record) => dropClaim(record, claim))
    // Somebody else took the unit between the check and now.
    return effect.reason === 'no-unit-free' ? park(skuId, run) : toRefused(effect, 'assigning licences')
  }
  await run.claim({ ...claim, isDone: true })
  await run.release(licenceHold(skuId, run.record))
  return run.wait('licence-active')
}
