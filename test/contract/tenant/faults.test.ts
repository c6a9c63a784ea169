import { expect, test } from 'vitest'
import type { Fault } from '../../../local/tenant/faults.ts'
import { at, failureOf, rehearse } from './rehearsal.ts'

const confrm1 = `/users/${at('confrm1')}`
const room = { Identity: at('confrm1') }
const fault = (match: Fault['match'], action: Fault['do']): Fault => ({ id: 'f1', match, do: action })
const change = { usageLocation: 'NO' }

test('an answer that is lost leaves its effect, and the journal knows both', async () => {
  const { graph, control, journal } = await rehearse({ faults: [fault({ method: 'PATCH' }, { kind: 'lostAnswer' })] })

  await expect(graph('PATCH', confrm1, change)).rejects.toThrow('fetch failed')

  expect((await control('GET', `/accounts/${at('confrm1')}`)).body).toMatchObject({ user: change })
  expect(journal()).toMatchObject([{ method: 'PATCH', status: 204, effect: true, fault: 'f1' }])
})

test('a mailbox whose answer was lost exists: making it again is refused', async () => {
  const { exchange, control } = await rehearse()
  await control('POST', '/faults', fault({ cmdlet: 'New-Mailbox', times: 1 }, { kind: 'lostAnswer' }))
  const make = () => exchange('New-Mailbox', { Name: 'confrm2', Room: true, PrimarySmtpAddress: at('confrm2') })

  await expect(make()).rejects.toThrow('fetch failed')

  expect((await make()).status).toBe(400)
})

test('a connection that is cut before leaves no effect', async () => {
  const { graph, control, journal } = await rehearse({
    faults: [fault({ path: '^/v1\\.0/users/' }, { kind: 'dropBefore' })],
  })

  await expect(graph('PATCH', confrm1, change)).rejects.toThrow('fetch failed')

  expect((await control('GET', `/accounts/${at('confrm1')}`)).body).toMatchObject({ user: { usageLocation: null } })
  expect(journal()).toMatchObject([{ status: 0, effect: false }])
})

const httpDate = new Date(Date.now() + 60_000).toUTCString()
test.each([
  [undefined, null],
  ['missing', null],
  ['3', '3'],
  ['0', '0'],
  ['huge', '86400'],
  [httpDate, httpDate],
])('a status with Retry-After %s sends %s', async (retryAfter, sent) => {
  const action = { kind: 'status' as const, status: 503, ...(retryAfter && { retryAfter }) }
  const { graph } = await rehearse({ faults: [fault({}, action)] })

  const reply = await graph('PATCH', confrm1, change)

  expect(reply.status).toBe(503)
  expect(reply.headers.get('retry-after')).toBe(sent)
})

test('a gateway in front of Exchange answers without JSON, unless the fault brings its own body', async () => {
  const { exchange, control } = await rehearse({ faults: [fault({ nth: 1 }, { kind: 'status', status: 504 })] })
  const plain = await exchange('Get-Mailbox', room)
  await control('POST', '/faults', {
    ...fault({}, { kind: 'status', status: 400, body: { error: { code: 'X' } } }),
    id: 'f2',
  })

  const own = await exchange('Get-Mailbox', room)

  expect(plain).toMatchObject({ status: 504, body: { text: 'Service unavailable' } })
  expect(own).toMatchObject({ status: 400, body: { error: { code: 'X' } } })
})

test("Exchange's throttle can come as a 500", async () => {
  const { exchange, control } = await rehearse({ faults: [fault({ cmdlet: 'set-place' }, { kind: 'throttleText' })] })

  const reply = await exchange('Set-Place', { ...room, Building: 'B1' })

  expect(reply.status).toBe(500)
  expect(failureOf(reply)).toContain('maximum number of concurrent requests per tenant')
  expect((await control('GET', '/counts')).body).toMatchObject({ throttled: 1, writesWithEffect: 0 })
})

