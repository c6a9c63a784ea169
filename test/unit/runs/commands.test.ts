import { describe, expect, it } from 'vitest'
import { commands } from '../../../functions/back/commands.ts'
import type { RequestRecord } from '../../../shared/room/record.ts'
import {
  aCommand,
  after,
  anAnswer,
  aRecord,
  aRunningRecord,
  aWithdrawal,
  ended,
  requestId,
  start,
} from '../../kit/records.ts'
import { memoryEngine } from '../../kit/memoryEngine.ts'
import { aRoom } from '../../kit/rooms.ts'
import { aWorld } from '../../kit/world.ts'

function aQueue(...records: RequestRecord[]) {
  const made = aWorld(...records)
  const engine = memoryEngine({ [`${requestId}-1`]: records[0]?.run.kind === 'running' ? 'active' : 'absent' })
  const deliver = (body: unknown, id = 'm-1') => commands(made.world)({ id, body }, engine.engine)
  const read = async () => (await made.requests.read(requestId))?.record
  return { ...made, ...engine, deliver, read, quarantined: () => made.world.quarantine.list() }
}
const person = { requestId, at: after(60), by: 'adam@contoso.com' }

describe('a command', () => {
  it('of a ticket becomes a record, and the run starts', async () => {
    const { deliver, read, started } = aQueue()

    await deliver(aCommand())

    expect(await read()).toMatchObject({ id: requestId, ticket: 'T-1', run: { kind: 'running' }, attempts: 1 })
    expect(started.map(({ workflow }) => workflow)).toEqual(['provisionRoom', 'answerTicket'])
  })

  it('delivered ten times, some at once, is one request and one run', async () => {
    const { deliver, read, started } = aQueue()

    await Promise.all(Array.from({ length: 5 }, () => deliver(aCommand())))
    for (let again = 0; again < 5; again++) await deliver(aCommand())

    expect(await read()).toMatchObject({ attempts: 1 })
    expect(started.filter(({ workflow }) => workflow === 'provisionRoom')).toHaveLength(1)
  })

  it.each([
    ['at once', 0],
    ['eight days later', 8 * 86_400],
  ])('delivered again after the end, %s, changes nothing', async (_, seconds) => {
    const over = aRecord({ run: ended('ready'), attempts: 1, answers: [anAnswer('ready')], answered: 1 })
    const { deliver, read, started, clock } = aQueue(over)
    clock.advance(seconds)

    await deliver(aCommand())

    expect(await read()).toEqual(over)
    expect(started).toEqual([])
  })

  it('to withdraw, before its request came, leaves nothing to start', async () => {
    const { deliver, read, started } = aQueue()

    await deliver(aWithdrawal())
    await deliver(aCommand())

    expect((await read())?.run).toMatchObject({ kind: 'ended', end: 'cancelled' })
    expect(started.map(({ workflow }) => workflow)).toEqual(['answerTicket'])
  })

  it('to stop wakes the run', async () => {
    const { deliver, read, nudged } = aQueue(aRunningRecord())

    await deliver({ kind: 'stop', ...person })

    expect((await read())?.stoppedAt).toBe(person.at)
    expect(nudged).toEqual([`${requestId}-1`])
  })

  it('to retry starts another run', async () => {
    const { deliver, read, started } = aQueue(
      aRecord({ run: ended('needs a person', { code: 'internal' }), attempts: 1 }),
    )

    await deliver({ kind: 'retry', ...person })

    expect(await read()).toMatchObject({ attempts: 2, run: { kind: 'running' } })
    expect(started[0]).toMatchObject({ instance: `${requestId}-2` })
  })

  it('to look does what is due', async () => {
    const { deliver, started } = aQueue(aRecord())

    await deliver({ kind: 'look', requestId })

    expect(started[0]).toMatchObject({ instance: `${requestId}-1` })
  })

  it.each(['stop', 'retry', 'look'])('to %s what nobody asked for makes no record', async (kind) => {
    const { deliver, read, quarantined } = aQueue()

    await deliver({ kind, ...(kind === 'look' ? { requestId } : person) })

    expect([await read(), await quarantined()]).toEqual([undefined, []])
  })

  it('comes back when the engine does not answer, and does its work then', async () => {
    const { deliver, read, started, failStart } = aQueue()
    failStart(new Error('the engine does not answer'))
    await expect(deliver(aCommand())).rejects.toThrow('the engine does not answer')

    await deliver(aCommand())

    expect(await read()).toMatchObject({ attempts: 1 })
    expect(started[0]).toMatchObject({ instance: `${requestId}-1` })
  })

  it('that says nothing new writes nothing', async () => {
    const { deliver, requests } = aQueue()
    await deliver(aCommand())
    const before = await requests.read(requestId)

    await deliver(aCommand())

    expect((await requests.read(requestId))?.etag).toBe(before?.etag)
  })
})

describe('a message that is no command', () => {
  it.each<[string, unknown, string]>([
    ['text', 'hello', 'not-json'],
    ['nothing', null, 'not-json'],
    ['a number', 7, 'not-json'],
    ['something else', { kind: 'paint', requestId }, 'unknown-command'],
    ['a list', [aCommand()], 'unknown-command'],
    ['a command without a room', { ...aCommand(), room: undefined }, 'invalid-command'],
    ['a command with a field that we do not know', { ...aCommand(), extra: 1 }, 'invalid-command'],
    [
      'a command for a room that our rules refuse',
      { ...aCommand(), room: { ...aRoom(), usageLocation: 'XX' } },
      'invalid-command',
    ],
    ['a command with an id that is none', { kind: 'look', requestId: '../..' }, 'invalid-command'],
  ])('%s is quarantined with a reason, and completed', async (_, body, reason) => {
    const { deliver, quarantined, started } = aQueue()

    await deliver(body, 'm-7')

    expect(await quarantined()).toMatchObject([{ at: start, reason, messageId: 'm-7' }])
    expect(started).toEqual([])
  })

  it('is kept as it came, with what is wrong by path', async () => {
    const { deliver, quarantined } = aQueue()

    await deliver({ kind: 'look', requestId: 7 })
    await deliver('hello', 'm-2')

    const [invalid, text] = await quarantined()
    expect(invalid).toMatchObject({
      body: '{"kind":"look","requestId":7}',
      problems: [expect.stringMatching(/^requestId: /)],
    })
    expect(text).toMatchObject({ body: 'hello' })
  })

  it('is one row, however often it is delivered', async () => {
    const { deliver, quarantined } = aQueue()

    await deliver('hello')
    await deliver('hello')

    expect(await quarantined()).toHaveLength(1)
  })

  it('comes back when it cannot be quarantined', async () => {
    const { deliver, world } = aQueue()
    world.quarantine.add = () => Promise.reject(new Error('the table service does not answer'))

    await expect(deliver('hello')).rejects.toThrow('the table service does not answer')
  })
})
