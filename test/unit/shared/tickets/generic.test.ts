import { describe, expect, it } from 'vitest'
import { Transient } from '../../../../shared/http/transient.ts'
import { Secret } from '../../../../shared/secret.ts'
import { generic } from '../../../../shared/tickets/generic.ts'
import { statesOf } from '../../../../shared/tickets/systems.ts'
import { faultsIn, read } from '../../../kit/reading.ts'
import { aRequester, aRoom } from '../../../kit/rooms.ts'
import { scriptSend, type ScriptedAnswer } from '../../../kit/scriptedSend.ts'
import { aMessage } from '../../../kit/webhooks.ts'

describe('a message', () => {
  it.each(['room.requested', 'room.updated'])('%s is the whole content at a revision', async (type) => {
    expect(await read('generic', aMessage({ type }))).toEqual([
      { kind: 'request', ticket: 'T-1', item: 1, revision: 1, requester: aRequester(), room: aRoom() },
    ])
  })

  it('room.cancelled is a withdrawal, and needs no room', async () => {
    const message = aMessage({ type: 'room.cancelled', data: { ticket: 'T-1', item: 3, revision: 2 } })

    expect(await read('generic', message)).toEqual([{ kind: 'withdraw', ticket: 'T-1', item: 3, revision: 2 }])
  })

  it('approval.decided is no more than a reason to look: what was decided is not taken from it', async () => {
    const message = aMessage({ type: 'approval.decided', data: { ticket: 'T-1', item: 2, revision: 3 } })

    expect(await read('generic', message)).toEqual([{ kind: 'look', ticket: 'T-1', item: 2 }])
  })

  it.each<[string, object, string[]]>([
    [
      'a decision inside',
      aMessage({ type: 'approval.decided', data: { ticket: 'T-1', revision: 3, state: 'approved' } }),
      ['data.state'],
    ],
    ['an unknown type', aMessage({ type: 'room.painted' }), ['type']],
    ['no content', {}, ['type']],
    ['an unknown field', aMessage({ extra: 1 }), ['extra']],
    ['an unknown field of the room', aMessage({}, { room: { ...aRoom(), colour: 'red' } }), ['data.room.colour']],
    ['a bad ticket', aMessage({}, { ticket: "T'1 or" }), ['data.ticket']],
    ['a revision below zero', aMessage({}, { revision: -1 }), ['data.revision']],
    ['item 0', aMessage({}, { item: 0 }), ['data.item']],
    ['a time without a zone', aMessage({ timestamp: '2026-11-23T08:00:00' }), ['timestamp']],
  ])('with %s is refused by path', async (_, message, paths) => {
    expect(await faultsIn('generic', message)).toEqual(paths)
  })
})

describe('the desk', () => {
  const deskOf = (...answers: (ScriptedAnswer | Transient)[]) => {
    const { send, sent } = scriptSend(...answers)
    return {
      desk: generic.makeDesk({ url: 'https://desk.contoso.com', key: new Secret('k-1'), send }, statesOf('generic')),
      sent,
    }
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

  it.each([
    ['none', null, undefined],
    ['one that waits', { state: 'requested', by: 'adam@contoso.com' }, { state: 'requested' }],
    [
      'a decision, in lower case and UTC',
      { state: 'approved', by: ' Adam@Contoso.com', at: '2026-11-23T09:00:00+01:00', reason: ' Fine. ', id: 7 },
      { state: 'approved', by: 'adam@contoso.com', at: '2026-11-23T08:00:00.000Z', reason: 'Fine.' },
    ],
    ['a decision of nobody', { state: 'rejected', reason: '' }, { state: 'rejected' }],
    ['a decision of a name', { state: 'approved', by: 'Adam Admin' }, { state: 'approved' }],
    [
      'an endless reason',
      { state: 'rejected', reason: 'x'.repeat(501) },
      { state: 'rejected', reason: 'x'.repeat(500) },
    ],
  ])('is asked for the approval of a ticket and has %s', async (_, approval, expected) => {
    const { desk, sent } = deskOf({ body: { approval } })

    expect(await desk.findApproval('T-1')).toEqual(expected)
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: 'https://desk.contoso.com/tickets/T-1/approval',
      headers: { authorization: 'Bearer k-1' },
    })
  })

  it.each([
    ['no word of an approval', {}],
    ['another state', { approval: { state: 'yes', by: 'adam@contoso.com' } }],
    ['a time that is none', { approval: { state: 'approved', at: 'today' } }],
    ['text', { approval: 'approved' }],
  ])('with %s where the approval should be has approved nothing', async (_, body) => {
    const { desk } = deskOf({ body })

    await expect(desk.findApproval('T-1')).rejects.toBeInstanceOf(Transient)
  })

  it('that answers with a page instead of JSON is tried again later', async () => {
    const { desk } = deskOf({ body: '<html>Maintenance</html>' })

    await expect(desk.hasAnswer('T-1', 'abc/1')).rejects.toBeInstanceOf(Transient)
  })
})