test('a read that flaps finds nothing once, by identity, by filter and in Graph; a write does not flap', async () => {
  const { exchange, graph } = await rehearse({ faults: [fault({ times: 3 }, { kind: 'flap' })] })
  const Filter = `EmailAddresses -eq 'smtp:${at('confrm1')}'`

  const write = await exchange('Set-Place', { ...room, Building: 'B1' })
  const blind = [
    await exchange('Get-Mailbox', room),
    await exchange('Get-Recipient', { Filter }),
    await graph('GET', confrm1),
  ]
  const seeing = await exchange('Get-Mailbox', room)

  expect([write, ...blind, seeing].map(({ status }) => status)).toEqual([200, 404, 200, 404, 200])
  expect(blind[1]?.body.value).toEqual([])
})

test('a delay is waited, at the speed of the tenant, and is part of the latency', async () => {
  const { graph, journal } = await rehearse({ speed: 10, faults: [fault({}, { kind: 'delay', ms: 3000 })] })
  const start = performance.now()

  await graph('GET', confrm1)

  expect(performance.now() - start).toBeGreaterThan(300)
  expect(Number(journal()[0]?.['latencyMs'])).toBeGreaterThan(3000)
})

test('a fault strikes only at the nth match, and only so often', async () => {
  const status = { kind: 'status' as const, status: 503 }
  const second = await rehearse({ faults: [fault({ nth: 2 }, status)] })
  const twice = await rehearse({ faults: [fault({ times: 2 }, status)] })
  const ask = async ({ graph }: typeof second) => [
    await graph('GET', confrm1),
    await graph('GET', confrm1),
    await graph('GET', confrm1),
  ]

  const statuses = [await ask(second), await ask(twice)].map((replies) => replies.map(({ status }) => status))

  expect(statuses).toEqual([
    [200, 503, 200],
    [503, 503, 200],
  ])
})

test('chances come from the seed: the same ones strike again, and about as many as asked', async () => {
  const strike = async () => {
    const { graph } = await rehearse({ seed: 3, faults: [fault({ chance: 0.5 }, { kind: 'status', status: 503 })] })
    const replies = []
    for (let n = 0; n < 30; n += 1) replies.push((await graph('GET', confrm1)).status)
    return replies
  }

  const [first, second] = [await strike(), await strike()]

  expect(first).toEqual(second)
  expect(first.filter((status) => status === 503).length).toBeGreaterThan(8)
  expect(first.filter((status) => status === 200).length).toBeGreaterThan(8)
})

test('items of a batch are struck one by one; a lost item loses the whole answer, after everything was done', async () => {
  const { graph, control } = await rehearse({
    faults: [fault({ path: 'usageLocation|/users/', method: 'GET' }, { kind: 'status', status: 429, retryAfter: '3' })],
  })
  const requests = [
    { id: '1', method: 'GET', url: confrm1 },
    { id: '2', method: 'PATCH', url: confrm1, headers: { 'content-type': 'application/json' }, body: change },
  ]

  const { body } = await graph('POST', '/$batch', { requests })
  await control('POST', '/faults', { ...fault({ method: 'PATCH' }, { kind: 'lostAnswer' }), id: 'f2' })
  await expect(
    graph('POST', '/$batch', { requests: [{ ...requests[1], body: { accountEnabled: false } }] }),
  ).rejects.toThrow('fetch failed')

  expect(body.responses).toMatchObject([{ status: 429, headers: { 'Retry-After': '3' } }, { status: 204 }])
  expect((await control('GET', `/accounts/${at('confrm1')}`)).body).toMatchObject({
    user: { usageLocation: 'NO', accountEnabled: false },
  })
})

test('faults are taken away at run time', async () => {
  const { graph, control } = await rehearse({ faults: [fault({}, { kind: 'status', status: 503 })] })
  const before = await graph('GET', confrm1)

  await control('DELETE', '/faults')

  expect([before.status, (await graph('GET', confrm1)).status]).toEqual([503, 200])
})

test.each([
  { id: 'x', match: { path: '(' }, do: { kind: 'flap' } },
  { id: 'x', match: { sofa: 1 }, do: { kind: 'flap' } },
  { id: 'x', match: {}, do: { kind: 'explode' } },
  { id: 'x', match: { chance: 2 }, do: { kind: 'flap' } },
])('the fault %j is refused', async (wrong) => {
  const { control } = await rehearse()

  expect((await control('POST', '/faults', wrong)).status).toBe(400)
})
