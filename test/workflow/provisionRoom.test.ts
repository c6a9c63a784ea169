import { describe, expect, it } from 'vitest'
import { assignLicence } from '../../orchestrations/activities/assignLicence.ts'
import { bindDevice } from '../../orchestrations/activities/bindDevice.ts'
import { checkSignIn } from '../../orchestrations/activities/checkSignIn.ts'
import { concludeRun } from '../../orchestrations/activities/concludeRun.ts'
import { enableSkype } from '../../orchestrations/activities/enableSkype.ts'
import { ensureCalendar } from '../../orchestrations/activities/ensureCalendar.ts'
import { ensurePlace } from '../../orchestrations/activities/ensurePlace.ts'
import { identifyAndPlan } from '../../orchestrations/activities/identifyAndPlan.ts'
import { probeBooking } from '../../orchestrations/activities/probeBooking.ts'
import { undoChanges } from '../../orchestrations/activities/undoChanges.ts'
import { verifyRoom } from '../../orchestrations/activities/verifyRoom.ts'
import { done, later, refused } from '../../shared/outcome.ts'
import { answers } from '../kit/driveWorkflow.ts'
import { aPlan, aWork, wholeWork, planOfANewRoom } from '../kit/plans.ts'
import { provisionUpTo, startProvisioning, wayOfANewRoom } from '../kit/provisioning.ts'
import { requestId } from '../kit/records.ts'
import { address } from '../kit/rooms.ts'

const steps = wayOfANewRoom.slice(0, -1).flatMap((turn) => turn.map(({ name }) => name))

const proved = [answers(checkSignIn, done(null)), answers(probeBooking, done(null))]

describe('a new room', () => {
  it('is made step by step, with settings side by side, in eight awaited steps', async () => {
    const run = await startProvisioning()
    const asked: string[][] = []

    for (const turn of wayOfANewRoom) {
      asked.push(run.open())
      await run.answer(...turn)
    }

    expect(asked).toEqual([
      ['identifyAndPlan'],
      ['ensureMailbox'],
      ['awaitRoom'],
      ['ensureCalendar', 'ensurePlace', 'ensureAccount'],
      ['assignLicence'],
      ['verifyRoom'],
      ['checkSignIn', 'probeBooking'],
      ['concludeRun'],
    ])
    expect(run.isDone()).toBe(true)
    expect(run.awaited()).toBe(8)
  })

  it('gives each step the run that it belongs to, and what it needs', async () => {
    const mailbox = await provisionUpTo('ensureMailbox')
    const account = await provisionUpTo('ensureAccount')

    expect(mailbox.callOf('ensureMailbox')).toEqual({
      run: { requestId, attempt: 1 },
      input: planOfANewRoom,
      waited: {},
    })
    expect(account.callOf('ensureAccount').input).toEqual(wholeWork)
  })

  it('costs at most 100 events and 64 KB of history', async () => {
    const run = await provisionUpTo('concludeRun')

    expect(run.history.length).toBeLessThanOrEqual(100)
    expect(JSON.stringify(run.history).length).toBeLessThanOrEqual(64 * 1_024)
  })

  it('is told as ready with what verification read', async () => {
    const run = await provisionUpTo('concludeRun')

    expect(run.callOf('concludeRun').input).toMatchObject({ verdict: { kind: 'done', value: aWork() } })
  })
})

