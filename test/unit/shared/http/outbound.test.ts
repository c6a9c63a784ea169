import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../../shared/clock.ts'
import { makeSend, type OutboundRequest } from '../../../../shared/http/outbound.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import { startServer, type Answering } from '../../../kit/httpServer.ts'

const send = (inFlight = 6) => makeSend({ clock: systemClock, inFlight })
const busy = (status: number, retryAfter?: string) => ({
  status,
  ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
})
const inTurn =
  (...answers: (ReturnType<Answering> & object)[]): Answering =>
  (_, n) =>
    answers[n - 1] ?? { status: 200, body: 'done' }

async function serve(answering: Answering) {
  const { url, received } = await startServer(answering)
  const ask = (request: Partial<OutboundRequest> = {}) =>
    send()({ method: 'GET', url: `${url}/rooms?secret=1`, headers: {}, ...request })
  const gaps = () => received.slice(1).map(({ at }, place) => (at - (received[place]?.at ?? 0)) / 1_000)
  return { ask, received, gaps, url }
}

const failureOf = async (answer: Promise<unknown>): Promise<Transient> => {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Transient)) throw new Error(`not transient: ${String(error)}`)
  return error
}

describe.concurrent('an answer', () => {
  it.each([200, 204, 400, 401, 403, 404, 409, 412, 422, 500])(
    'of %i comes back as it is, asked once',
    async (status) => {
      const body = status === 204 ? '' : '{"error":{"message":"no"}}'
      const { ask, received } = await serve(() => ({ status, body, headers: { 'x-reason': 'because' } }))

      const answer = await ask({ method: 'POST', body: '{}' })

      expect([answer.status, await answer.text()]).toEqual([status, body])
      expect(answer.headers.get('x-reason')).toBe('because')
      expect(received).toHaveLength(1)
    },
  )

  it('reaches the caller with the request as it was given', async () => {
    const { ask, received } = await serve(() => ({ status: 200 }))

    await ask({
      method: 'PATCH',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: '{"a":1}',
    })

    expect(received[0]).toMatchObject({
      method: 'PATCH',
      path: '/rooms?secret=1',
      body: '{"a":1}',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    })
  })

  it('that sends us elsewhere is not followed', async () => {
    const { ask, received } = await serve(() => ({ status: 302, headers: { location: '/elsewhere' } }))

    await failureOf(ask({ headers: { authorization: 'Bearer t' } }))

    expect(received.map(({ path }) => path)).toEqual(['/rooms?secret=1'])
  })
})

describe.concurrent('a busy server', () => {
  it.each([429, 503])('that answers %i is asked again', async (status) => {
    const { ask, received } = await serve(inTurn(busy(status)))

    expect((await ask({ method: 'POST', body: '{"a":1}' })).status).toBe(200)
    expect(received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
  })

  it('is given up after three times, for later', async () => {
    const { ask, received } = await serve(() => busy(429))

    const error = await failureOf(ask())

    expect(error.message).toBe('GET /rooms answered 429')
    expect(error.seconds).toBe(undefined)
    expect(received).toHaveLength(3)
  })

  it('that asks for a longer wait than we sit through is asked once; the wait is told', async () => {
    const { ask, received } = await serve(() => busy(429, '120'))

    expect((await failureOf(ask())).seconds).toBe(120)
    expect(received).toHaveLength(1)
  })

  it('that names a date far away is asked once', async () => {
    const { ask, received } = await serve(() => busy(503, new Date(Date.now() + 3_600_000).toUTCString()))

    expect((await failureOf(ask())).seconds).toBeGreaterThan(3_500)
    expect(received).toHaveLength(1)
  })

  it.each(['0', 'soon', ''])('that says "%s" is asked again after our own wait', async (retryAfter) => {
    const { ask, gaps } = await serve(inTurn(busy(429, retryAfter)))

    await ask()

    expect(gaps()).toHaveLength(1)
    expect(gaps()[0]).toBeGreaterThan(0.9)
  })

  it('is not asked before the time that it named', async () => {
    const { ask, gaps } = await serve(inTurn(busy(429, '2')))

    await ask()

    expect(gaps()[0]).toBeGreaterThan(1.9)
  })

  it('never gets more calls at once than the limit', async () => {
    let open = 0
    let most = 0
    const bothCame = Promise.withResolvers<void>()
    const { url } = await startServer(async () => {
      most = Math.max(most, ++open)
      if (open === 2) bothCame.resolve()
      await bothCame.promise
      open--
      return { status: 200 }
    })
    const limited = send(2)

    await Promise.all(Array.from({ length: 12 }, () => limited({ method: 'GET', url, headers: {} })))

    expect(most).toBe(2)
  })

  it('gets nothing else from a call that waits to ask again, so that a storm is not made worse', async () => {
    const { url, received } = await startServer(inTurn(busy(503)))
    const limited = send(1)

    await Promise.all(['/first', '/second'].map((path) => limited({ method: 'GET', url: url + path, headers: {} })))

    expect(received.map(({ path }) => path)).toEqual(['/first', '/first', '/second'])
  })
})

describe.concurrent('a write', () => {
  it('whose answer was lost is not sent twice', async () => {
    const { ask, received } = await serve(() => 'drop')

    const error = await failureOf(ask({ method: 'POST', body: '{}' }))

    expect(error.message).toBe('POST /rooms could not be reached')
    expect(received).toHaveLength(1)
  })

  it.each([408, 502, 504])('that a gateway gave up with %i is not sent twice', async (status) => {
    const { ask, received } = await serve(inTurn(busy(status)))

    await ask({ method: 'POST', body: '{}' }).catch(() => undefined)

    expect(received).toHaveLength(1)
  })

  it('to nobody is for later', async () => {
    const error = await failureOf(send()({ method: 'POST', url: 'http://127.0.0.1:1/rooms', headers: {} }))

    expect(error.message).toBe('POST /rooms could not be reached')
  })
})

it('no message of a failure has the query, where secrets may stand', async () => {
  const { ask } = await serve(() => busy(429, '60'))

  expect((await failureOf(ask())).message).not.toContain('secret')
})
