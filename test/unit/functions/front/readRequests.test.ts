import { describe, expect, it, test } from 'vitest'
import { listRequests, readRequest } from '../../../../functions/front/readRequests.ts'
import { markId } from '../../../../shared/requestId.ts'
import { takeIn } from '../../../../shared/room/intake.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { Secret } from '../../../../shared/secret.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, rolf, signedIn } from '../../../kit/front.ts'
import {
  aClaim,
  anUndecidedRecord,
  aRecord,
  aRunningRecord,
  aWithdrawal,
  ended,
  requestId,
  start,
} from '../../../kit/records.ts'
import { aRequester, aRoom } from '../../../kit/rooms.ts'

function aDoor(person = rita, ...records: RequestRecord[]) {
  const front = aFront(person, ...records)
  const enter = front.call(readRequest)
  const read = (id: string, headers: Record<string, string> = {}) =>
    enter(aDoorRequest({ params: { id }, headers: { ...signedIn, ...headers } }))
  return { ...front, enter, read }
}
const other = 'f'.repeat(20)
const of = (email: string, changes: Partial<RequestRecord> = {}): RequestRecord =>
  aRecord({ wanted: { revision: 1, contentRevision: 1, room: aRoom(), requester: aRequester({ email }) }, ...changes })

describe('a request', () => {
  it('is shown to its requester, with its steps', async () => {
    const { read, world } = aDoor(rita, aRunningRecord())
    await world.steps.write(requestId, { step: 'ensureMailbox', attempt: 1, state: 'running', startedAt: start })

    const answer = await read(requestId)

    expect(answer.status).toBe(200)
    expect(jsonOf(answer)).toMatchObject({ id: requestId, state: 'running', room: { name: 'Board' } })
    expect(JSON.stringify(jsonOf(answer)['steps'])).toContain('"state":"running"')
  })

  it.each([{ ...rolf, roles: ['Reader'] as const }, { ...rolf, roles: ['Approver'] as const }, adam])(
    'is shown to $roles',
    async ({ roles, ...person }) => {
      const { read } = aDoor({ ...person, roles: [...roles] }, aRecord())

      expect((await read(requestId)).status).toBe(200)
    },
  )

  it('is not shown to another requester, who cannot tell it from none', async () => {
    const { read } = aDoor(rolf, aRecord())

    const answers = [await read(requestId), await read(other)]

    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(jsonOf(answers[0] ?? {})['code']).toBe(jsonOf(answers[1] ?? {})['code'])
  })

  it('is shown to its requester after the ticket was withdrawn', async () => {
    const { read } = aDoor(rita, takeIn(aRecord(), aWithdrawal()))

    expect((await read(requestId)).status).toBe(200)
  })

  it('is queued, never unknown, while only the front knows it', async () => {
    const { read, world } = aDoor()

    const answer = await read(markId(other, world.idKey))

    expect([answer.status, jsonOf(answer)]).toEqual([
      200,
      { id: other, state: 'queued', attempt: 0, changed: [], actions: [], steps: [] },
    ])
  })

  it.each([other, markId(other, new Secret('forged')), 'nonsense', '', '../../etc'])(
    'under an id that we did not hand out is unknown: "%s"',
    async (id) => {
      expect((await aDoor().read(id)).status).toBe(404)
    },
  )

  it('that has not changed is answered without a body', async () => {
    const { read } = aDoor(rita, aRunningRecord())
    const { headers } = await read(requestId)
    const etag = (headers as Record<string, string>)['etag'] ?? ''

    const answer = await read(requestId, { 'if-none-match': `"old", ${etag}` })

    expect(answer).toEqual({ status: 304, headers: { etag } })
  })

  it('that has changed is answered whole', async () => {
    const { read, world } = aDoor(rita, aRunningRecord())
    const { headers } = await read(requestId)
    const etag = (headers as Record<string, string>)['etag'] ?? ''
    await world.steps.write(requestId, { step: 'ensureMailbox', attempt: 1, state: 'done', startedAt: start })

    expect((await read(requestId, { 'if-none-match': etag })).status).toBe(200)
  })

  it('is shown to nobody without a token, and to no role that we do not know', async () => {
    const { enter } = aDoor(rita, aRecord())

    expect((await enter(aDoorRequest({ params: { id: requestId } }))).status).toBe(401)
    expect((await aDoor({ ...rita, roles: [] }, aRecord()).read(requestId)).status).toBe(403)
  })
})