describe('a room that exists', () => {
  it('and is right is read and nothing else, in two awaited steps', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done(aPlan())))

    expect(run.open()).toEqual(['concludeRun'])
    await run.answer(answers(concludeRun, done('ended')))
    expect([run.isDone(), run.awaited()]).toEqual([true, 2])
  })

  it('gets only the steps that have something to do, side by side, and is verified', async () => {
    const run = await startProvisioning()

    await run.answer(
      answers(identifyAndPlan, done(aPlan({ work: aWork({ steps: ['ensurePlace', 'ensureCalendar'] }) }))),
    )

    expect(run.open()).toEqual(['ensureCalendar', 'ensurePlace'])
    await run.answer(answers(ensurePlace, done(null)), answers(ensureCalendar, done(null)))
    expect(run.open()).toEqual(['verifyRoom'])
  })

  it('and needs a licence only gets that', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done(aPlan({ work: aWork({ steps: ['assignLicence'] }) }))))

    expect(run.open()).toEqual(['assignLicence'])
  })

  it('and is for Skype for Business Online gets its licence first, because Skype takes up no account without one', async () => {
    const steps = ['enableSkype', 'assignLicence'] as const
    const run = await startProvisioning()

    await run.answer(
      answers(identifyAndPlan, done(aPlan({ work: aWork({ steps: [...steps], hasSkypeOnline: true }) }))),
    )

    expect(run.open()).toEqual(['assignLicence'])
    await run.answer(answers(assignLicence, done(null)))
    expect(run.open()).toEqual(['enableSkype'])
    await run.answer(answers(enableSkype, done(null)))
    expect(run.open()).toEqual(['verifyRoom'])
  })

  it('and is right, but was changed or found blocked by an earlier run, is proved again', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done(aPlan({ wasChanged: true }))))

    expect(run.open()).toEqual(['checkSignIn', 'probeBooking'])
  })

  it('and is only to be checked is proved and nothing else, in three awaited steps', async () => {
    const run = await startProvisioning()
    const { work: _, ...plan } = aPlan({ isCheck: true })

    await run.answer(answers(identifyAndPlan, done(plan)))

    expect(run.open()).toEqual(['checkSignIn', 'probeBooking'])
    await run.answer(...proved)
    await run.answer(answers(concludeRun, done('ended')))
    expect([run.isDone(), run.awaited()]).toEqual([true, 3])
  })

  it('and is to be checked, but is no room yet, is not booked', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done({ ...planOfANewRoom, isCheck: true as const })))

    expect(run.open()).toEqual(['concludeRun'])
  })

  it('and does not show in every store is waited for, not made', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, done({ kind: 'reuse', address })))

    expect(run.open()).toEqual(['awaitRoom'])
  })
})

describe('a device', () => {
  const device = { id: 'ABC123', kind: 'room' } as const

  it('is bound after everything else was verified', async () => {
    const run = await startProvisioning()
    await run.answer(answers(identifyAndPlan, done(aPlan({ device, work: aWork({ steps: ['ensurePlace'] }) }))))
    await run.answer(answers(ensurePlace, done(null)))

    await run.answer(answers(verifyRoom, done(aWork())))
    await run.answer(...proved)

    expect(run.open()).toEqual(['bindDevice'])
    expect(run.callOf('bindDevice').input).toEqual({ address, device })
    await run.answer(answers(bindDevice, done(null)))
    expect(run.callOf('concludeRun').input).toMatchObject({ verdict: { kind: 'done', value: aWork() } })
  })

  it('that cannot be bound ends the run with its verdict', async () => {
    const run = await startProvisioning()
    const verdict = refused('device-bound-elsewhere', { device: 'ABC123', holder: 'another account' })
    await run.answer(answers(identifyAndPlan, done(aPlan({ device }))))

    await run.answer(answers(bindDevice, verdict))

    expect(run.callOf('concludeRun').input).toEqual({ verdict })
  })
})

describe('a step that refuses', () => {
  it.each(steps)('%s ends the run with its verdict', async (step) => {
    const run = await provisionUpTo(step)
    const verdict = refused('refused-by-microsoft', { text: 'no' })
    const others = wayOfANewRoom.flat().filter(({ name }) => name !== step && run.open().includes(name))

    await run.answer({ name: step, outcome: verdict }, ...others)

    expect(run.open()).toEqual(['concludeRun'])
    expect(run.callOf('concludeRun').input).toEqual({ verdict })
  })

  it('does not wait for one beside it that wants more time', async () => {
    const run = await provisionUpTo('ensurePlace')

    await run.answer(
      { name: 'ensureAccount', outcome: refused('permission-missing', { what: 'x' }) },
      { name: 'ensureCalendar', outcome: later(60, 'mailbox-visible') },
      answers(ensurePlace, done(null)),
    )

    expect(run.open()).toEqual(['concludeRun'])
    expect(run.timers()).toEqual([])
  })
})

