import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Later, type Outcome, type Refused } from '../../shared/outcome.ts'
import { keepCheck, type Check } from '../../shared/room/checks.ts'
import { dropClaim, keepClaim } from '../../shared/room/claims.ts'
import type { Plan } from '../../shared/room/plan.ts'
import { isCheck, type RequestRecord } from '../../shared/room/record.ts'
import {
  bookingClaim,
  bookingClaims,
  bookingOf,
  chooseSlot,
  judgeBooking,
  skippedBooking,
  type BookingAnswer,
  type Probe,
  type Trial,
} from '../../shared/room/testBooking.ts'
import { homesOf } from '../../shared/room/topology.ts'
import { callOffBookings } from '../../shared/testBookings.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'canary' | 'clock'>
type Target = Pick<Plan, 'address' | 'topology'>

/** Why the test cannot be tried. */
interface Skipped {
  kind: 'skipped'
  why: string
}

const skipped = (why: string): Skipped => ({ kind: 'skipped', why })

/** Books the room for a test, then a clash, and takes both back: whatever a reading says, this is what people will meet. */
export const probeBooking = activity(
  'probeBooking',
  async (world: Needs, target: Target, run): Promise<Outcome<null>> => {
    const probe = await open(world, target, run)
    if (probe.kind === 'skipped') return conclude(world, run, (at) => skippedBooking(probe.why, at))
    if (probe.kind !== 'probe') return probe
    const tried = probe.record.probe?.isOver ? undefined : await tryAll(world, target, probe.record, run)
    if (tried?.kind === 'later' || tried?.kind === 'refused') return tried
    return tried ? skip(world, run, tried) : clear(world, target, run)
  },
)

type Opened = { kind: 'probe'; record: RequestRecord } | Skipped | Refused

/** What this run has begun, or a beginning. What an earlier run left is taken back first. */
async function open(world: Needs, target: Target, run: RunContext): Promise<Opened> {
  const { record, attempt, requestId } = run
  if (record.probe?.attempt === attempt) return { kind: 'probe', record }
  const old = bookingClaims(record).filter((claim) => claim.attempt !== attempt)
  const stuck = await callOffBookings(world, record, run.change, old)
  if (stuck) return stuck
  const { canary } = world
  if (canary === undefined) return skipped('no mailbox to book from is configured')
  if (homesOf[target.topology].exchange !== 'online') return skipped('its mailbox is on a server of the organisation')
  const snapshot = await world.rooms.read(target)
  if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
  const { calendar = {} } = snapshot
  const slot = chooseSlot(requestId, attempt, calendar, world.clock.now())
  if (typeof slot === 'string') return skipped(slot)
  const isAutomatic = calendar['AutomateProcessing'] === 'AutoAccept'
  const probe: Probe = {
    attempt,
    canary,
    slot,
    isAutomatic,
    takesOutside: calendar['ProcessExternalMeetingMessages'] === true,
  }
  const opened = await run.change((known) => (known.probe?.attempt === attempt ? known : { ...known, probe }))
  return { kind: 'probe', record: opened }
}

/** Undefined when there is an answer to all that was to be tried. */
async function tryAll(world: Needs, target: Target, record: RequestRecord, run: RunContext) {
  const free = await tryOne(world, target, 'free', record, run)
  if (typeof free !== 'string') return free
  const clash = free === 'accepted' ? await tryOne(world, target, 'clash', record, run) : undefined
  return typeof clash === 'string' ? undefined : clash
}

type Tried = BookingAnswer | Later | Refused | Skipped

async function tryOne(
  { rooms }: Needs,
  { address }: Target,
  trial: Trial,
  record: RequestRecord,
  run: RunContext,
): Promise<Tried> {
  const { probe } = record
  if (!probe) return 'none'
  const known = probe[trial]
  if (known?.answer) return known.answer
  const booked = known ?? (await book(rooms, address, trial, probe, run))
  if (!booked) return 'none'
  return 'kind' in booked ? booked : hear(rooms, address, { trial, probe, id: booked.id }, run)
}

