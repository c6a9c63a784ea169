import { randomUUID } from 'node:crypto'
import type { Activity, Call, RunContext } from '../../orchestrations/activity.ts'
import { Transient } from '../../shared/http/outbound.ts'
import { done, refused, type Done, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { parkFor, waitFor } from '../../shared/patience.ts'
import { isCancelled, isOutdated, keepClaim, type RequestRecord } from '../../shared/room/record.ts'
import { steps, type StepRow } from '../../shared/room/steps.ts'
import type { World } from '../../shared/world.ts'

const shownSteps = new Set<string>(steps.map(({ id }) => id))

/**
 * Runs one activity for one run of a request: checks that the run is still wanted, shows the step, keeps what was changed, and turns whatever happens into one of the three ends.
 * It never throws on account of the activity; an error of our own storage goes to the engine, and the sweeper starts a new run.
 */
export async function perform<Input, Value>(
  world: World,
  activity: Activity<World, Input, Value>,
  { run, input, waitedSeconds }: Call<Input>,
): Promise<Outcome<Value>> {
  const known = await world.requests.read(run.requestId)
  if (!known) return refused('stale')
  const { record } = known
  const unwanted = activity.kind === 'answering' ? undefined : findUnwanted(activity.kind, record, run.attempt)
  if (unwanted) return refused(unwanted)
  const startedAt = world.clock.now().toISOString()
  const show = async (row: Partial<StepRow> & Pick<StepRow, 'state'>): Promise<void> => {
    if (shownSteps.has(activity.name))
      await world.steps.write(run.requestId, { step: activity.name, attempt: run.attempt, startedAt, ...row })
  }
  await show({ state: 'running' })
  const outcome = await attempt(world, activity, input, makeContext(world, record, run, waitedSeconds))
  if (outcome.kind === 'done') await keepEvidence(world, activity.name, run.requestId, outcome)
  await show(toRow(outcome, world.clock.now()))
  return outcome.kind === 'done' ? done(outcome.value) : outcome
}

/** Why this run must not go on. `stale`: the record has ended or is at another run, so even saying how it ended is not this run's business any more. */
function findUnwanted(kind: 'work' | 'ending', record: RequestRecord, attempt: number): string | undefined {
  if (record.run.kind !== 'running' || record.attempts !== attempt) return 'stale'
  if (kind === 'ending') return undefined
  if (isCancelled(record)) return 'cancelled'
  return isOutdated(record) && record.claims.length === 0 ? 'outdated' : undefined
}

function makeContext(
  world: World,
  record: RequestRecord,
  run: Call<unknown>['run'],
  waitedSeconds: number,
): RunContext {
  let said = record.answers.length
  const change: RunContext['change'] = async (step) => {
    const changed = await world.requests.change(record.id, (known) => known && step(known))
    if (!changed) throw new Error(`request ${record.id} has vanished`)
    // The ticket hears at once what there is to say.
    if (changed.answers.length > said) await world.askForLook(record.id)
    said = changed.answers.length
    return changed
  }
  return {
    ...run,
    record,
    waitedSeconds,
    change,
    claim: (claim) => change((known) => keepClaim(known, { ...claim, attempt: run.attempt })),
    async hold(hold) {
      await change((known) =>
        known.holds.some(({ kind, key }) => kind === hold.kind && key === hold.key)
          ? known
          : { ...known, holds: [...known.holds, hold] },
      )
      return world.reservations.take(hold, record.id)
    },
  }
}

async function attempt<Input, Value>(
  world: World,
  activity: Activity<World, Input, Value>,
  input: Input,
  context: RunContext,
): Promise<Outcome<Value>> {
  try {
    return await activity.effect(world, input, context)
  } catch (error) {
    if (error instanceof Transient) return sayLater(world, activity, context, error)
    const reference = randomUUID()
    const text = error instanceof Error ? (error.stack ?? error.message) : 'not an error'
    world.log.error('activity failed', { activity: activity.name, request: context.requestId, reference, error: text })
    return refused('internal', { reference })
  }
}

/** Answers are given up after a week and wait parked; work waits at least as long as the server asked for. */
function sayLater(
  world: World,
  { name, kind }: Activity<World, never, unknown>,
  { record, requestId, waitedSeconds }: RunContext,
  error: Transient,
): Later | Refused {
  world.log.info('waiting', { activity: name, request: requestId, reason: error.message })
  if (kind !== 'answering') return waitFor('microsoft', waitedSeconds, world.patience, {}, error.seconds)
  return waitedSeconds < longestAnswerWait
    ? waitFor('ticket', waitedSeconds, world.patience)
    : parkFor('ticket', record, world.clock.now(), world.patience)
}

const longestAnswerWait = 1_800

async function keepEvidence(
  world: World,
  step: string,
  requestId: string,
  { evidence = [] }: Done<unknown>,
): Promise<void> {
  if (evidence.length === 0) return
  const record = (await world.requests.read(requestId))?.record
  await world.audit.write({
    at: world.clock.now().toISOString(),
    requestId,
    attempt: record?.attempts ?? 0,
    step,
    account: record?.account ?? '',
    changes: evidence,
  })
}

function toRow(outcome: Outcome<unknown>, now: Date): Partial<StepRow> & Pick<StepRow, 'state'> {
  if (outcome.kind !== 'later') return { state: outcome.kind, endedAt: now.toISOString() }
  return {
    state: 'waiting',
    waitingFor: outcome.why,
    nextLook: new Date(now.getTime() + outcome.seconds * 1_000).toISOString(),
  }
}
