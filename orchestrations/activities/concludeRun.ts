import { done, type Outcome, type Verdict } from '../../shared/outcome.ts'
import { problemOf } from '../../shared/room/problems.ts'
import { endRequest, isOutdated, madeBy, park, type RequestRecord } from '../../shared/room/record.ts'
import { describeChanges } from '../../shared/room/settings/catalogue.ts'
import type { World } from '../../shared/world.ts'
import { endingActivity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'audit' | 'reservations' | 'askForLook' | 'clock'>

interface Ending {
  verdict: Verdict
  /** After a cancel: how taking back went. */
  undoing?: Verdict
}

/** Writes into the record how a run ended, frees what the request held, and has the ticket answered. */
export const concludeRun = endingActivity(
  'concludeRun',
  async (world: Needs, ending: Ending, run): Promise<Outcome<string>> => {
    const changed = await listChanged(world, run)
    const now = world.clock.now()
    const record = await run.change((known) => ({ ...conclude(known, ending, now), changed }))
    if (record.run.kind === 'ended') for (const hold of record.holds) await world.reservations.release(hold, record.id)
    await world.askForLook(record.id)
    return done(record.run.kind)
  },
)

function conclude(record: RequestRecord, { verdict, undoing }: Ending, now: Date): RequestRecord {
  const at = now.toISOString()
  const again: RequestRecord = { ...record, run: { kind: 'idle' }, nextLook: at }
  switch (verdict.kind) {
    case 'parked':
      return park(record, verdict.why, at, new Date(now.getTime() + verdict.seconds * 1_000).toISOString())
    case 'done':
      return isOutdated(record) ? again : endRequest(record, 'ready', at, undefined, readyFacts(record, verdict.value))
    case 'refused':
      if (verdict.code === 'outdated') return again
      if (verdict.code === 'cancelled') return endRequest(record, 'cancelled', at, undefined, undoFacts(undoing))
      return endRequest(record, problemOf(verdict.code).ends ?? 'needs a person', at, verdict.code, verdict.facts)
  }
}

function readyFacts(record: RequestRecord, value: unknown): Record<string, string> {
  const { licence = 'none' } = (value ?? {}) as { licence?: string }
  return { address: record.account ?? '', licence, password: madeBy(record).password ? 'new' : 'keep' }
}

function undoFacts(undoing: Verdict | undefined): Record<string, string> {
  if (undoing?.kind === 'done') return undoing.value as Record<string, string>
  return {
    undone: 'not everything could be taken back',
    left: 'the account as it is now; an administrator must look at it',
  }
}

/** Each setting once, with its last value, over all runs of the request. */
async function listChanged({ audit }: Needs, { requestId }: RunContext): Promise<string[]> {
  const entries = await audit.ofRequest(requestId)
  return describeChanges(entries.flatMap(({ changes }) => changes))
}