/** No answer within patience is an answer. */
async function hear(
  rooms: Needs['rooms'],
  room: string,
  { trial, probe, id }: { trial: Trial; probe: Probe; id: string },
  run: RunContext,
): Promise<Tried> {
  const reading = await rooms.readAnswer(probe.canary, id, room)
  // Called off already by this very step, run twice.
  if ('kind' in reading) return reading.reason === 'absent' ? 'none' : toRefused(reading, 'test bookings')
  const { answer } = reading
  const wait = answer === 'none' ? run.wait('booking-answered', { facts: { found: 'not answered' } }) : undefined
  if (wait?.kind === 'later') return wait
  await changeProbe(run, (now) => ({ ...now, [trial]: { id, answer } }))
  return answer
}

/** Claimed first, and not any more once the test is over: who comes late takes his own booking back. */
async function book(
  rooms: Needs['rooms'],
  room: string,
  trial: Trial,
  probe: Probe,
  run: RunContext,
): Promise<{ id: string } | Skipped | Refused | undefined> {
  const claim = bookingClaim(probe, trial)
  const isOver = ({ probe: now }: RequestRecord) => now?.isOver === true
  const wasBegun = run.record.claims.some(({ name }) => name === claim.name)
  const begun = await run.change((known) =>
    isOver(known) ? known : keepClaim(known, { ...claim, attempt: run.attempt, isDone: false }),
  )
  if (isOver(begun)) return undefined
  const booked = await rooms.book(bookingOf(run.requestId, room, claim))
  if ('kind' in booked) {
    // What was begun before may have been booked, and only its answer lost.
    if (!wasBegun) await run.change((known) => dropClaim(known, claim))
    return toSkipped(booked.reason) ?? toRefused(booked, 'test bookings')
  }
  const kept = await changeProbe(run, (now) => ({ ...now, [trial]: booked }))
  if (isOver(kept)) await rooms.callOff(probe.canary, booked.id)
  return booked
}

function toSkipped(reason: string): Skipped | undefined {
  if (reason === 'denied') return skipped('the service lacks the permission to book')
  return reason === 'absent' ? skipped('the mailbox to book from was not found') : undefined
}

/** While the test of this run is not over. */
const changeProbe = (run: RunContext, step: (probe: Probe) => Probe): Promise<RequestRecord> =>
  run.change((record) => (record.probe && !record.probe.isOver ? { ...record, probe: step(record.probe) } : record))

/** Takes the test back and sees that the calendar is as it was, then says what was found. */
async function clear(world: Needs, { address }: Target, run: RunContext): Promise<Outcome<null>> {
  const { probe, ...record } = await endProbe(run)
  if (!probe) return done(null)
  const stuck = await callOffBookings(world, { ...record, probe }, run.change)
  if (stuck) return stuck
  const reading = await world.rooms.readIsFree(probe.canary, address, probe.slot)
  // A calendar that is closed to us proves nothing; the organiser's own was seen to be free.
  const isLeft = 'isFree' in reading && !reading.isFree
  const wait = isLeft ? run.wait('booking-gone', { facts: { found: 'not taken out again' } }) : undefined
  if (wait?.kind === 'later') return wait
  return conclude(world, run, (at) => judgeBooking(probe, isLeft, at))
}

async function skip(world: Needs, run: RunContext, { why }: Skipped): Promise<Outcome<null>> {
  const record = await endProbe(run)
  return (await callOffBookings(world, record, run.change)) ?? conclude(world, run, (at) => skippedBooking(why, at))
}

const endProbe = (run: RunContext): Promise<RequestRecord> => changeProbe(run, (probe) => ({ ...probe, isOver: true }))

/** A room that was read back as right can be booked, unless a test has shown otherwise. */
async function conclude(world: Needs, run: RunContext, judge: (at: string) => Check): Promise<Outcome<null>> {
  const at = world.clock.now().toISOString()
  const check = judge(at)
  const isWrong = check.state === 'wrong'
  await run.change((record) => {
    const isBookable = !isWrong && (check.state === 'right' || !isCheck(record))
    return { ...keepCheck(record, check), ...(isBookable && { bookableAt: record.bookableAt ?? at }) }
  })
  return isWrong && !isCheck(run.record) ? refused('booking-not-accepted', { found: check.says }) : done(null)
}
