import { describe, expect, it } from 'vitest'
import { webhooks } from '../../../../functions/front/webhooks.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import { readMarkedId, requestIdOf } from '../../../../shared/requestId.ts'
import { aDoorRequest, jsonOf, textOf } from '../../../kit/doorRequest.ts'
import { aFront } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'
import { aRoomInput } from '../../../kit/rooms.ts'
import { aMessage, foreignSecret, oldSecret, sign } from '../../../kit/webhooks.ts'

const now = Date.parse(start) / 1_000
const id = requestIdOf('generic', 'T-1', 1)

function aDoor() {
  const front = aFront()
  const enter = front.call(webhooks)
  const knock = (
    message: unknown = aMessage(),
    {
      source = 'generic',
      headers = {},
      ...signing
    }: Partial<Parameters<typeof sign>[0]> & { source?: string; headers?: Record<string, string> } = {},
  ) => {
    const body = typeof message === 'string' ? message : JSON.stringify(message)
    return enter(aDoorRequest({ params: { source }, body, headers: { ...sign({ body, ...signing }), ...headers } }))
  }
  return { ...front, knock }
}

describe('a signed message', () => {
  it('is on the queue as a command when it is answered with 202 and an id', async () => {
    const { knock, sent, world } = aDoor()

    const answer = await knock()

    const marked = String(jsonOf(answer)['id'])
    expect(answer.status).toBe(202)
    expect(readMarkedId(marked, world.idKey)).toEqual({ id, isOurs: true })
    expect(jsonOf(answer)['status']).toBe(`https://rooms.contoso.com/api/requests/${marked}`)
    expect(answer.headers).toMatchObject({ location: `/api/requests/${marked}` })
    expect(sent).toMatchObject([{ kind: 'request', requestId: id, source: 'generic', ticket: 'T-1', at: start }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it('with a profile that is not known is refused by the path of the message', async () => {
    const { knock, sent } = aDoor()
    const data = { ticket: 'T-1', revision: 1, requester: { email: 'rita@contoso.com' } }

    const answer = await knock(aMessage({ data: { ...data, room: aRoomInput({ profile: 'royal' }) } }))

    expect(answer.status).toBe(422)
    expect(jsonOf(answer)['errors']).toMatchObject([{ path: 'data.room.profile' }])
    expect(sent).toEqual([])
  })

  it('to cancel is on the queue too', async () => {
    const { knock, sent } = aDoor()

    await knock(aMessage({ type: 'room.cancelled', data: { ticket: 'T-1', revision: 2 } }))

    expect(sent).toEqual([
      { kind: 'withdraw', requestId: id, source: 'generic', ticket: 'T-1', item: 1, revision: 2, at: start },
    ])
  })

  it('that an approval was decided has the request looked at, whatever is known of it', async () => {
    const { knock, sent } = aDoor()

    const answer = await knock(aMessage({ type: 'approval.decided', data: { ticket: 'T-1', revision: 2 } }))

    expect(answer.status).toBe(202)
    expect(sent).toEqual([{ kind: 'consult', requestId: id, at: expect.any(String) }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it('signed with the old secret is taken while secrets are rotated', async () => {
    const { knock } = aDoor()

    expect((await knock(aMessage(), { secret: oldSecret })).status).toBe(202)
  })

  it('sent again gets the first id and makes no second command, with a fresh time too', async () => {
    const { knock, sent } = aDoor()
    const first = await knock()

    const second = await knock()
    const third = await knock(aMessage(), { timestamp: now + 60 })

    expect([jsonOf(second), jsonOf(third)]).toEqual([jsonOf(first), jsonOf(first)])
    expect(sent).toHaveLength(1)
  })

  it('with the id of another one is refused', async () => {
    const { knock, sent } = aDoor()
    await knock()

    const answer = await knock(aMessage({}, { revision: 2 }))

    expect([answer.status, jsonOf(answer)['code']]).toEqual([409, 'message-id-reused'])
    expect(sent).toHaveLength(1)
  })

  it('that the queue did not take is not forgotten: the sender is asked to come again', async () => {
    const { knock, sent, queue } = aDoor()
    queue.isAway = true
    const first = await knock()
    queue.isAway = false

    const second = await knock()

    expect([first.status, second.status]).toEqual([503, 202])
    expect(first.headers).toMatchObject({ 'retry-after': '30' })
    expect(sent).toHaveLength(1)
  })
})

describe('a message is refused', () => {
  const tooLong = JSON.stringify(aMessage({ padding: 'x'.repeat(300_000) }))

  it.each<[string, number, string, Parameters<ReturnType<typeof aDoor>['knock']>]>([
    ['of an unknown source', 404, 'unknown-source', [aMessage(), { source: 'sap' }]],
    ['of a source without a secret', 404, 'unknown-source', [aMessage(), { source: 'servicenow' }]],
    ['of a source that is a property of every object', 404, 'unknown-source', [aMessage(), { source: 'constructor' }]],
    ['without a signature', 401, 'signature-missing', [aMessage(), { headers: { 'webhook-signature': '' } }]],
    ['with a foreign signature', 401, 'signature-wrong', [aMessage(), { secret: foreignSecret }]],
    ['that is six minutes old', 401, 'timestamp-stale', [aMessage(), { timestamp: now - 360 }]],
    ['of another type', 415, 'wrong-content-type', [aMessage(), { headers: { 'content-type': 'text/plain' } }]],
    ['that is too long', 413, 'too-large', [tooLong]],
    ['that is no JSON', 400, 'malformed-json', ['{"type":']],
    ['that is too deep', 400, 'malformed-json', ['['.repeat(30) + ']'.repeat(30)]],
    ['that breaks the schema', 422, 'request-invalid', [aMessage({}, { room: aRoomInput({ capacity: 0 }) })]],
    [
      'for a day that has passed',
      422,
      'request-invalid',
      [aMessage({}, { room: aRoomInput({ installOn: '2026-11-22' }) })],
    ],
  ])('%s: %i %s', async (_, status, code, [message, options]) => {
    const { knock, sent } = aDoor()

    const answer = await knock(message, options)

    expect([answer.status, jsonOf(answer)['code']]).toEqual([status, code])
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' })
    expect(textOf(answer)).not.toMatch(/\bat .*:\d+:\d+/)
    expect(sent).toEqual([])
  })

  it('with every field that is wrong', async () => {
    const { knock } = aDoor()

    const answer = await knock(aMessage({}, { room: { ...aRoomInput({ capacity: 0 }), colour: 'red' }, revision: -1 }))

    expect(jsonOf(answer)['errors']).toMatchObject([
      { path: 'data.revision' },
      { path: 'data.room.capacity' },
      { path: 'data.room.colour', detail: 'is not a known field' },
    ])
  })

  it('and is not remembered: the same id may come with a right body', async () => {
    const { knock } = aDoor()
    await knock(aMessage({}, { revision: -1 }))

    expect((await knock()).status).toBe(202)
  })
})
