import { describe, expect, it } from 'vitest'
import { concludeAnswer } from '../../../../orchestrations/activities/concludeAnswer.ts'
import { postAnswer } from '../../../../orchestrations/activities/postAnswer.ts'
import { refused } from '../../../../shared/outcome.ts'
import { memoryDesk } from '../../../kit/memoryDesk.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { after, anAnswer, aRecord, ended, requestId, start } from '../../../kit/records.ts'

const record = aRecord({
  run: ended('ready'),
  attempts: 1,
  answers: [anAnswer('accepted'), anAnswer('ready', { address: 'a@b.c', licence: 'Teams Rooms Pro' })],
})

function aTicket(known = record) {
  const performance = aPerformance(known)
  const { desk, comments, failPost } = memoryDesk()
  performance.world.desks = { generic: desk }
  return { ...performance, comments, failPost, post: (waited = 0) => performance.ask(postAnswer, null, waited) }
}

describe('an answer', () => {
  it('is posted in its turn, until none is left', async () => {
    const { post, comments, read } = aTicket()

    const more = [await post(), await post(), await post()].map((outcome) => outcome.kind === 'done' && outcome.value)

    expect(more).toEqual([true, false, false])
    expect(comments.map(({ text }) => text.split('\n').at(-1))).toEqual([
      `Reference ${requestId}/1`,
      `Reference ${requestId}/2`,
    ])
    expect(await read()).toMatchObject({ answered: 2 })
  })

  it('whose posting was not answered is looked for before it is posted again', async () => {
    const { post, comments, clock, failPost } = aTicket()
    failPost('after')
    await post()
    clock.advance(120)

    await post(120)

    expect(comments).toHaveLength(1)
  })

  it('that never reached the desk is posted', async () => {
    const { post, comments, clock, failPost } = aTicket()
    failPost('before')
    expect(await post()).toMatchObject({ kind: 'later', why: 'ticket' })
    clock.advance(120)

    await post(120)

    expect(comments).toHaveLength(1)
  })

  it('is posted by one of two that post at once; the other one comes later', async () => {
    const { post, comments } = aTicket()

    const outcomes = await Promise.all([post(), post()])

    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'later'])
    expect(comments).toHaveLength(1)
  })

  it('of a source without a desk counts as posted', async () => {
    const { post, world, read } = aTicket()
    world.desks = {}

    expect(await post()).toMatchObject({ kind: 'done', value: false })
    expect((await read()).answered).toBe(2)
  })
})

describe('a desk that does not take answers', () => {
  it('is asked again later, counted from the first time', async () => {
    const { ask, read, clock } = aTicket()
    const parked = { kind: 'parked' as const, seconds: 600, why: 'ticket' }

    await ask(concludeAnswer, parked)
    clock.advance(600)
    await ask(concludeAnswer, parked)

    expect(await read()).toMatchObject({ answerNotBefore: after(1_200), parkedSince: { ticket: start } })
  })

  it('is forgotten as soon as it takes one', async () => {
    const { post, read } = aTicket({ ...record, parkedSince: { ticket: start }, answerNotBefore: after(60) })

    await post()

    const known = await read()
    expect(known.parkedSince).toEqual({})
    expect(known).not.toHaveProperty('answerNotBefore')
  })

  it('for seven days is given up, and the operator is told', async () => {
    const { ask, read, lines } = aTicket()

    await ask(concludeAnswer, refused('ticket-unreachable'))

    expect((await read()).answered).toBe(2)
    expect(lines.join()).toContain('"level":"error","event":"ticket given up"')
  })

  it('because of a fault of ours loses no answer', async () => {
    const { ask, read } = aTicket()

    await ask(concludeAnswer, refused('internal', { reference: 'r-1' }))

    expect((await read()).answered).toBe(0)
  })
})
