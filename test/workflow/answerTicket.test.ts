import { describe, expect, it } from 'vitest'
import { concludeAnswer } from '../../orchestrations/activities/concludeAnswer.ts'
import { postAnswer } from '../../orchestrations/activities/postAnswer.ts'
import { answerTicket } from '../../orchestrations/answerTicket.ts'
import { done, later, refused } from '../../shared/outcome.ts'
import { answers, driveWorkflow } from '../kit/driveWorkflow.ts'
import { requestId } from '../kit/records.ts'

const startAnswering = () => driveWorkflow(answerTicket, { requestId, attempt: 1 })

describe('answering a ticket', () => {
  it('goes on until nothing is left to say', async () => {
    const run = await startAnswering()

    await run.answer(answers(postAnswer, done(true)))
    await run.answer(answers(postAnswer, done(true)))
    expect(run.open()).toEqual(['postAnswer'])
    await run.answer(answers(postAnswer, done(false)))

    expect(run.isDone()).toBe(true)
    expect(run.awaited()).toBe(3)
  })

  it('waits for a desk that is busy, with the sum of what it waited', async () => {
    const run = await startAnswering()

    await run.answer(answers(postAnswer, later(5, 'ticket')))
    await run.fireTimer()

    expect(run.callOf('postAnswer').waited).toEqual({ ticket: 5 })
  })

  it('has all its patience again for the next answer', async () => {
    const run = await startAnswering()
    await run.answer(answers(postAnswer, later(5, 'ticket')))
    await run.fireTimer()

    await run.answer(answers(postAnswer, done(true)))

    expect(run.callOf('postAnswer').waited).toEqual({})
  })

  it('is put off when the desk is away for long', async () => {
    const run = await startAnswering()

    await run.answer(answers(postAnswer, { ...later(600, 'ticket'), isParking: true }))

    expect(run.callOf('concludeAnswer').input).toEqual({ kind: 'parked', seconds: 600, why: 'ticket' })
    await run.answer(answers(concludeAnswer, done(null)))
    expect(run.isDone()).toBe(true)
  })

  it('is given up when patience is over', async () => {
    const run = await startAnswering()

    await run.answer(answers(postAnswer, refused('ticket-unreachable')))

    expect(run.callOf('concludeAnswer').input).toEqual(refused('ticket-unreachable'))
  })
})
