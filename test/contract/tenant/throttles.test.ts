import { expect, test } from 'vitest'
import { makePace } from '../../../local/tenant/pace.ts'
import { makeBucket, unitLimit } from '../../../local/tenant/throttles.ts'
import { limits } from '../../../local/tenant/timings.ts'
import { at, failureOf, rehearse } from './rehearsal.ts'

const text = 'You have reached the maximum number of concurrent requests per tenant. Please wait and try again'

test('Exchange takes so many requests at one time and answers the others with its text and Retry-After', async () => {
  const { exchange, control, journal } = await rehearse({ speed: 2 })
  const requests = Array.from({ length: limits.exchangeConcurrent + 4 }, () =>
    exchange('Get-Mailbox', { Identity: at('confrm1') }),
  )

  const replies = await Promise.all(requests)

  const throttled = replies.filter(({ status }) => status === 429)
  expect(throttled).toHaveLength(4)
  for (const reply of throttled) {
    expect(failureOf(reply)).toBe(`||${text}`)
    expect(reply.headers.get('retry-after')).toBe('2')
  }
  // A refusal may be over before the last of them arrives.
  const { throttled: refused, inFlightMaximum } = (await control('GET', '/counts')).body
  expect(refused).toBe(4)
  expect(inFlightMaximum).toBeGreaterThan(limits.exchangeConcurrent)
  expect(journal().filter((line) => line['throttled'] && line['retryAfter'] === '2')).toHaveLength(4)
})

test('a refused request holds no place: the next one after the throng is taken', async () => {
  const { exchange } = await rehearse({ speed: 1000 })
  const ask = () => exchange('Get-Mailbox', { Identity: at('confrm1') })
  await Promise.all(Array.from({ length: 30 }, ask))

  const { status } = await ask()

  expect(status).toBe(200)
})

test('a batch holds one place, however many items it has', async () => {
  const { exchangeRaw } = await rehearse({ speed: 100 })
  const item = (id: string) => ({
    id,
    method: 'POST',
    url: '/adminapi/beta/contoso.onmicrosoft.com/InvokeCommand',
    body: { CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { Identity: at('confrm1') } } },
  })
  const batches = Array.from({ length: limits.exchangeConcurrent }, () =>
    exchangeRaw('POST', '/$batch', { requests: ['1', '2', '3'].map(item) }),
  )

  const replies = await Promise.all(batches)

  expect(replies.flatMap(({ body }) => body.responses.map(({ status }) => status))).toEqual(Array(30).fill(200))
})

test('Graph answers 429 with Retry-After once the units of ten seconds are used', async () => {
  const { graph } = await rehearse({ speed: 2 })
  // 3,500 units in 10 s for a tenant of under 50 users; this call costs 3, and 20 of them make a batch.
  const requests = Array.from({ length: 20 }, (_, position) => ({
    id: String(position),
    method: 'GET',
    url: '/subscribedSkus',
  }))
  const batches = await Promise.all(Array.from({ length: 60 }, () => graph('POST', '/$batch', { requests })))

  const refused = batches.flatMap(({ body }) => body.responses.filter(({ status }) => status === 429))

  expect(refused.length).toBe(1200 - Math.floor(3500 / 3))
  expect(refused[0]?.headers).toMatchObject({
    'Retry-After': expect.stringMatching(/^[1-5]$/),
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  })
})

test('an answer of Graph says what it cost, and near the limit how near', async () => {
  const { graph } = await rehearse()

  const [plain, selected] = [await graph('GET', '/subscribedSkus'), await graph('GET', '/subscribedSkus?$select=skuId')]

  expect([plain, selected].map(({ headers }) => headers.get('x-ms-resource-unit'))).toEqual(['3', '2'])
  expect(plain.headers.get('x-ms-throttle-limit-percentage')).toBeNull()
})

test('a refused call costs nothing: a smaller one still fits', () => {
  const bucket = makeBucket(150_000, makePace(1, 10))

  const [half, tooMuch, rest] = [bucket.take(5, 10), bucket.take(6, 10), bucket.take(5, 10)]

  expect([half, tooMuch, rest].map(({ isFull }) => isFull)).toEqual([false, true, false])
})

test('a bucket is full at its limit, and the next window is empty', () => {
  let now = 0
  const bucket = makeBucket(150_000, { ...makePace(1, 10), now: () => now })
  const fill = Array.from({ length: 3000 }, () => bucket.take(1, 3000).isFull)

  const full = [bucket.take(1, 3000), bucket.take(1, 3000)]
  now = 14_999
  const stillFull = bucket.take(1, 3000)
  now = 15_000
  const empty = bucket.take(1, 3000)

  expect(fill.some(Boolean)).toBe(false)
  expect(full).toMatchObject([{ isFull: true, freeIn: 15_000 }, { isFull: true }])
  expect(stillFull).toMatchObject({ isFull: true, freeIn: 1 })
  expect(empty.isFull).toBe(false)
})

test.each([
  [49, 3500],
  [50, 5000],
  [500, 5000],
  [501, 8000],
])('a tenant of %i users has %i units', (users, units) => {
  expect(unitLimit(users)).toBe(units)
})