describe('a cancelled run', () => {
  const cancelled = refused('cancelled')

  it.each(steps)('at %s takes back what was changed, and says how that went', async (step) => {
    const run = await provisionUpTo(step)
    const others = wayOfANewRoom.flat().filter(({ name }) => name !== step && run.open().includes(name))
    await run.answer({ name: step, outcome: cancelled }, ...others)

    expect(run.open()).toEqual(['undoChanges'])
    const undone = { undone: 'Seats', left: 'nothing' }
    await run.answer(answers(undoChanges, done(undone)))

    expect(run.callOf('concludeRun').input).toMatchObject({
      verdict: cancelled,
      undoing: { kind: 'done', value: undone },
    })
  })

  it('ends even when nothing can be taken back', async () => {
    const run = await startProvisioning()
    const failure = refused('microsoft-unavailable')

    await run.answer(answers(identifyAndPlan, cancelled))
    await run.answer(answers(undoChanges, failure))

    expect(run.callOf('concludeRun').input).toEqual({ verdict: cancelled, undoing: failure })
  })

  it('waits where taking back needs time', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, cancelled))
    await run.answer(answers(undoChanges, later(30, 'microsoft')))
    await run.fireTimer()

    expect(run.callOf('undoChanges').waited).toEqual({ microsoft: 30 })
  })

  it('whose undoing must wait for more than an hour is parked', async () => {
    const run = await startProvisioning()

    await run.answer(answers(identifyAndPlan, cancelled))
    await run.answer(answers(undoChanges, { ...later(4_000, 'microsoft'), isParking: true }))

    expect(run.callOf('concludeRun').input).toEqual({
      verdict: refused('cancelled'),
      undoing: { kind: 'parked', seconds: 4_000, why: 'microsoft' },
    })
  })
})

describe('the end of a run', () => {
  it.each(['internal', 'stale'])(
    'that is refused as %s is an instance that is done; the record tells the rest',
    async (code) => {
      const run = await provisionUpTo('concludeRun')

      await run.answer(answers(concludeRun, refused(code)))

      expect([run.isDone(), run.failure()]).toEqual([true, undefined])
    },
  )
})

describe('what is recorded', () => {
  it('is JSON, so that a replay reads what was written', async () => {
    const run = await provisionUpTo('concludeRun')

    const { input } = run.callOf('concludeRun')

    expect(JSON.parse(JSON.stringify(input))).toEqual(input)
  })

  it('has no evidence, which is kept by the wrapper of activities', async () => {
    const run = await provisionUpTo('concludeRun')

    expect(JSON.stringify(run.history)).not.toContain('evidence')
  })
})

it('a licence that must be waited for ends the run, and the record remembers it', async () => {
  const run = await provisionUpTo('assignLicence')

  await run.answer(answers(assignLicence, { ...later(600, 'licence-free'), isParking: true }))

  expect(run.callOf('concludeRun').input).toEqual({ verdict: { kind: 'parked', seconds: 600, why: 'licence-free' } })
})

it('a verification that is out of patience ends the run', async () => {
  const run = await provisionUpTo('verifyRoom')

  await run.answer(answers(verifyRoom, refused('licence-not-active')))

  expect(run.callOf('concludeRun').input).toEqual({ verdict: refused('licence-not-active') })
})

it('a sign-in that is blocked ends the run with what blocks it', async () => {
  const run = await provisionUpTo('checkSignIn')
  const verdict = refused('sign-in-would-be-blocked', { reasons: 'x', remedies: 'y' })

  await run.answer(answers(checkSignIn, verdict), answers(probeBooking, done(null)))

  expect(run.callOf('concludeRun').input).toEqual({ verdict })
})
