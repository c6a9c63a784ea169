import { describe, expect, it } from 'vitest'
import { webhooks } from '../../../../functions/front/webhooks.ts'
import { guard } from '../../../../shared/http/edge.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import { readMarkedId, requestIdOf } from '../../../../shared/requestId.ts'
import { Secret } from '../../../../shared/secret.ts'
import { makeLog } from '../../../../shared/telemetry.ts'
import { deskWith } from '../../../kit/answeringSend.ts'
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

describe('a system whose tickets are read back', () => {
  const secret = 'a-secret-of-the-service-desk'
  const states = { cancelled: '26' }
  const headers = { authorization: `Bearer ${secret}` }
  const found = (id: number, changes: object = {}) => ({
    id,
    status_id: 1,
    dateoccurred: '2026-11-21T09:20:00',
    last_update: '2026-11-22T09:20:00',
    user_name: 'Rita',
    useremail: 'rita@contoso.com',
    customfields: [
      { name: 'CFRoomName', value: `Room ${id}` },
      { name: 'CFSite', value: 'OSL' },
      { name: 'CFUsageLocation', value: 'NO' },
    ],
    ...changes,
  })

  function aHaloDoor(tickets: Record<string, unknown>) {
    const front = aFront()
    const { access, sent: asked } = deskWith({ '/auth/token': { access_token: 'abc' }, ...tickets })
    const { url, key, send } = access
    const world = {
      ...front.world,
      send,
      sources: { halopsa: { secrets: [new Secret(secret)], states, place: { url, key } } },
    }
    const door = guard(
      webhooks(world),
      makeLog(() => undefined),
    )
    const knock = (message: unknown, rest: Record<string, string> = {}) =>
      door.handler(
        aDoorRequest({ params: { source: 'halopsa' }, body: message as object, headers: { ...headers, ...rest } }),
      )
    return { ...front, knock, asked }
  }

  it('has each ticket of a batch on the queue, and every id in the answer', async () => {
    const { knock, sent } = aHaloDoor({ '/api/tickets/1': found(1), '/api/tickets/2': found(2) })

    const answer = await knock([{ ticket: { id: 1 } }, { ticket: { id: 2 } }])

    expect(answer.status).toBe(202)
    expect((jsonOf(answer)['requests'] as unknown[]).length).toBe(2)
    expect(sent).toMatchObject([{ ticket: '1' }, { ticket: '2' }])
    expect(sent.every((command) => commandSchema.safeParse(command).success)).toBe(true)
  })

  it('has what is right of a batch on the queue, although the rest of it is refused', async () => {
    const { knock, sent } = aHaloDoor({ '/api/tickets/1': found(1), '/api/tickets/2': found(2, { useremail: null }) })

    const answer = await knock([{ ticket: { id: 2 } }, { ticket: { id: 1 } }])

    expect([answer.status, jsonOf(answer)['errors']]).toMatchObject([422, [{ path: 'ticket.2.useremail' }]])
    expect(sent).toMatchObject([{ ticket: '1' }])
  })

  it('has what could be read of a batch on the queue, and the sender come again for the rest', async () => {
    const { knock, sent } = aHaloDoor({ '/api/tickets/1': found(1), '/api/tickets/2': 'a page of somebody else' })

    const answer = await knock([{ ticket: { id: 2 } }, { ticket: { id: 1 } }])

    expect([answer.status, jsonOf(answer)['code']]).toEqual([503, 'ticket-unreadable'])
    expect(sent).toMatchObject([{ ticket: '1' }])
  })

  it('is read again for each message, for the ticket may have changed since', async () => {
    const { knock, sent } = aHaloDoor({ '/api/tickets/1': found(1) })

    await knock({ ticket: { id: 1 } })
    await knock({ ticket: { id: 1 } })

    expect(sent).toHaveLength(2)
  })

  it('that does not answer has the sender come again, and nothing on the queue', async () => {
    const { knock, sent } = aHaloDoor({ '/api/tickets/1': 'a page of somebody else' })

    const answer = await knock({ ticket: { id: 1 } })

    expect([answer.status, jsonOf(answer)['code']]).toEqual([503, 'ticket-unreadable'])
    expect(answer.headers).toMatchObject({ 'retry-after': '30' })
    expect(sent).toEqual([])
  })

  it('is asked nothing by somebody without its secret, and never at an address of the message', async () => {
    const { knock, asked } = aHaloDoor({ '/api/tickets/1': found(1) })

    const stranger = await knock({ ticket: { id: 1 } }, { authorization: 'Bearer a-foreign-secret' })
    await knock({ ticket: { id: 1, url: 'https://evil.example' }, url: 'https://evil.example', callback: '//evil' })

    expect([stranger.status, jsonOf(stranger)['code']]).toEqual([401, 'secret-wrong'])
    expect(new Set(asked.map(({ url }) => new URL(url).origin))).toEqual(new Set(['https://desk.contoso.com']))
    expect(asked).toHaveLength(2)
  })
})
