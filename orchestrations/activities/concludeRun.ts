import { secondsAfter } from '../../shared/room/times.ts'
import { done, isRefusedAs, type Outcome, type Verdict } from '../../shared/outcome.ts'
import { nameOfLicence } from '../../shared/room/licences.ts'
import { endRequest, park } from '../../shared/room/attempts.ts'
import { endCheck } from '../../shared/room/checks.ts'
import { forgetUndone, settle } from '../../shared/room/claims.ts'
import { recheckDayOf } from '../../shared/room/dates.ts'
import { foldWish } from '../../shared/room/estate/account.ts'
import { sayDevice } from '../../shared/room/device.ts'
import {
  isCancelled,
  isCheck,
  isOutdated,
  isReady,
  isRestoring,
  lifecycleOf,
  madeBy,
  roomOfRun,
  type RequestRecord,
} from '../../shared/room/record.ts'
import type { Retired } from '../../shared/room/retirement.ts'
import { isPuttingBack } from '../../shared/room/restore.ts'
import { openStage, type AwaitedStage } from '../../shared/room/stages.ts'
import { homesOf } from '../../shared/room/topology.ts'
import { problemOf, sayProblem } from '../../shared/room/problems.ts'
import { describeChanges } from '../../shared/room/settings/catalogue.ts'
import { asksForEnterpriseVoice, asksForSkype } from '../../shared/room/wishes.ts'
import type { World } from '../../shared/world.ts'
import { endingActivity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'audit' | 'accounts' | 'clock' | 'lookSeconds' | 'skypeRooms'>

interface Ending {
  verdict: Verdict
  /** After a cancel: how taking back went. */
  undoing?: Verdict
}

/** Writes into the record how a run ended. What the request held is freed by whoever looks after it next. */
export const concludeRun = endingActivity(
  'concludeRun',
  async (world: Needs, ending: Ending, run): Promise<Outcome<string>> => {
    const changed = await listChanged(world, run)
    const now = world.clock.now()
    if (ending.verdict.kind === 'done' && !isCheck(run.record)) await attest(world, run, now)
    const record = await run.change((known) =>
      isRunning(known, run) ? awaitStages(keepChanged(conclude(known, ending, now), changed), now, world) : known,
    )
    await countSkypeRoom(world, record)
    return done(record.run.kind)
  },
)

/** Rooms on Skype for Business Server need client access licences, which only we can count. */
async function countSkypeRoom({ skypeRooms }: Needs, record: RequestRecord): Promise<void> {
  const { account, topology = 'online' } = record
  const room = roomOfRun(record)
  if (!isReady(record) || isCheck(record) || !room || account === undefined) return
  if (homesOf[topology].skype === 'server' && asksForSkype(room))
    await skypeRooms.keep({ account, hasEnterpriseVoice: asksForEnterpriseVoice(room) })
}

const keepChanged = (record: RequestRecord, changed: string[]): RequestRecord => ({
  ...record,
  changed: [...changed, ...(record.devices ?? []).map(sayDevice)],
})

/** Whose account was found right is in the audit too, although nothing was changed: nobody else's undo may touch it any more. From now on it is to stay so. */
async function attest(
  { audit, accounts }: Needs,
  { record, requestId, attempt }: RunContext,
  now: Date,
): Promise<void> {
  const { account = '' } = record
  const at = now.toISOString()
  await audit.write({ at, requestId, attempt, step: 'concludeRun', account, changes: [] })
  const room = lifecycleOf(record) ? undefined : roomOfRun(record)
  if (room) await accounts.change(account, (known) => foldWish(known, account, { requestId, room, at }))
}

/** Else another try has written the end already. */
const isRunning = ({ run, attempts }: RequestRecord, { attempt }: RunContext): boolean =>
  run.kind === 'running' && attempts === attempt

/** A ticket that says something else by now gets another run instead of an end: it was planned for what is not wanted any more. */
function conclude(record: RequestRecord, { verdict, undoing }: Ending, now: Date): RequestRecord {
  const at = now.toISOString()
  if (undoing?.kind === 'parked')
    return park(record, undoing.why, at, secondsAfter(now, undoing.seconds), { isUndoing: true })
  if (undoing) return concludeUndo(undoing.kind === 'done' ? forgetUndone(record) : record, undoing, at)
  if (isOverruled(record, verdict)) return { ...record, run: { kind: 'idle' }, nextLook: at }
  switch (verdict.kind) {
    case 'parked':
      return park(record, verdict.why, at, secondsAfter(now, verdict.seconds), { facts: verdict.facts })
    case 'done':
      return concludeDone(record, verdict.value, at)
    case 'refused':
      return endRequest(record, problemOf(verdict.code).ends ?? 'needs a person', at, verdict.code, verdict.facts)
  }
}

/** What reads back as right can be booked, where no test has said since when. */
function concludeDone(record: RequestRecord, value: unknown, at: string): RequestRecord {
  if (isCheck(record)) return endCheck(record, at)
  const action = lifecycleOf(record)
  const facts = { address: record.account ?? '' }
  if (action === 'rotate') return endRequest(record, 'ready', at, undefined, facts, 'rotated')
  // What is deleted has no earlier settings.
  if (action === 'retire')
    return endRequest(settle(record), 'ready', at, undefined, { ...facts, ...(value as Retired) }, 'retired')
  const bookable = { ...record, bookableAt: record.bookableAt ?? at }
  return endRequest(bookable, 'ready', at, undefined, readyFacts(record, value))
}

/** Whose sign-in was checked in this run was changed by it, and may sign in for the first time now; what became a room comes to the Room Finder. */
function awaitStages(record: RequestRecord, now: Date, { lookSeconds }: Needs): RequestRecord {
  const { signIn, attempts, topology = 'online' } = record
  const { hasCloud, exchange } = homesOf[topology]
  if (!isReady(record) || isCheck(record) || !hasCloud) return record
  const awaited: AwaitedStage[] = [
    ...(signIn?.attempt === attempts ? (['signed-in'] as const) : []),
    ...(exchange === 'online' && comesToRoomFinder(record) ? (['in-room-finder'] as const) : []),
  ]
  const next = awaited.reduce(
    (known, stage) => ({ ...known, stages: openStage(known.stages, stage, now, 2 * lookSeconds) }),
    record,
  )
  return topology === 'online' ? awaitInstallation(next, now) : next
}

/** A room that is ready long before its device comes is looked at once more. */
function awaitInstallation(record: RequestRecord, now: Date): RequestRecord {
  const installOn = roomOfRun(record)?.installOn
  const day = installOn === undefined ? undefined : Date.parse(recheckDayOf(installOn))
  if (day === undefined || day <= now.getTime()) return record
  return { ...record, stages: openStage(record.stages, 'looked-again', now, (day - now.getTime()) / 1_000) }
}

/** Who asked for a hidden room does not wait for people to find it. */
const comesToRoomFinder = (record: RequestRecord): boolean =>
  madeBy(record).mailbox && roomOfRun(record)?.hidden !== true

/** Asked for again meanwhile, it starts again. */
function concludeUndo(record: RequestRecord, undoing: Verdict, at: string): RequestRecord {
  if (isRestoring(record)) return concludeRestore(record, undoing, at)
  return isCancelled(record)
    ? endRequest(record, 'cancelled', at, undefined, undoFacts(undoing))
    : { ...record, run: { kind: 'idle' }, nextLook: at }
}

/** A room whose calendar is as it was before is not ready for Teams any more; one that nothing was put back into still is. */
function concludeRestore(record: RequestRecord, undoing: Verdict, at: string): RequestRecord {
  const { by = '' } = record.restored ?? {}
  if (undoing.kind !== 'refused') return endRequest(record, 'cancelled', at, undefined, { ...undoFacts(undoing), by })
  const end = isPuttingBack(record) ? 'needs a person' : 'ready'
  const { code, facts } = undoing
  return endRequest(record, end, at, notPutBack, code === notPutBack ? facts : { why: sayProblem(code, facts).says })
}

/** Whatever the reason, trying the request again is not what helps. */
const notPutBack = 'not-put-back'

/** The ticket says something else than this run was planned for, or did so when the run was told to stop. */
const isOverruled = (record: RequestRecord, verdict: Verdict): boolean =>
  isRefusedAs('cancelled', verdict) || isRefusedAs('outdated', verdict) || isOutdated(record) || isCancelled(record)

function readyFacts(record: RequestRecord, value: unknown): Record<string, string> {
  const { licences = [], notes = [] } = (value ?? {}) as { licences?: string[]; notes?: string[] }
  return {
    address: record.account ?? '',
    licence: licences.map((skuId) => nameOfLicence(skuId)).join(', '),
    password: madeBy(record).password ? 'new' : 'keep',
    ...(notes.length > 0 && { notes: notes.join('\n') }),
  }
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
