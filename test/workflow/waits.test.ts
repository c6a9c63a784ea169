import { describe, expect, it } from 'vitest'
import { awaitRoom } from '../../orchestrations/activities/awaitRoom.ts'
import { checkSignIn } from '../../orchestrations/activities/checkSignIn.ts'
import { ensureAccount } from '../../orchestrations/activities/ensureAccount.ts'
import { ensureCalendar } from '../../orchestrations/activities/ensureCalendar.ts'
import { ensurePlace } from '../../orchestrations/activities/ensurePlace.ts'
import { probeBooking } from '../../orchestrations/activities/probeBooking.ts'
import { done, later, type Later } from '../../shared/outcome.ts'
import { answers } from '../kit/driveWorkflow.ts'
import { provisionUpTo, wayOfANewRoom } from '../kit/provisioning.ts'

const steps = wayOfANewRoom.slice(0, -1).flatMap((turn) => turn.map(({ name }) => name))
const notYet = (seconds: number): Later => later(seconds, 'mailbox-visible')
const beside = [
  answers(ensureCalendar, done(null)),
  answers(ensurePlace, done(null)),
  answers(ensureAccount, done(null)),
  answers(checkSignIn, done(null)),
  answers(probeBooking, done(null)),
]

describe('a step that wants more time', () => {
  it.each(steps)('%s is asked again, with the sum of what it wanted', async (step) => {
    const run = await provisionUpTo(step)
    const others = beside.filter(({ name }) => name !== step && run.open().includes(name))

    await run.answer({ name: step, outcome: notYet(5) }, ...others)
    expect(run.open()).toEqual([])
    await run.fireTimer()
    expect(run.callOf(step).waited).toEqual({ 'mailbox-visible': 5 })
    await run.answer({ name: step, outcome: notYet(8) })
    await run.fireTimer()

    expect(run.callOf(step).waited).toEqual({ 'mailbox-visible': 13 })
    expect(run.timers().map(({ seconds }) => seconds)).toEqual([5, 8])
  })

  it('gets what it got the first time', async () => {
    const run = await provisionUpTo('awaitRoom')
    const { input } = run.callOf('awaitRoom')

    await run.answer(answers(awaitRoom, notYet(5)))
    await run.fireTimer()

    expect(run.callOf('awaitRoom').input).toEqual(input)
  })

  it('of up to an hour is waited for', async () => {
    const run = await provisionUpTo('awaitRoom')

    await run.answer(answers(awaitRoom, notYet(3_600)))

    expect(run.timers()).toEqual([{ seconds: 3_600, isCancelled: false }])
  })

  it('that is to be parked ends the run', async () => {
    const run = await provisionUpTo('awaitRoom')

    await run.answer(answers(awaitRoom, { ...notYet(3_601), isParking: true }))

    expect(run.timers()).toEqual([])
    expect(run.callOf('concludeRun').input).toEqual({
      verdict: { kind: 'parked', seconds: 3_601, why: 'mailbox-visible' },
    })
  })
})

describe('a nudge', () => {
  it('ends a wait at once, and the timer that lost is cancelled', async () => {
    const run = await provisionUpTo('awaitRoom')
    await run.answer(answers(awaitRoom, notYet(300)))

    await run.nudge()

    expect(run.open()).toEqual(['awaitRoom'])
    expect(run.timers()).toEqual([{ seconds: 300, isCancelled: true }])
  })

  it('that comes while a step works is not lost', async () => {
    const run = await provisionUpTo('awaitRoom')

    await run.nudge()
    await run.answer(answers(awaitRoom, notYet(300)))

    expect(run.open()).toEqual(['awaitRoom'])
  })

  it('ends the wait that runs, not one whose timer has fired', async () => {
    const run = await provisionUpTo('awaitRoom')
    await run.answer(answers(awaitRoom, notYet(5)))
    await run.fireTimer()
    await run.answer(answers(awaitRoom, notYet(300)))

    await run.nudge()

    expect(run.open()).toEqual(['awaitRoom'])
    expect(run.timers()).toEqual([
      { seconds: 5, isCancelled: false },
      { seconds: 300, isCancelled: true },
    ])
  })

  it('does not count as time that was waited', async () => {
    const run = await provisionUpTo('awaitRoom')
    await run.answer(answers(awaitRoom, notYet(300)))

    await run.nudge()

    expect(run.callOf('awaitRoom').waited).toEqual({ 'mailbox-visible': 0 })
  })
})

describe('steps side by side', () => {
  it('of which one wants more time: it is asked again alone', async () => {
    const run = await provisionUpTo('ensurePlace')

    await run.answer(
      answers(ensureCalendar, done(null)),
      answers(ensurePlace, notYet(5)),
      answers(ensureAccount, done(null)),
    )
    await run.fireTimer()

    expect(run.open()).toEqual(['ensurePlace'])
    await run.answer(answers(ensurePlace, done(null)))
    expect(run.open()).toEqual(['assignLicence'])
  })

  it('that answer one after the other are waited for together', async () => {
    const run = await provisionUpTo('ensurePlace')

    await run.answer(answers(ensureAccount, done(null)))
    await run.answer(answers(ensureCalendar, done(null)))
    expect(run.open()).toEqual(['ensurePlace'])
    await run.answer(answers(ensurePlace, done(null)))

    expect(run.open()).toEqual(['assignLicence'])
  })

  it('of which one must be parked: the run ends, and says for what', async () => {
    const run = await provisionUpTo('ensurePlace')

    await run.answer(
      answers(ensureCalendar, done(null)),
      answers(ensurePlace, { ...notYet(4_000), isParking: true }),
      answers(ensureAccount, done(null)),
    )

    expect(run.callOf('concludeRun').input).toMatchObject({ verdict: { kind: 'parked', seconds: 4_000 } })
  })

  it('that want different times are each asked when it is their time', async () => {
    const run = await provisionUpTo('ensurePlace')

    await run.answer(
      answers(ensureCalendar, done(null)),
      answers(ensurePlace, notYet(5)),
      answers(ensureAccount, later(300, 'microsoft')),
    )
    await run.fireTimer()

    expect(run.open()).toEqual(['ensurePlace'])
  })
})
