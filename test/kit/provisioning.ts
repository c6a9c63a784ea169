import { assignLicence } from '../../orchestrations/activities/assignLicence.ts'
import { awaitRoom } from '../../orchestrations/activities/awaitRoom.ts'
import { checkSignIn } from '../../orchestrations/activities/checkSignIn.ts'
import { concludeRun } from '../../orchestrations/activities/concludeRun.ts'
import { ensureAccount } from '../../orchestrations/activities/ensureAccount.ts'
import { ensureCalendar } from '../../orchestrations/activities/ensureCalendar.ts'
import { ensureMailbox } from '../../orchestrations/activities/ensureMailbox.ts'
import { ensurePlace } from '../../orchestrations/activities/ensurePlace.ts'
import { identifyAndPlan } from '../../orchestrations/activities/identifyAndPlan.ts'
import { probeBooking } from '../../orchestrations/activities/probeBooking.ts'
import { verifyRoom } from '../../orchestrations/activities/verifyRoom.ts'
import { provisionRoom } from '../../orchestrations/provisionRoom.ts'
import { done } from '../../shared/outcome.ts'
import { answers, driveWorkflow, type Answered, type Driven } from './driveWorkflow.ts'
import { aWork, planOfANewRoom, wholeWork } from './plans.ts'
import { requestId } from './records.ts'

/** What each step of a new room answers when all goes well, in the order of the workflow. */
export const wayOfANewRoom: Answered<unknown>[][] = [
  [answers(identifyAndPlan, done(planOfANewRoom))],
  [answers(ensureMailbox, done(null))],
  [answers(awaitRoom, done(wholeWork))],
  [answers(ensureCalendar, done(null)), answers(ensurePlace, done(null)), answers(ensureAccount, done(null))],
  [answers(assignLicence, done(null))],
  [answers(verifyRoom, done(aWork()))],
  [answers(checkSignIn, done(null)), answers(probeBooking, done(null))],
  [answers(concludeRun, done('ended'))],
]

export const startProvisioning = (): Promise<Driven> => driveWorkflow(provisionRoom, { requestId, attempt: 1 })

/** A run for a new room that stands at a step. */
export async function provisionUpTo(step: string): Promise<Driven> {
  const run = await startProvisioning()
  for (const turn of wayOfANewRoom) {
    if (turn.some(({ name }) => name === step)) return run
    await run.answer(...turn)
  }
  throw new Error(`${step} is no step of a new room`)
}
