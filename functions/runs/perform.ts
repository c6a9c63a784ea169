import { randomBytes } from 'node:crypto'
import type { Activity, Call, RunRef } from '../../orchestrations/activity.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import { Transient, toTransient } from '../../shared/http/transient.ts'
import { done, refused, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { problemOf } from '../../shared/room/problems.ts'
import { isCancelled, isOutdated, isRestoring, type RequestRecord } from '../../shared/room/record.ts'
import { steps, type StepRow } from '../../shared/room/steps.ts'
import type { World } from '../../shared/world.ts'
import { makeJobScope } from './jobScope.ts'
import { decideLater, makeContext } from './runContext.ts'

const shownSteps = new Set<string>(steps.map(({ id }) => id))

/**
 * Runs one activity for one run of a request: checks that the run is still wanted, shows the step, keeps what was changed, and turns whatever happens into one of the three ends.
 * It never throws: what may pass by itself is waited for, anything else is a bug with a reference.
 */
export async function perform<Input, Value>(
  world: World,
  activity: Activity<World, Input, Value>,
  call: Call<Input>,
): Promise<Outcome<Value>> {
  try {
    const record = (await world.requests.read(call.run.requestId))?.record
    const unwanted = record ? findUnwanted(activity, record, call.run.attempt) : 'stale'
    return record && unwanted === undefined
      ? await performWanted(world, activity, call, record)
      : refused(unwanted ?? 'stale')
  } catch (error) {
    const waited = call.waited['microsoft'] ?? 0
    return toEnd(world, call.run, activity.name, error, (asked) => decideLater('microsoft', { waited, world, asked }))
  }
}

/** What passes by itself is waited for; else it is a bug with a reference. Its stack is for the log alone; people read out the reference. */
export function toEnd(
  { log }: Pick<World, 'log'>,
  { requestId: request }: RunRef,
  activity: string,
  error: unknown,
  wait: (seconds: number | undefined) => Later | Refused,
): Later | Refused {
  const transient = toTransient(error)
  if (transient) {
    log.info('waiting', { activity, request, reason: transient.message })
    return wait(transient.seconds)
  }
  const reference = randomBytes(4).toString('hex')
  const stack = error instanceof Error ? (error.stack ?? error.message) : 'not an error'
  log.error('activity failed', { activity, request, reference, error: stack })
  return refused('internal', { reference })
}

/** Why this call must not go on. `stale`: the record has ended or is at another run, so even saying how it ended is not this run's business any more. */
function findUnwanted(
  { kind }: Pick<Activity<never, never, unknown>, 'kind'>,
  record: RequestRecord,
  attempt: number,
): string | undefined {
  if (kind === 'answering') return undefined
  if (record.run.kind !== 'running' || record.attempts !== attempt) return 'stale'
  if (kind === 'ending') return undefined
  if (isCancelled(record) || isRestoring(record)) return 'cancelled'
  return isOutdated(record) && record.claims.length === 0 ? 'outdated' : undefined
}

async function performWanted<Input, Value>(
  world: World,
  activity: Activity<World, Input, Value>,
  { run, input, waited }: Call<Input>,
  record: RequestRecord,
): Promise<Outcome<Value>> {
  const step = activity.name
  const startedAt = world.clock.now().toISOString()
  const show = async (row: Partial<StepRow> & Pick<StepRow, 'state'>): Promise<void> => {
    if (shownSteps.has(step)) await world.steps.write(run.requestId, { step, attempt: run.attempt, startedAt, ...row })
  }
  await show({ state: 'running' })
  const context = makeContext(world, activity.kind, record, run, waited)
  const rooms = world.rooms.within(makeJobScope(context, step, waited))
  const outcome = await attempt({ ...world, rooms }, activity, input, context)
  if (outcome.kind === 'done' && outcome.evidence) {
    const { account = '' } = record
    await world.audit.write({ at: world.clock.now().toISOString(), ...run, step, account, changes: outcome.evidence })
  }
  await show(toRow(outcome, world.clock.now()))
  if (outcome.kind === 'refused') report(world, step, run.requestId, outcome)
  return outcome.kind === 'done' ? done(outcome.value) : outcome
}

/** A wait that the outside asks for is the step's own wait, and is shown as such. */
async function attempt<Input, Value>(
  world: World,
  activity: Activity<World, Input, Value>,
  input: Input,
  context: Parameters<typeof activity.effect>[2],
): Promise<Outcome<Value>> {
  try {
    return await activity.effect(world, input, context)
  } catch (error) {
    const isWorker = error instanceof Transient && error.isWorker
    const why = activity.kind === 'answering' ? 'ticket' : isWorker ? 'worker' : 'microsoft'
    return toEnd(world, context, activity.name, error, (asked) => context.wait(why, { asked: asked ?? 0 }))
  }
}

/** Facts may hold the words of Microsoft 365, which are for operators and never for a ticket. */
function report({ log }: World, activity: string, request: string, { code, facts }: Refused): void {
  log[problemOf(code).severity === 'alarm' ? 'error' : 'info']('refused', {
    activity,
    request,
    code,
    facts: JSON.stringify(facts),
  })
}

function toRow(outcome: Later | Refused | { kind: 'done' }, now: Date): Partial<StepRow> & Pick<StepRow, 'state'> {
  if (outcome.kind !== 'later') return { state: outcome.kind, endedAt: now.toISOString() }
  return {
    state: 'waiting',
    waitingFor: outcome.why,
    nextLook: secondsAfter(now, outcome.seconds),
  }
}