describe('a request that waits for a decision', () => {
  const deciding = ['approve', 'reject']
  const ann = { ...rolf, roles: ['Approver' as const] }
  const offers = async (person: typeof rita) => {
    const { actions } = jsonOf(await aDoor(person, anUndecidedRecord()).read(requestId))
    return (actions as string[]).filter((action) => deciding.includes(action))
  }

  it('is offered to an approver to decide about', async () => {
    expect(await offers(ann)).toEqual(deciding)
  })

  it.each([
    ['its requester', rita],
    ['its requester, who is an approver too', { ...rita, roles: ['Requester' as const, 'Approver' as const] }],
    ['an administrator', adam],
    ['a reader', { ...rolf, roles: ['Reader' as const] }],
  ])('is not offered to %s to decide about', async (_, person) => {
    expect(await offers(person)).toEqual([])
  })

  it('says to everybody what would be done, and why that is asked', async () => {
    const { approval } = jsonOf(await aDoor(rita, anUndecidedRecord()).read(requestId))

    expect(approval).toMatchObject({
      because: ['something that is no room becomes one'],
      lines: ['Turn it into a room'],
    })
  })

  it('is offered in the list as on its own', async () => {
    const front = aFront(ann, anUndecidedRecord({ createdAt: '2026-11-03T08:00:00.000Z' }))
    const { requests } = jsonOf(await front.call(listRequests)(aDoorRequest({ headers: signedIn })))

    expect((requests as { actions: string[] }[])[0]?.actions).toEqual(expect.arrayContaining(deciding))
  })
})

describe('a request that keeps earlier settings', () => {
  const ready = aRecord({
    run: ended('ready'),
    before: [{ setting: 'location.capacity', from: 5, to: 12 }],
    claims: [aClaim('settings', 'ensurePlace')],
  })

  it('shows them to an administrator, who may put them back', async () => {
    const { actions, earlier } = jsonOf(await aDoor(adam, ready).read(requestId))

    expect(actions).toEqual(['retry', 'restore'])
    expect(earlier).toEqual([{ title: 'Seats', before: '5', set: '12' }])
  })

  it.each([rita, { ...rolf, roles: ['Approver' as const] }, { ...rolf, roles: ['Reader' as const] }])(
    'offers them not to $roles',
    async (person) => {
      const view = jsonOf(await aDoor(person, ready).read(requestId))

      expect(view['actions']).toEqual(['retry'])
      expect(view).not.toHaveProperty('earlier')
    },
  )
})

describe('the list', () => {
  const list = async (person: typeof rita, ...records: RequestRecord[]) => {
    const front = aFront(person, ...records)
    const answer = await front.call(listRequests)(aDoorRequest({ headers: signedIn }))
    return jsonOf(answer)['requests'] as { id: string; steps?: unknown }[]
  }
  const id = (n: number) => String(n).padStart(20, '0')

  it('has the newest of this month and the last, without steps', async () => {
    const requests = await list(
      adam,
      of('rita@contoso.com', { id: id(1), createdAt: '2026-11-02T08:00:00.000Z' }),
      of('rita@contoso.com', { id: id(2), createdAt: '2026-11-03T08:00:00.000Z' }),
      of('rita@contoso.com', { id: id(3), createdAt: '2026-10-31T08:00:00.000Z' }),
      of('rita@contoso.com', { id: id(4), createdAt: '2026-09-30T08:00:00.000Z' }),
    )

    expect(requests.map((one) => one.id)).toEqual([id(2), id(1), id(3)])
    expect(requests[0]).not.toHaveProperty('steps')
  })

  it('has only her own for a requester', async () => {
    const requests = await list(rita, of('rita@contoso.com', { id: id(1) }), of('rolf@contoso.com', { id: id(2) }))

    expect(requests.map((one) => one.id)).toEqual([id(1)])
  })

  it('has her own for a requester, however many others asked after her', async () => {
    const others = Array.from({ length: 100 }, (_, n) =>
      of('rolf@contoso.com', { id: id(n + 2), createdAt: '2026-11-20T08:00:00.000Z' }),
    )

    expect(
      await list(rita, of('rita@contoso.com', { id: id(1), createdAt: '2026-11-02T08:00:00.000Z' }), ...others),
    ).toHaveLength(1)
  })
})

describe('a long list', () => {
  const many = Array.from({ length: 230 }, (_, at) =>
    aRecord({
      id: String(at).padStart(20, '0'),
      ticket: `T-${at}`,
      createdAt: new Date(Date.parse('2026-11-20T08:00:00.000Z') - at * 7_200_000).toISOString(),
    }),
  )
  const read = async (query: string) => {
    const { call } = aFront(adam, ...many)
    const answer = await call(listRequests)(aDoorRequest({ headers: signedIn, path: `/?${query}` }))
    const {
      requests = [],
      next,
      errors,
    } = jsonOf(answer) as { requests?: { ticket: string }[]; next?: string; errors?: object[] }
    return { tickets: requests.map(({ ticket }) => ticket), next: next ?? '', errors }
  }

  test('is read a hundred at a time, across months, each request once', async () => {
    const first = await read('')
    const second = await read(`before=${first.next}`)
    const third = await read(`before=${second.next}`)

    expect([first, second, third].map(({ tickets }) => tickets.length)).toEqual([100, 100, 30])
    expect([first, second, third].flatMap(({ tickets }) => tickets)).toEqual(many.map(({ ticket }) => ticket))
  })

  test('is filtered by text and by state', async () => {
    expect((await read('text=t-22')).tickets).toEqual([
      'T-22',
      ...Array.from({ length: 10 }, (_, at) => `T-${220 + at}`),
    ])
    expect((await read('state=ready')).tickets).toEqual([])
  })

  test.each(['before=yesterday', 'state=fine', `text=${'x'.repeat(101)}`, 'order=name'])(
    'that is asked for with %s is refused',
    async (query) => expect((await read(query)).errors).toHaveLength(1),
  )
})
