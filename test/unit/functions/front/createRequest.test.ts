import { describe, expect, it } from 'vitest'
import { createRequest } from '../../../../functions/front/createRequest.ts'
import { commandSchema, type TicketCommand } from '../../../../shared/room/command.ts'
import { takeIn } from '../../../../shared/room/intake.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, rolf, signedIn } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'
import { aRoom, aRoomInput } from '../../../kit/rooms.ts'

function aDoor(person = rita) {
  const front = aFront(person)
  const enter = front.call(createRequest)
  const ask = (body: string | object = aRoomInput(), headers: Record<string, string> = {}) =>
    enter(aDoorRequest({ body, headers: { ...signedIn, ...headers } }))
  return { ...front, enter, ask }
}
const key = { 'idempotency-key': 'form-0001' }

describe('a request by form or script', () => {
  it('is on the queue in the name of who asks, when it is answered with 202', async () => {
    const { ask, sent } = aDoor()

    const answer = await ask()

    expect(answer.status).toBe(202)
    expect(sent).toMatchObject([
      {
        kind: 'request',
        source: 'api',
        at: start,
        revision: 1,
        room: aRoom(),
        requester: { email: rita.email, name: rita.name },
      },
    ])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
    expect(jsonOf(answer)['status']).toBe(`/api/requests/${String(jsonOf(answer)['id'])}`)
  })

  it('sent again under its key is the same request', async () => {
    const { ask, sent } = aDoor()

    const answers = [await ask(aRoomInput(), key), await ask(aRoomInput(), key)]

    expect(jsonOf(answers[1] ?? {})).toEqual(jsonOf(answers[0] ?? {}))
    expect(new Set(sent.map((one) => (one as TicketCommand).requestId)).size).toBe(1)
  })

  it('is another one without a key, or under the key of somebody else', async () => {
    const ritas = aDoor(rita)
    const rolfs = aDoor(rolf)

    await ritas.ask()
    await ritas.ask()
    await ritas.ask(aRoomInput(), key)
    await rolfs.ask(aRoomInput(), key)

    expect(new Set([...ritas.sent, ...rolfs.sent].map((one) => (one as TicketCommand).requestId)).size).toBe(4)
  })

  it('may come from an administrator', async () => {
    expect((await aDoor(adam).ask()).status).toBe(202)
  })

  it('with another body under a key that was used is refused', async () => {
    const { ask, sent, world } = aDoor()
    await ask(aRoomInput(), key)
    await world.requests.put(takeIn(undefined, commandSchema.parse(sent[0]) as TicketCommand))

    expect((await ask(aRoomInput(), key)).status).toBe(202)
    expect((await ask(aRoomInput({ capacity: 20 }), key)).status).toBe(409)
  })
})

it('a profile that is unknown or contradicted is refused by field', async () => {
  const { ask, sent } = aDoor()

  const answers = [
    await ask(aRoomInput({ profile: 'royal' })),
    await ask(aRoomInput({ profile: 'executive', calendarView: 'subjects' })),
  ]

  expect(answers.map(({ status }) => status)).toEqual([422, 422])
  expect(answers.flatMap((answer) => jsonOf(answer)['errors'])).toMatchObject([
    { path: 'profile', detail: expect.stringContaining('executive, training') },
    { path: 'calendarView' },
  ])
  expect(sent).toEqual([])
})

describe('a request is refused', () => {
  it.each<[string, number, string, Parameters<ReturnType<typeof aDoor>['ask']>]>([
    ['of another type', 415, 'wrong-content-type', [aRoomInput(), { 'content-type': 'text/plain' }]],
    ['that is no JSON', 400, 'malformed-json', ['{']],
    ['that tries to change prototypes', 400, 'malformed-json', ['{"__proto__":{"a":1}}']],
    ['that breaks the schema', 422, 'request-invalid', [{}]],
    ['with a bad key', 422, 'request-invalid', [aRoomInput(), { 'idempotency-key': 'a b' }]],
    ['for a day that has passed', 422, 'request-invalid', [aRoomInput({ installOn: '2020-01-01' })]],
  ])('%s: %i %s', async (_, status, code, [body, headers]) => {
    const { ask, sent } = aDoor()

    const answer = await ask(body, headers)

    expect([answer.status, jsonOf(answer)['code']]).toEqual([status, code])
    expect(sent).toEqual([])
  })

  it('of nobody, before its body is read', async () => {
    const { enter } = aDoor()
    const request = aDoorRequest({ body: '{' })

    expect(await enter(request)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
    expect(request.bodyUsed).toBe(false)
  })

  it('of who may only read', async () => {
    expect((await aDoor({ ...rita, roles: ['Reader', 'Approver'] }).ask()).status).toBe(403)
  })

  it('while the queue is away', async () => {
    const { ask, queue } = aDoor()
    queue.isAway = true

    expect(await ask()).toMatchObject({ status: 503, headers: { 'retry-after': '30' } })
  })
})
