import { advanceBatch } from './activities/advanceBatch.ts'
import { assignLicence } from './activities/assignLicence.ts'
import { awaitRoom } from './activities/awaitRoom.ts'
import { awaitGrace } from './activities/awaitGrace.ts'
import { bindDevice } from './activities/bindDevice.ts'
import { checkSignIn } from './activities/checkSignIn.ts'
import { concludeAnswer } from './activities/concludeAnswer.ts'
import { concludeJob } from './activities/concludeJob.ts'
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
import { judgeEstate } from './activities/judgeEstate.ts'
import { listEstate } from './activities/listEstate.ts'
import { listRepairs } from './activities/listRepairs.ts'
import { postAnswer } from './activities/postAnswer.ts'
import { probeBooking } from './activities/probeBooking.ts'
import { proveRepairs } from './activities/proveRepairs.ts'
import { releaseAccount } from './activities/releaseAccount.ts'
import { repairPage } from './activities/repairPage.ts'
import { scanPage } from './activities/scanPage.ts'
import { undoChanges } from './activities/undoChanges.ts'
import { verifyRoom } from './activities/verifyRoom.ts'

import type { World } from '../shared/world.ts'
import type { Activity, JobContext } from './activity.ts'

/** Every activity that the workflow of a request calls. The real engine waits for ever on a name that is not registered; a test compares this list with the calls. */
export const activities: Activity<World, never, unknown>[] = [
  identifyAndPlan,
  ensureMailbox,
  awaitRoom,
  ensureCalendar,
  ensurePlace,
  ensureAccount,
  enableSkype,
  assignLicence,
  ensureTeams,
  confirmPassword,
  verifyRoom,
  checkSignIn,
  bindDevice,
  closeBookings,
  awaitGrace,
  releaseAccount,
  deleteAccount,
  probeBooking,
  undoChanges,
  concludeRun,
  postAnswer,
  concludeAnswer,
]

/** The same of work on many accounts. */
export const jobActivities: Activity<World, never, unknown, JobContext>[] = [
  listEstate,
  scanPage,
  judgeEstate,
  listRepairs,
  repairPage,
  proveRepairs,
  advanceBatch,
  concludeJob,
]
