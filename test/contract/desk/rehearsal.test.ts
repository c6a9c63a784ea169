import { expect, test } from 'vitest'
import { dataOf, findFault, newFile, secrets, startBoth, startReceiver, startTestDesk } from './kit.ts'
import type { Received } from './kit.ts'

const soon = { timeout: 10_000, interval: 20 }

async function startWithTicket() {
  const both = await startBoth([], { echo: false })
  const ticket = await both.desk.open()
  await expect.poll(() => both.received.length, soon).toBe(1)
  return { ...both, ticket }
}

/** Waits until a fresh timestamp would differ from the one that was sent, and gives that one. */
async function secondAfter(sent: Received | undefined): Promise<number> {
  const sentAt = Number(sent?.headers['webhook-timestamp'])
  await expect.poll(() => Math.floor(Date.now() / 1000), soon).toBeGreaterThan(sentAt)
  return sentAt
}

const count = async (desk: Awaited<ReturnType<typeof startTestDesk>>, ticket: string) =>
  (await desk.read(ticket)).comments.length

test('a desk that is down gives no answer and does nothing until it is back', async () => {
  const { desk, ticket } = await startWithTicket()

  await desk.call('POST', '/rehearsal/faults', { kind: 'down', seconds: 60 })

  await expect(desk.comment(ticket, { text: 'lost' })).rejects.toThrow('fetch failed')
  expect(await count(desk, ticket)).toBe(0)
  await desk.call('POST', '/rehearsal/faults', { kind: 'down', seconds: 0.3 })
  await expect
    .poll(
      () =>
        desk.comment(ticket, { text: 'x' }).then(
          (a) => a.status,
          () => 0,
        ),
      soon,
    )
    .toBe(201)
})

test('a lost answer has had its effect, and reads do not use it up', async () => {
  const { desk, ticket } = await startWithTicket()
  await desk.call('POST', '/rehearsal/faults', { kind: 'lostAnswer', times: 1 })
  const path = `/generic/tickets/${ticket}/comments`

  const read = await desk.call('GET', path, undefined, { authorization: 'Bearer generic-token' })
  const lost = desk.comment(ticket, { text: 'heard' })

  expect(read.status).toBe(200)
  await expect(lost).rejects.toThrow('fetch failed')
  expect(await count(desk, ticket)).toBe(1)
  expect((await desk.comment(ticket, { text: 'next' })).status).toBe(201)
})

test('a status fault answers with its Retry-After as often as asked and has no effect', async () => {
  const { desk, ticket } = await startWithTicket()

  await desk.call('POST', '/rehearsal/faults', { kind: 'status', status: 429, retryAfter: 7, times: 2 })
  const answers = [await desk.comment(ticket, { text: '1' }), await desk.comment(ticket, { text: '2' })]

  expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
    [429, '7'],
    [429, '7'],
  ])
  expect(await count(desk, ticket)).toBe(0)
  expect((await desk.comment(ticket, { text: '3' })).status).toBe(201)
})

test('faults reach the write-back APIs alone and outlive a restart', async () => {
  const file = newFile()
  const receiver = await startReceiver()
  const before = await startTestDesk({ target: receiver.target, file })
  const ticket = await before.open()
  await before.call('POST', '/rehearsal/faults', { kind: 'status', status: 503, times: 1 })
  await before.stop()

  const after = await startTestDesk({ target: receiver.target, file })

  expect((await after.call('GET', `/tickets/${ticket}`)).status).toBe(200)
  expect((await after.comment(ticket, { text: 'x' })).status).toBe(503)
  await after.stop()
  receiver.stop()
})

test('a replay is the webhook of the past byte for byte', async () => {
  const { desk, ticket, received } = await startWithTicket()
  await secondAfter(received[0])

  const answer = await desk.call('POST', '/rehearsal/redeliver', { ticket, times: 3, newTimestamp: false })

  expect(answer.json.answers.map(({ status }: { status: number }) => status)).toEqual([202, 202, 202])
  const wire = received.map(({ headers, body }) => [headers['webhook-signature'], headers['webhook-timestamp'], body])
  expect(wire).toHaveLength(4)
  expect(new Set(wire.map((sent) => JSON.stringify(sent))).size).toBe(1)
})

test('a duplicate with a new timestamp is signed anew, of the revision that is asked for', async () => {
  const { desk, ticket, received } = await startWithTicket()
  await desk.call('PATCH', `/tickets/${ticket}`, { room: { capacity: 10 } })
  await expect.poll(() => received.length, soon).toBe(2)
  const sentAt = await secondAfter(received[0])

  await desk.call('POST', '/rehearsal/redeliver', { ticket, revision: 1, times: 1, newTimestamp: true })

  const [, , duplicate] = received
  expect(dataOf(duplicate)).toEqual(dataOf(received[0]))
  expect(duplicate?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id'])
  expect(Number(duplicate?.headers['webhook-timestamp'])).toBeGreaterThan(sentAt)
  expect(duplicate && findFault(duplicate, secrets.generic)).toBeUndefined()
})

test.each([
  ['good', undefined],
  ['bad', 'signature'],
  ['none', 'signature'],
  ['stale', 'timestamp'],
])('an attack with a %s signature is what it says', async (sign, fault) => {
  const { desk, received } = await startBoth()

  const answer = await desk.call('POST', '/rehearsal/send', { sign, body: '{"not":"ours"' })

  expect(answer.json).toMatchObject({ kind: 'answered', status: 202 })
  expect(received[0]?.body).toBe('{"not":"ours"')
  expect(received[0] && findFault(received[0], secrets.generic)).toBe(fault)
})

test('an attack may set any header and choose the system', async () => {
  const { desk, received } = await startBoth()

  await desk.call('POST', '/rehearsal/send', {
    source: 'servicenow',
    sign: 'good',
    headers: { 'content-type': 'text/plain', 'webhook-id': 'forged' },
    body: { a: 1 },
  })

  expect(received[0]).toMatchObject({
    path: '/api/webhooks/servicenow',
    body: '{"a":1}',
    headers: { 'content-type': 'text/plain', 'webhook-id': 'forged' },
  })
})

test('an unknown fault is refused', async () => {
  const { desk } = await startBoth()

  const answer = await desk.call('POST', '/rehearsal/faults', { kind: 'slow' })

  expect(answer.status).toBe(400)
})
