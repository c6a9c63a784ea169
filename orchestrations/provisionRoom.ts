import { isRefusedAs } from '../shared/outcome.ts'
import type { AccountRef, Plan, Work } from '../shared/room/plan.ts'
import { assignLicence } from './activities/assignLicence.ts'
import { awaitRoom } from './activities/awaitRoom.ts'
import { awaitGrace } from './activities/awaitGrace.ts'
import { bindDevice } from './activities/bindDevice.ts'
import { checkSignIn } from './activities/checkSignIn.ts'
import { concludeRun } from './activities/concludeRun.ts'
import { closeBookings } from './activities/closeBookings.ts'
import { confirmPassword } from './activities/confirmPassword.ts'
import { deleteAccount } from './activities/deleteAccount.ts'
import { enableSkype } from './activities/enableSkype.ts'
import { ensureAccount } from './activities/ensureAccount.ts'
import { ensureCalendar } from './activities/ensureCalendar.ts'
import { ensureMailbox } from './activities/ensureMailbox.ts'
import { ensurePlace } from './activities/ensurePlace.ts'
import { ensureTeams } from './activities/ensureTeams.ts'
import { identifyAndPlan } from './activities/identifyAndPlan.ts'
import { probeBooking } from './activities/probeBooking.ts'
import { releaseAccount } from './activities/releaseAccount.ts'
import { undoChanges } from './activities/undoChanges.ts'
import { verifyRoom } from './activities/verifyRoom.ts'
import { call, workflow, type Run } from './durable.ts'

/** One room account from a request to ready, or to a clear reason why not. */
export const provisionRoom = workflow('provisionRoom', function* (run) {
  const verdict = yield* run.verdict(provision(run))
  const undoing = isRefusedAs('cancelled', verdict) ? yield* run.verdict(run.step(undoChanges, null)) : undefined
  // A run that is not the record's any more has nothing to conclude, and that is no failure.
  return yield* run.verdict(run.step(concludeRun, undoing ? { verdict, undoing } : { verdict }))
})

function* provision(run: Run) {
  const plan = yield* run.step(identifyAndPlan, null)
  if (plan.isCheck) return plan.kind === 'reuse' ? yield* prove(run, plan) : null
  if (plan.action) return yield* actions[plan.action](run, plan)
  if (plan.kind !== 'reuse') yield* run.step(ensureMailbox, plan)
  const work = plan.work ?? (yield* run.step(awaitRoom, plan))
  const isWork = work.steps.length > 0
  const verified = isWork ? yield* putRight(run, plan, work) : work
  if (isWork || plan.wasChanged) yield* prove(run, verified)
  if (plan.device) yield* run.step(bindDevice, { address: plan.address, device: plan.device })
  return verified
}

function* putRight(run: Run, plan: Plan, work: Work) {
  const isNeeded = ({ name }: { name: string }) => work.steps.some((step) => step === name)
  const settings = [ensureCalendar, ensurePlace, ensureAccount].filter(isNeeded)
  yield* run.all(...settings.map((step) => call(step, work)))
  const isSkypeLast = work.hasSkypeOnline === true
  if (isNeeded(enableSkype) && !isSkypeLast) yield* run.step(enableSkype, work)
  if (isNeeded(assignLicence)) yield* run.step(assignLicence, work)
  // Online, Skype takes up an account when it has its licence.
  if (isNeeded(enableSkype) && isSkypeLast) yield* run.step(enableSkype, work)
  if (isNeeded(ensureTeams)) yield* run.step(ensureTeams, work)
  return yield* run.step(verifyRoom, plan)
}

/** A new password is set like that of a new room; whether the room can sign in with it is looked at, and nothing else. */
function* rotate(run: Run, { address, topology, work }: Plan) {
  if (work && work.steps.length > 0) yield* run.step(ensureAccount, work)
  const account = toRef(work ?? { address, topology })
  yield* run.step(confirmPassword, account)
  yield* run.step(checkSignIn, account)
  return work
}

/** New bookings are refused before the time of grace, everything else is given up after it. */
function* retire(run: Run, plan: Plan) {
  const account = toRef(plan)
  if (!plan.isGone) {
    yield* run.step(closeBookings, account)
    yield* run.step(awaitGrace, null)
    yield* run.step(releaseAccount, account)
  }
  return yield* run.step(deleteAccount, account)
}

const actions = { rotate, retire }

/** Beyond what settings say: whether it can sign in, and whether it answers. History keeps what a step is given, so it is given no more than it needs. */
function* prove(run: Run, room: AccountRef) {
  const account = toRef(room)
  yield* run.all(call(checkSignIn, account), call(probeBooking, account))
  return null
}

const toRef = ({ address, topology, userId }: AccountRef): AccountRef => ({
  address,
  topology,
  ...(userId !== undefined && { userId }),
})
