import { answerTicket } from '../../orchestrations/answerTicket.ts'
import { provisionRoom } from '../../orchestrations/provisionRoom.ts'
import { decideNext, type Next } from '../../shared/room/next.ts'
import { secondsAfter } from '../../shared/room/times.ts'
import { dropHold } from '../../shared/room/claims.ts'
import { breakOff, endRequest, startRun } from '../../shared/room/attempts.ts'
import { instanceOf, takeProfile, type RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from './engine.ts'
import { release } from '../../shared/release.ts'
import { batchOfTicket, batchSource } from '../../shared/sources.ts'
import { wakeJob } from './lookAfterJobs.ts'

type Needs = Pick<
  World,
  'jobs' | 'requests' | 'reservations' | 'clock' | 'lookSeconds' | 'log' | 'askForLook' | 'profiles'
>

/** Does what is due for a request, from its record alone. Safe at any time, any number of times, at once from several places. */
export async function lookAfter(world: Needs, engine: Engine, requestId: string): Promise<void> {
  const record = await settleRun(world, engine, requestId)
  if (!record) return
  if (record.run.kind === 'ended' && record.holds.length > 0) await releaseHolds(world, record)
  if (record.run.kind === 'ended' && record.source === batchSource)
    await wakeJob(world, engine, batchOfTicket(record.ticket))
  await answer(world, engine, record)
}

/** Whatever way a request ended, the account, the address and the place in a queue are free for others. */
async function releaseHolds(world: Needs, record: RequestRecord): Promise<void> {
  for (const hold of record.holds) await release(world, hold, record)
  // What was taken meanwhile is not given back yet.
  await world.requests.change(record.id, (known) =>
    known?.run.kind === 'ended' ? record.holds.reduce(dropHold, known) : known,
  )
}

/** Each step changes the record first, and looks again: what was decided from an old record is decided again from the new one. */
async function settleRun(world: Needs, engine: Engine, requestId: string): Promise<RequestRecord | undefined> {
  const mostSteps = 5
  for (let step = 0; step < mostSteps; step++) {
    const record = (await world.requests.read(requestId))?.record
    if (!record) return undefined
    const state = record.run.kind === 'running' ? await engine.state(instanceOf(record)) : 'absent'
    const next = decideNext(record, state, world.clock.now().toISOString())
    if (!(await apply(world, engine, record, next))) return record
  }
  throw new Error(`request ${requestId} does not settle`)
}

/** False when nothing more is to be done now. */
async function apply(world: Needs, engine: Engine, record: RequestRecord, { kind }: Next): Promise<boolean> {
  const now = world.clock.now()
  const at = now.toISOString()
  const nextLook = secondsAfter(now, world.lookSeconds)
  const changeIfSame = async (step: (known: RequestRecord) => RequestRecord): Promise<boolean> => {
    await world.requests.change(record.id, (known) => (known && isSameRun(known, record) ? step(known) : known))
    return true
  }
  switch (kind) {
    case 'nothing':
      if (record.run.kind === 'running' && record.nextLook <= at)
        await changeIfSame((known) => ({ ...known, nextLook }))
      return false
    case 'nudge':
      await engine.nudge(instanceOf(record))
      await changeIfSame((known) => ({ ...known, nextLook }))
      return false
    case 'start-again':
      await engine.start(provisionRoom.name, instanceOf(record), { requestId: record.id, attempt: record.attempts })
      return false
    case 'start':
      return changeIfSame((known) => takeProfile(startRun(known, at, nextLook), world.profiles))
    case 'end-cancelled':
      return changeIfSame((known) => endRequest(known, 'cancelled', at))
    case 'broken-off':
      world.log.warn('run broke off', { request: record.id, attempt: record.attempts })
      return changeIfSame((known) => breakOff(known, at))
  }
}

const isSameRun = (one: RequestRecord, other: RequestRecord): boolean =>
  one.attempts === other.attempts && one.run.kind === other.run.kind

/** A finished instance of the same id starts afresh, a running one is left alone. */
async function answer(world: Needs, engine: Engine, record: RequestRecord): Promise<void> {
  const isDue =
    record.answered < record.answers.length && (record.answerNotBefore ?? '') <= world.clock.now().toISOString()
  if (isDue)
    await engine.start(answerTicket.name, `answer-${record.id}-${record.answered + 1}`, {
      requestId: record.id,
      attempt: record.attempts,
    })
}
