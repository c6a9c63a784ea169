import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { bindingStep, setFree } from '../../shared/deviceOfRequest.ts'
import { comesWithSync, detailsOf } from '../../shared/room/details.ts'
import { devicesOf, dropClaim } from '../../shared/room/claims.ts'
import { identify } from '../../shared/room/identify.ts'
import { refOf, type AccountRef } from '../../shared/room/plan.ts'
import { isRestoring, madeBy, roomOfRun, type Claim, type RequestRecord } from '../../shared/room/record.ts'
import { puttingBack } from '../../shared/room/restore.ts'
import { accountOf } from '../../shared/room/settings/account.ts'
import type { Topology } from '../../shared/room/topology.ts'
import type { Snapshot } from '../../shared/room/snapshot.ts'
import { decideReturns, listBookings, listLeft, type Return, type UndoWrite } from '../../shared/room/undo.ts'
import { callOffBookings } from '../../shared/testBookings.ts'
import type { World } from '../../shared/world.ts'
import { endingActivity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'audit' | 'devices'>

export interface Undone {
  undone: string
  left: string
}

/**
 * Takes back after a cancel what can be taken back, and lists what cannot; puts earlier settings back when an administrator wants that of a room that was ready.
 * It is over when a reading shows it, so that whoever asks next is not misled by an old one.
 */
export const undoChanges = endingActivity(
  'undoChanges',
  async (world: Needs, _: null, run): Promise<Outcome<Undone>> => {
    await callOffBookings(world, run.record, run.change)
    return undoRoom(world, { ...run, record: await run.change((record) => record) })
  },
)

async function undoRoom(world: Needs, run: RunContext): Promise<Outcome<Undone>> {
  const { account, claims, topology = 'online' } = run.record
  if (account === undefined || claims.every(({ kind }) => kind === 'event'))
    return done(toWords([], listBookings(run.record)))
  if (await isTakenOver(world, account, run)) return leaveToOther(account, run)
  for (const device of devicesOf(run.record)) await world.devices.release(device, account)
  if (!(await areJobsOver(world, run))) return run.wait('worker')
  const snapshot = await world.rooms.read({ address: account, topology, ...wishesOf(run.record) })
  if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
  if (isDeleted(snapshot, claims))
    return done(toWords([], [`the room ${account} is deleted; setting it up again brings it back`]))
  return findStranger(snapshot, topology, run) ?? takeBackIfShown(world, snapshot, topology, run)
}

/** What this request has deleted is not there to be changed. */
const isDeleted = ({ user, holder }: Snapshot, claims: Claim[]): boolean =>
  !user && !holder && claims.some(({ kind }) => kind === 'deletion')

const leaveToOther = (account: string, { record }: RunContext): Outcome<Undone> =>
  isRestoring(record)
    ? refused('not-put-back', { why: `Another request has worked on ${account} since.` })
    : done(toWords([], [`the account ${account}, which another request has worked on since`]))

/** Months may have passed since it was ready: nothing is put back into what is no room any more. */
function findStranger(snapshot: Snapshot, topology: Topology, run: RunContext): Later | Refused | undefined {
  const room = roomOfRun(run.record)
  if (!isRestoring(run.record) || !room) return undefined
  const found = identify({ room, snapshot, topology, made: madeBy(run.record), lookAlikes: [] })
  if (found.kind === 'refuse') return refused(found.code, found.facts)
  return found.kind === 'reuse' ? undefined : run.wait('mailbox-visible')
}

async function takeBackIfShown(
  world: Needs,
  snapshot: Snapshot,
  topology: Topology,
  run: RunContext,
): Promise<Outcome<Undone>> {
  const wait = isHidden(snapshot, run.record) ? run.wait('mailbox-visible') : undefined
  if (wait?.kind === 'later' || (wait && lacksAccount(snapshot, run.record))) return wait
  return takeBack(world, refOf(snapshot, topology), snapshot, run)
}

/** What Teams and Skype have of it is read where the request asked for it, details also where an earlier wording of the ticket did. */
const wishesOf = (record: RequestRecord) => {
  const room = roomOfRun(record)
  return room ? { wishes: { ...room, ...detailsOf(record.before) } } : {}
}

/** What this run has written already; an earlier run's is not ours to build on. */
const writtenIn = ({ record: { undoing }, attempt }: RunContext): RequestRecord['undoing'] =>
  undoing?.attempt === attempt ? undoing : undefined

async function takeBack(
  world: Needs,
  account: AccountRef,
  snapshot: Snapshot,
  run: RunContext,
): Promise<Outcome<Undone>> {
  const written = writtenIn(run)
  const returns = decideReturns(run.record, snapshot)
  const { undone, left } = written ?? (await writeAll(world, account, returns, snapshot, run))
  const kept = returns.filter(({ titles }) => !titles.some((title) => left.includes(title)))
  if (isRestoring(run.record) && kept.length < returns.length)
    return refused('not-put-back', { why: `Microsoft 365 did not take: ${left.join(', ')}.` })
  const isShown = kept.every(({ isBack }) => isBack) && (written !== undefined || kept.length === 0)
  const changed = kept.flatMap(({ changes }) => changes.map(({ setting }) => setting))
  const why = comesWithSync(changed, account.topology) ? 'sync' : 'settings-visible'
  if (!isShown) return run.wait(why, { facts: { settings: undone.join(', ') } })
  const devices = devicesOf(run.record)
  const evidence = [...kept.flatMap(({ changes }) => changes), ...devices.map((device) => setFree(device))]
  return done(toWords([...undone, ...devices.map((device) => `the device ${device}`)], left), evidence)
}

/** What a worker was told and has not begun is called off; what it has begun is waited for, so that nothing follows the undo. */
async function areJobsOver({ rooms }: Needs, run: RunContext): Promise<boolean> {
  const jobs = run.record.claims.filter(({ kind }) => kind === 'job')
  const isOver = await Promise.all(jobs.map(({ name }) => rooms.stopJob(name)))
  await run.change((record) =>
    jobs.filter((_, place) => isOver[place]).reduce((known, job) => dropClaim(known, job), record),
  )
  return isOver.every(Boolean)
}

/** What another request has made of the account is not ours to take back. */
async function isTakenOver({ audit }: Needs, account: string, run: RunContext): Promise<boolean> {
  // Who has begun to write holds it.
  if (writtenIn(run)) return false
  const { isMine } = await run.hold({ kind: 'address', key: account })
  if (!isMine) return true
  // A device says nothing about the settings of the account.
  const entries = (await audit.ofAccount(account)).filter(({ step }) => !step.startsWith(bindingStep))
  const ours = entries.filter(({ requestId }) => requestId === run.requestId).map(({ at }) => at)
  const latest = ours.toSorted().at(-1) ?? run.record.createdAt
  return entries.some(({ requestId, at }) => requestId !== run.requestId && at > latest)
}

/** A mailbox whose making was begun may show later, and so may an account, and a room list that was made. */
const isHidden = (snapshot: Snapshot, record: RequestRecord): boolean =>
  lacksAccount(snapshot, record) ||
  (!snapshot.holder && record.claims.some(({ kind }) => kind === 'mailbox')) ||
  (snapshot.roomList?.isThere === false && hasJoinedList(record))

const hasJoinedList = ({ before, claims }: RequestRecord): boolean =>
  before.some(({ setting }) => setting === 'location.inRoomList') &&
  claims.some(({ kind, name, isDone }) => kind === 'settings' && name === 'ensurePlace' && isDone)

/** The account does not show, although something of it is to go back. */
const lacksAccount = (snapshot: Snapshot, { claims }: RequestRecord): boolean =>
  !accountOf(snapshot) && claims.some(({ kind }) => kind === 'licence' || kind === 'password')

const toWords = (undone: string[], left: string[]): Undone => ({
  undone: undone.join(', ') || 'nothing was changed',
  left: left.join(', ') || 'nothing',
})

/** Once in a run: writing again would only make Microsoft 365 show it later. */
async function writeAll(
  { rooms }: Needs,
  account: AccountRef,
  returns: Return[],
  snapshot: Snapshot,
  run: RunContext,
): Promise<{ undone: string[]; left: string[] }> {
  if (isRestoring(run.record)) await run.claim(puttingBack)
  const failed: Return[] = []
  for (const one of returns) if ('reason' in (await write(rooms, account, one.write))) failed.push(one)
  const titlesOf = (some: Return[]) => some.flatMap(({ titles }) => titles)
  const undone = titlesOf(returns.filter((one) => !failed.includes(one)))
  const left = [...listLeft(run.record, snapshot), ...titlesOf(failed)]
  await run.change((record) => ({ ...record, undoing: { attempt: run.attempt, undone, left } }))
  return { undone, left }
}

function write(rooms: Needs['rooms'], account: AccountRef, one: UndoWrite): Promise<object> {
  switch (one.kind) {
    case 'room':
      return rooms.configure(account, one.writes)
    case 'block':
    case 'enable':
      return rooms.setEnabled(account, one.kind === 'enable')
    case 'account':
      return rooms.prepareAccount(account, one.changes)
    case 'teams':
      return rooms.configureTeams(one.userId, one.changes)
    case 'licences':
      return rooms.changeLicences(one.userId, one)
  }
}
