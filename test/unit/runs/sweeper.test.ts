import { RestError } from '@azure/data-tables'
import { describe, expect, it } from 'vitest'
import { deadLetters } from '../../../functions/back/deadLetters.ts'
import { sweeper } from '../../../functions/back/sweeper.ts'
import {
  aCommand,
  after,
  anAnswer,
  aRecord,
  aRunningRecord,
  ended,
  parked,
  requestId,
  start,
} from '../../kit/records.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { aWorld } from '../../kit/world.ts'

const id = (letter: string) => letter.repeat(20)

describe('a sweep', () => {
  it('does what is due for every open request, and for no other', async () => {
    const { world, clock } = aWorld(
      aRecord({ id: id('a') }),
      aRunningRecord({ id: id('b'), nextLook: after(300) }),
      aRecord({ id: id('c'), run: parked({ notBefore: after(60) }), nextLook: after(60), attempts: 1 }),
      aRecord({ id: id('d'), run: parked({ notBefore: after(600) }), nextLook: after(600), attempts: 1 }),
      aRecord({ id: id('e'), run: ended('ready') }),
    )
    const { engine, started } = memoryEngine()
    clock.advance(60)

    await sweeper(world)(engine)

    const instances = started.filter(({ workflow }) => workflow === 'provisionRoom').map(({ instance }) => instance)
    expect(instances).toEqual([`${id('a')}-1`, `${id('c')}-2`])
  })

  it('finds a run that was lost, by its silence', async () => {
    const { world, clock } = aWorld(aRunningRecord({ id: id('a') }))
    const { engine, started } = memoryEngine({ [`${id('a')}-1`]: 'broken' })
    clock.advance(300)

    await sweeper(world)(engine)

    expect(started[0]).toMatchObject({ instance: `${id('a')}-2` })
  })

  it('finds an answer that nobody posted', async () => {
    const { world, clock } = aWorld(
      aRecord({ id: id('a'), run: ended('ready'), attempts: 1, answers: [anAnswer('ready')] }),
    )
    const { engine, started } = memoryEngine()
    clock.advance(1)

    await sweeper(world)(engine)

    expect(started).toMatchObject([{ workflow: 'answerTicket', instance: `answer-${id('a')}-1` }])
  })

  it('goes on after a request that fails, and tells of it', async () => {
    const { world, lines } = aWorld(aRunningRecord({ id: id('a'), nextLook: start }), aRecord({ id: id('b') }))
    const { engine, started, failState } = memoryEngine()
    failState(`${id('a')}-1`, new Error('the engine does not answer'))

    await sweeper(world)(engine)

    expect(started[0]).toMatchObject({ instance: `${id('b')}-1` })
    expect(lines.join()).toContain('sweeper could not look after a request')
  })
})

it('a message that was delivered too often joins the quarantine, and somebody is told', async () => {
  const { world, lines } = aWorld()

  await deadLetters(world, 0)({ id: 'm-1', body: { kind: 'look' } }, memoryEngine().engine)

  expect(await world.quarantine.list()).toMatchObject([
    { at: start, reason: 'delivered-too-often', messageId: 'm-1', body: '{"kind":"look"}', problems: [] },
  ])
  expect(lines).toMatchObject([expect.stringContaining('"level":"error"')])
})

it('a command that met an outage too often is worked on as soon as that is over', async () => {
  const { world, requests } = aWorld()
  const { engine } = memoryEngine()
  const known = { ...world.requests }
  const message = { id: 'm-1', body: aCommand() }
  world.requests.change = () => Promise.reject(new RestError('the table service does not answer', { statusCode: 503 }))

  await expect(deadLetters(world, 0)(message, engine)).rejects.toThrow('does not answer')
  Object.assign(world.requests, known)
  await deadLetters(world, 0)(message, engine)

  expect((await requests.read(requestId))?.record.run.kind).toBe('running')
  expect(await world.quarantine.list()).toEqual([])
})

it('a command that fails for another reason joins the quarantine', async () => {
  const { world } = aWorld()
  world.requests.change = () => Promise.reject(new TypeError('cannot read x of undefined'))

  await deadLetters(world, 0)({ id: 'm-1', body: aCommand() }, memoryEngine().engine)

  expect(await world.quarantine.list()).toMatchObject([{ reason: 'delivered-too-often' }])
})
