import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { parkFor, waitFor } from '../../shared/patience.ts'
import { decideLicence, findRoomLicence, type LicenceChoice } from '../../shared/room/licences.ts'
import type { Work } from '../../shared/room/plan.ts'
import { licenceHold } from '../../shared/room/record.ts'
import type { Sku } from '../../shared/room/snapshot.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'reservations' | 'patience' | 'clock'>
type Assign = Exclude<LicenceChoice, { kind: 'not-owned' }>

/** Assigns the Teams Rooms licence when a unit is free and nobody else came first; else the request waits, in order of arrival. */
export const assignLicence = activity(
  'assignLicence',
  async (world: Needs, work: Work, run): Promise<Outcome<null>> => {
    const reading = await world.rooms.readLicences(work.userId)
    if ('kind' in reading)
      return reading.reason === 'absent'
        ? waitFor('mailbox-visible', run.waitedSeconds, world.patience)
        : toRefused(reading, 'reading licences')
    if (holdsOurs(reading.user.licences, run)) return done(null)
    const choice = decideLicence(run.record.wanted.room?.licence, reading.skus)
    if (choice.kind === 'not-owned') return refused('licence-not-owned', { licence: choice.name })
    const wait = await waitForTurn(world, choice, reading.skus, run)
    return wait ?? assign(world, work, choice, run, findRoomLicence(reading.user)?.name ?? 'none')
  },
)

/** An earlier try of this request may have succeeded without telling. */
const holdsOurs = (licences: { skuId: string }[], { record }: RunContext): boolean =>
  record.claims.some((claim) => claim.kind === 'licence' && licences.some(({ skuId }) => skuId === claim.name))

async function waitForTurn(
  world: Needs,
  choice: Assign,
  skus: Sku[],
  run: RunContext,
): Promise<Later | Refused | undefined> {
  const hold = licenceHold(choice.skuId, run.record)
  await run.hold(hold)
  const before = await world.reservations.countBefore(hold)
  const free = skus.find(({ skuId }) => skuId === choice.skuId)?.free ?? 0
  return before < free ? undefined : park(world, choice, run)
}

const park = ({ clock, patience }: Needs, { name }: Assign, run: RunContext): Later | Refused =>
  parkFor('licence-free', run.record, clock.now(), patience, { licence: name })

async function assign(
  world: Needs,
  { userId }: Work,
  choice: Assign,
  run: RunContext,
  from: string,
): Promise<Outcome<null>> {
  await run.claim({ kind: 'licence', name: choice.skuId, isDone: false })
  const effect = await world.rooms.changeLicence(userId, { add: choice.skuId })
  // Somebody else took the unit between the check and now.
  if (effect.kind === 'failed' && effect.reason === 'no-unit-free') return park(world, choice, run)
  if (effect.kind === 'failed') return toRefused(effect, 'assigning licences')
  await run.claim({ kind: 'licence', name: choice.skuId, isDone: true })
  await world.reservations.release(licenceHold(choice.skuId, run.record), run.requestId)
  return done(null, [{ setting: 'licence.room', from, to: choice.name }])
}
