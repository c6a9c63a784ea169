import { describe, expect, it } from 'vitest'
import { awaitGrace } from '../../orchestrations/activities/awaitGrace.ts'
import { checkSignIn } from '../../orchestrations/activities/checkSignIn.ts'
import { closeBookings } from '../../orchestrations/activities/closeBookings.ts'
import { concludeRun } from '../../orchestrations/activities/concludeRun.ts'
import { confirmPassword } from '../../orchestrations/activities/confirmPassword.ts'
import { deleteAccount } from '../../orchestrations/activities/deleteAccount.ts'
import { ensureAccount } from '../../orchestrations/activities/ensureAccount.ts'
import { identifyAndPlan } from '../../orchestrations/activities/identifyAndPlan.ts'
import { releaseAccount } from '../../orchestrations/activities/releaseAccount.ts'
import { done, later } from '../../shared/outcome.ts'
import { answers } from '../kit/driveWorkflow.ts'
import { aPlan, aWork } from '../kit/plans.ts'
import { startProvisioning } from '../kit/provisioning.ts'
import { address } from '../kit/rooms.ts'

describe('a new password', () => {
  const aRotation = aPlan({ action: 'rotate', work: aWork({ password: 'new', steps: ['ensureAccount'] }) })

  it('is set, read back, and the sign-in looked at, in five awaited steps', async () => {
    const run = await startProvisioning()
    const asked: string[][] = []

    for (const turn of [
      answers(identifyAndPlan, done(aRotation)),
      answers(ensureAccount, done(null)),
      answers(confirmPassword, done(null)),
      answers(checkSignIn, done(null)),
      answers(concludeRun, done('ended')),
    ]) {
      asked.push(run.open())
      await run.answer(turn)
    }

    expect(asked).toEqual([
      ['identifyAndPlan'],
      ['ensureAccount'],
      ['confirmPassword'],
      ['checkSignIn'],
      ['concludeRun'],
    ])
    expect([run.isDone(), run.awaited()]).toEqual([true, 5])
  })

  it('that an earlier run has set is only read back', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done(aPlan({ action: 'rotate', work: aWork() }))))

    expect(run.open()).toEqual(['confirmPassword'])
  })
})

describe('a room that is given up', () => {
  const { work: _, ...plan } = aPlan({ action: 'retire' })
  const account = { address, topology: 'online', userId: 'u' } as const
  const retired = { until: '2026-12-23', devices: '' }

  it('refuses bookings before its grace time, and is released and deleted after it', async () => {
    const run = await startProvisioning()
    const asked: string[][] = []
    const given: unknown[] = []

    for (const turn of [
      answers(identifyAndPlan, done({ ...plan, ...account })),
      answers(closeBookings, done(null)),
      answers(awaitGrace, done(null)),
      answers(releaseAccount, done(null)),
      answers(deleteAccount, done(retired)),
    ]) {
      asked.push(run.open())
      given.push(run.callOf(turn.name).input)
      await run.answer(turn)
    }

    expect(given).toEqual([null, account, null, account, account])
    expect(asked.flat()).toEqual(['identifyAndPlan', 'closeBookings', 'awaitGrace', 'releaseAccount', 'deleteAccount'])
    expect(run.callOf('concludeRun').input).toEqual({ verdict: done(retired) })
  })

  it('waits for the end of its grace time without a run', async () => {
    const run = await startProvisioning()
    await run.answer(answers(identifyAndPlan, done(plan)))
    await run.answer(answers(closeBookings, done(null)))

    await run.answer(answers(awaitGrace, { ...later(86_400, 'the end'), isParking: true }))

    expect(run.callOf('concludeRun').input).toEqual({ verdict: { kind: 'parked', seconds: 86_400, why: 'the end' } })
  })

  it('and is deleted already is only looked at', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done({ ...plan, isGone: true as const })))

    expect(run.open()).toEqual(['deleteAccount'])
  })
})
