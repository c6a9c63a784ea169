import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import { Secret } from '../../../../shared/secret.ts'
import { generic } from '../../../../shared/tickets/generic.ts'
import { pathsOf } from '../../../kit/failures.ts'
import { aRequester, aRoom } from '../../../kit/rooms.ts'
import { scriptSend, type ScriptedAnswer } from '../../../kit/scriptedSend.ts'
import { aMessage } from '../../../kit/webhooks.ts'

const problemsOf = (message: unknown): string[] => pathsOf(() => generic.parse(message))

describe('a message', () => {
  it.each([
    ['room.requested', true],
    ['room.updated', false],
  ])('%s is the whole content at a revision', (type, isNew) => {
    expect(generic.parse(aMessage({ type }))).toEqual({
      kind: 'request',
      isNew,
      ticket: 'T-1',
      item: 1,
      revision: 1,
      requester: aRequester(),
      room: aRoom(),
    })
  })

  it('room.cancelled is a withdrawal, and needs no room', () => {
    const message = aMessage({ type: 'room.cancelled', data: { ticket: 'T-1', item: 3, revision: 2 } })

    expect(generic.parse(message)).toEqual({ kind: 'withdraw', ticket: 'T-1', item: 3, revision: 2 })
  })

  it.each<[string, object, string[]]>([
    ['an unknown type', aMessage({ type: 'room.painted' }), ['type']],
    ['no content', {}, ['type']],
    ['an unknown field', aMessage({ extra: 1 }), ['extra']],
    ['an unknown field of the room', aMessage({}, { room: { ...aRoom(), colour: 'red' } }), ['data.room.colour']],
    ['a bad ticket', aMessage({}, { ticket: "T'1 or" }), ['data.ticket']],
    ['a revision below zero', aMessage({}, { revision: -1 }), ['data.revision']],
    ['item 0', aMessage({}, { item: 0 }), ['data.item']],
    ['a time without a zone', aMessage({ timestamp: '2026-11-23T08:00:00' }), ['timestamp']],
  ])('with %s is refused by path', (_, message, paths) => {
    expect(problemsOf(message)).toEqual(paths)
  })
})

describe('the desk', () => {
  const deskOf = (...answers: (ScriptedAnswer | Transient)[]) => {
    const { send, sent } = scriptSend(...answers)
    return { desk: generic.makeDesk({ url: 'https://desk.contoso.com', key: new Secret('k-1'), send }), sent }
  }
  const answer = { text: 'The room is ready.', state: 'resolved' as const, reference: 'abc/1' }

  it('gets the answer with our key', async () => {
    const { desk, sent } = deskOf({ status: 201, body: {} })

    await desk.post('T-1', answer)

    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://desk.contoso.com/tickets/T-1/comments',
      headers: { authorization: 'Bearer k-1' },
      json: { text: 'The room is ready.', state: 'resolved' },
    })
  })

  it.each([
    [[], false],
    [[{ text: 'The room is ready. Reference abc/1' }], true],
  ])('is asked for an answer that stands there already: %j', async (comments, expected) => {
    const { desk, sent } = deskOf({ body: { comments } })

    expect(await desk.hasAnswer('T-1', 'abc/1')).toBe(expected)
    expect(sent[0]?.url).toBe('https://desk.contoso.com/tickets/T-1/comments?contains=abc%2F1')
  })

  it.each([400, 401, 403, 404, 409, 500])('that refuses with %i is tried again later', async (status) => {
    const { desk } = deskOf({ status, body: 'no' })

    await expect(desk.post('T-1', answer)).rejects.toThrow(
      new Transient(`the ticketing system answered ${status} to POST /tickets/T-1/comments`),
    )
  })

  it.each([204, 200])('has taken an answer when it says %i and nothing else', async (status) => {
    const { desk } = deskOf({ status })

    await expect(desk.post('T-1', answer)).resolves.toBe(undefined)
  })

  it('that answers with a page instead of JSON is tried again later', async () => {
    const { desk } = deskOf({ body: '<html>Maintenance</html>' })

    await expect(desk.hasAnswer('T-1', 'abc/1')).rejects.toBeInstanceOf(Transient)
  })
})
