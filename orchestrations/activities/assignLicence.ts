import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Change, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { parkFor, waitFor } from '../../shared/patience.ts'
import { decideLicence, nameOfLicence, type LicenceChoice } from '../../shared/room/licences.ts'
import type { Work } from '../../shared/room/plan.ts'
import { dropClaim, licenceHold, type Claim } from '../../shared/room/record.ts'
import type { Sku, User } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'reservations' | 'patience' | 'clock'>

/** Assigns the Teams Rooms licence when a unit is free and nobody else came first, and waits until it is active. Without a unit the request waits, in order of arrival. */
export const assignLicence = activity(
  'assignLicence',
  async (world: Needs, work: Work, run): Promise<Outcome<null>> => {
    const reading = await world.rooms.readLicences(work.userId)
    if ('kind' in reading) return sayUnreadable(reading, world, run)
    const claim = run.record.claims.find(({ kind }) => kind === 'licence')
    if (claim && isActive(claim, reading.user)) return done(null, [toEvidence(claim.name)])
    // What this run has assigned already is only not visible yet.
    if (claim?.isDone && claim.attempt === run.attempt)
      return waitFor('licence-active', run.waitedSeconds, world.patience)
    const choice = choose(run, claim, reading.skus)
    if (choice.kind === 'not-owned') return refused('licence-not-owned', { licence: choice.name })
    const isFree = claim !== undefined || (await isOurTurn(world, choice.skuId, reading.skus, run))
    return isFree ? assign(world, work, choice.skuId, run) : park(world, choice.skuId, run)
  },
)

const sayUnreadable = (
  failed: { reason: string; text: string },
  { patience }: Needs,
  { waitedSeconds }: RunContext,
): Later | Refused =>
  failed.reason === 'absent'
    ? waitFor('mailbox-visible', waitedSeconds, patience)
    : toRefused(failed, 'reading licences')

const isActive = ({ name }: Claim, { licences }: User): boolean =>
  licences.some(({ skuId, state }) => skuId === name && state === 'Active')

/** What an earlier run began to assign is assigned again, so that a lost answer never costs a second unit. */
const choose = ({ record }: RunContext, claim: Claim | undefined, skus: Sku[]): LicenceChoice =>
  claim
    ? { kind: 'assign', skuId: claim.name, name: nameOfLicence(claim.name) }
    : decideLicence(record.wanted.room?.licence, skus)

const toEvidence = (skuId: string): Change => ({ setting: 'licence.room', from: 'none', to: nameOfLicence(skuId) })

async function isOurTurn({ reservations }: Needs, licence: string, skus: Sku[], run: RunContext): Promise<boolean> {
  const hold = licenceHold(licence, run.record)
  await run.hold(hold)
  const free = skus.find(({ skuId }) => skuId === licence)?.free ?? 0
  return (await reservations.countBefore(hold)) < free
}

const park = ({ clock, patience }: Needs, skuId: string, { record }: RunContext): Later | Refused =>
  parkFor('licence-free', record, clock.now(), patience, { licence: nameOfLicence(skuId) })

async function assign(world: Needs, { userId }: Work, skuId: string, run: RunContext): Promise<Outcome<null>> {
  const claim = { kind: 'licence', name: skuId } as const
  await run.claim({ ...claim, isDone: false })
  const effect = await world.rooms.changeLicence(userId, { add: skuId })
  if (effect.kind === 'failed' && effect.reason === 'no-unit-free') {
    // Somebody else took the unit between the check and now.
    await run.change((record) => dropClaim(record, claim))
    return park(world, skuId, run)
  }
  if (effect.kind === 'failed') return toRefused(effect, 'assigning licences')
  await run.claim({ ...claim, isDone: true })
  await world.reservations.release(licenceHold(skuId, run.record), run.requestId)
  return waitFor('licence-active', run.waitedSeconds, world.patience)
}
