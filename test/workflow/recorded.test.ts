import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { awaitRoom } from '../../orchestrations/activities/awaitRoom.ts'
import { concludeAnswer } from '../../orchestrations/activities/concludeAnswer.ts'
import { ensureAccount } from '../../orchestrations/activities/ensureAccount.ts'
import { ensureCalendar } from '../../orchestrations/activities/ensureCalendar.ts'
import { ensurePlace } from '../../orchestrations/activities/ensurePlace.ts'
import { concludeJob } from '../../orchestrations/activities/concludeJob.ts'
import { judgeEstate } from '../../orchestrations/activities/judgeEstate.ts'
import { listEstate } from '../../orchestrations/activities/listEstate.ts'
import { listRepairs } from '../../orchestrations/activities/listRepairs.ts'
import { proveRepairs } from '../../orchestrations/activities/proveRepairs.ts'
import { repairPage } from '../../orchestrations/activities/repairPage.ts'
import { scanPage } from '../../orchestrations/activities/scanPage.ts'
import { repairEstate } from '../../orchestrations/repairEstate.ts'
import { scanEstate } from '../../orchestrations/scanEstate.ts'
import { postAnswer } from '../../orchestrations/activities/postAnswer.ts'
import { answerTicket } from '../../orchestrations/answerTicket.ts'
import type { Workflow } from '../../orchestrations/durable.ts'
import { provisionRoom } from '../../orchestrations/provisionRoom.ts'
import { done, later } from '../../shared/outcome.ts'
import { answers, driveWorkflow, replayWorkflow, type Driven } from '../kit/driveWorkflow.ts'
import type { Action, HistoryEvent } from '../kit/history.ts'
import { provisionUpTo, wayOfANewRoom } from '../kit/provisioning.ts'
import { requestId } from '../kit/records.ts'

/**
 * Runs that began before a deployment go on after it: over a history that was recorded once, a workflow must ask for the same again.
 * When that is not so, wait until no run is on its way, deploy, and record anew: RECORD=1 vitest run --project workflow
 */
interface Recording {
  input: { requestId: string; attempt: number }
  history: HistoryEvent[]
  actions: Action[]
}

const input = { requestId, attempt: 1 }

async function aNewRoomWithWaits(): Promise<Driven> {
  const run = await provisionUpTo('awaitRoom')
  await run.answer(answers(awaitRoom, later(5, 'mailbox-visible')))
  await run.fireTimer()
  await run.answer(...(wayOfANewRoom[2] ?? []))
  await run.answer(
    answers(ensureCalendar, done(null)),
    answers(ensurePlace, later(8, 'microsoft')),
    answers(ensureAccount, done(null)),
  )
  await run.nudge()
  await run.answer(answers(ensurePlace, done(null)))
  for (const turn of wayOfANewRoom.slice(4)) await run.answer(...turn)
  return run
}

async function aTicketWhoseDeskIsAway(): Promise<Driven> {
  const run = await driveWorkflow(answerTicket, input)
  await run.answer(answers(postAnswer, done(true)))
  await run.answer(answers(postAnswer, later(5, 'ticket')))
  await run.fireTimer()
  await run.answer(answers(postAnswer, { ...later(600, 'ticket'), isParking: true }))
  await run.answer(answers(concludeAnswer, done(null)))
  return run
}

async function aScanWithAWait(): Promise<Driven> {
  const run = await driveWorkflow(scanEstate, input)
  await run.answer(answers(listEstate, done([[0, 1], [2]])))
  await run.answer(answers(scanPage, done(null)), answers(scanPage, later(30, 'microsoft')))
  await run.fireTimer()
  await run.answer(answers(scanPage, done(null)))
  await run.answer(answers(scanPage, done(null)))
  await run.answer(answers(judgeEstate, done(null)))
  await run.answer(answers(concludeJob, done(null)))
  return run
}

async function aRepairThatShowsLate(): Promise<Driven> {
  const run = await driveWorkflow(repairEstate, input)
  await run.answer(answers(listRepairs, done([[0]])))
  await run.answer(answers(repairPage, done(null)))
  await run.answer(answers(proveRepairs, later(5, 'settings-visible')))
  await run.fireTimer()
  await run.answer(answers(proveRepairs, done(null)))
  await run.answer(answers(concludeJob, done(null)))
  return run
}

it.each<[Workflow, () => Promise<Driven>]>([
  [provisionRoom, aNewRoomWithWaits],
  [answerTicket, aTicketWhoseDeskIsAway],
  [scanEstate, aScanWithAWait],
  [repairEstate, aRepairThatShowsLate],
])('$name does over its recorded history what it did then', async (workflow, tell) => {
  const file = join(import.meta.dirname, 'histories', `${workflow.name}.json`)
  if (process.env['RECORD']) record(file, await tell())
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording

  const { actions, isDone } = await replayWorkflow(workflow, recording.input, recording.history)

  expect(isDone).toBe(true)
  expect(actions[0]).toEqual(recording.actions)
})

function record(file: string, run: Driven): void {
  const recording: Recording = { input, history: run.history, actions: run.actions() }
  writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`)
}
