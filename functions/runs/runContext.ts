import type { ActivityKind, Call, RunContext, RunRef } from '../../orchestrations/activity.ts'
import { secondsSince } from '../../shared/room/times.ts'
import { later, refused, type Facts, type Later, type Refused } from '../../shared/outcome.ts'
import { decideWait, type WaitName } from '../../shared/room/patience.ts'
import { dropHold, keepClaim, keepHold } from '../../shared/room/claims.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { release } from '../../shared/release.ts'

/** What an activity is given about the run that it works for. */
export function makeContext(
  world: World,
  kind: ActivityKind,
  record: RequestRecord,
  run: RunRef,
  waited: Call<unknown>['waited'],
): RunContext {
  let said = record.answers.length
  const change: RunContext['change'] = async (step) => {
    const changed = await world.requests.change(record.id, (known) => known && step(known))
    if (!changed) throw new Error(`request ${record.id} has vanished`)
    // The ticket hears at once what there is to say, and what ended is looked after.
    if (kind !== 'answering' && (changed.answers.length > said || changed.run.kind !== 'running'))
      await world.askForLook(record.id)
    said = changed.answers.length
    return changed
  }
  return {
    ...run,
    record,
    change,
    claim: (claim) => change((known) => keepClaim(known, { ...claim, attempt: run.attempt })),
    async hold(hold) {
      // The record knows before the row is there, so that whatever was taken is given back.
      await change((known) => keepHold(known, hold))
      return world.reservations.take(hold, record.id, run.attempt)
    },
    async release(hold) {
      await release(world, hold, record)
      await change((known) => dropHold(known, hold))
    },
    wait: (why, { facts = {}, asked = 0, isParking = false } = {}) =>
      decideLater(why, {
        waited: Math.max(waited[why] ?? 0, sinceParked(record, why, world)),
        world,
        asked,
        facts,
        isParking: isParking || isLongWait(why, waited[why]),
      }),
  }
}

/** Patience over several runs counts from the first time that the request was parked for it. */
function sinceParked({ parkedSince }: RequestRecord, why: string, { clock }: World): number {
  const since = parkedSince[why]
  return since === undefined ? 0 : secondsSince(since, clock.now())
}

/** Seconds after which a run does not sit through a wait of days any longer: another one goes on. */
const longWaits: Partial<Record<WaitName, number>> = { ticket: 1_800, worker: 1_800, sync: 7_200, membership: 7_200 }

const isLongWait = (why: WaitName, waited = 0): boolean => waited >= (longWaits[why] ?? Infinity)

/** Longer waits end the run; the record remembers them. */
const longestPauseSeconds = 3_600

interface WaitOptions {
  waited: number
  world: Pick<World, 'patience'>
  asked?: number | undefined
  facts?: Facts
  isParking?: boolean
}

export function decideLater(
  why: WaitName,
  { waited, world, asked = 0, facts = {}, isParking = false }: WaitOptions,
): Later | Refused {
  const next = decideWait(why, waited, world.patience, asked)
  if (next.kind === 'over') return refused(next.code, facts)
  const isParked = isParking || next.seconds > longestPauseSeconds
  const told = Object.keys(facts).length > 0 ? { facts } : {}
  return { ...later(next.seconds, why), ...(isParked && { isParking: true, ...told }) }
}
