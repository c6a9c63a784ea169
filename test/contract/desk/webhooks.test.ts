import { expect, onTestFinished, test } from 'vitest'
import { decideDelivery } from '../../../local/desk/decideDelivery.ts'
import { systems } from '../../../local/desk/systems.ts'
import { aTicket, dataOf, findFault, newFile, secrets, startBoth, startReceiver, startTestDesk } from './kit.ts'
import type { Received } from './kit.ts'

const idsOf = (received: Received[]) => received.map(({ headers }) => headers['webhook-id'])
const soon = { timeout: 10_000, interval: 20 }

test('a generic ticket is sent as a signed webhook with the room as it was opened', async () => {
  const { desk, received } = await startBoth()

  const ticket = await desk.open()

  await expect.poll(() => received.length, soon).toBe(1)
  const [webhook] = received as [Received]
  expect(webhook.path).toBe('/api/webhooks/generic')
  expect(webhook.headers['content-type']).toBe('application/json')
  expect(findFault(webhook, secrets.generic)).toBeUndefined()
  expect(findFault(webhook, secrets.servicenow)).toBe('signature')
  expect(JSON.parse(webhook.body)).toEqual({
    type: 'room.requested',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    data: { ticket, item: 1, revision: 1, requester: aTicket().requester, room: aTicket().room },
  })
})

test('a ServiceNow ticket is sent with every variable as text and unset ones empty', async () => {
  const { desk, received } = await startBoth()

  const ticket = await desk.open({ source: 'servicenow', item: 2 })

  await expect.poll(() => received.length, soon).toBe(1)
  const [webhook] = received as [Received]
  expect(webhook.path).toBe('/api/webhooks/servicenow')
  expect(findFault(webhook, secrets.servicenow)).toBeUndefined()
  expect(dataOf(webhook)).toEqual({
    table: 'sc_req_item',
    sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    number: ticket,
    sys_mod_count: '0',
    item: 2,
    requested_for: aTicket().requester,
    variables: {
      room_name: 'Board 4',
      site: 'OSL',
      building: '',
      floor: '',
      module: '',
      capacity: '8',
      address: '',
      services: '',
      licence: '',
      phone_number: '',
      enterprise_voice: 'true',
      dial_in: '',
      dial_out: '',
      usage_location: '',
      time_zone: '',
      installation_date: '',
      installer: '',
      password: '',
      grace_days: '',
      action: '',
    },
  })
})

test('a room with a field that the ServiceNow form does not have opens no ticket', async () => {
  const { desk } = await startBoth()

  const answer = await desk.call('POST', '/tickets', aTicket({ source: 'servicenow', room: { device: 'x' } }))

  expect(answer.status).toBe(400)
  expect(answer.json.error).toContain('not supported by the local desk: the ServiceNow form has no variable for device')
  expect((await desk.call('GET', '/tickets')).json.tickets).toEqual([])
})

test('a change and a cancellation each raise the revision and send the whole room', async () => {
  const { desk, received } = await startBoth()
  const ticket = await desk.open()

  await desk.call('PATCH', `/tickets/${ticket}`, { room: { capacity: 10, site: null } })
  await desk.call('POST', `/tickets/${ticket}/cancel`)

  await expect.poll(() => received.length, soon).toBe(3)
  const sent = received.map(({ body }) => JSON.parse(body)).toSorted((a, b) => a.data.revision - b.data.revision)
  const room = { name: 'Board 4', capacity: 10, enterpriseVoice: true }
  expect(sent[1]).toMatchObject({ type: 'room.updated', data: { revision: 2 } })
  expect(sent[1].data.room).toEqual(room)
  expect(sent[2]).toMatchObject({ type: 'room.cancelled', data: { revision: 3, room } })
  expect(await desk.read(ticket)).toMatchObject({ state: 'cancelled', revision: 3, room })
})

test('a cancelled ticket takes no further change', async () => {
  const { desk } = await startBoth()
  const ticket = await desk.open()
  await desk.call('POST', `/tickets/${ticket}/cancel`)

  const changed = await desk.call('PATCH', `/tickets/${ticket}`, { room: { capacity: 10 } })
  const cancelled = await desk.call('POST', `/tickets/${ticket}/cancel`)

  expect([changed.status, cancelled.status]).toEqual([409, 409])
})

test('a retry has the same id and body but a fresh timestamp and signature', async () => {
  const { desk, received } = await startBoth([{ status: 503 }, 'drop', { status: 202 }])

  const ticket = await desk.open()

  await expect.poll(() => received.length, soon).toBe(3)
  const [first, , third] = received as [Received, Received, Received]
  expect(new Set(idsOf(received)).size).toBe(1)
  expect(third.body).toBe(first.body)
  expect(Number(third.headers['webhook-timestamp'])).toBeGreaterThan(Number(first.headers['webhook-timestamp']))
  expect(received.map((webhook) => findFault(webhook, secrets.generic))).toEqual([undefined, undefined, undefined])
  await expect
    .poll(async () => (await desk.read(ticket)).deliveries, soon)
    .toMatchObject([
      { state: 'delivered', attempts: [{ status: 503 }, { error: expect.any(String) }, { status: 202 }] },
    ])
})

test('a retry waits as long as Retry-After asks', async () => {
  const { desk, received } = await startBoth([{ status: 429, headers: { 'retry-after': '2' } }, { status: 202 }])

  const ticket = await desk.open()

  await expect.poll(() => received.length, soon).toBe(2)
  await expect.poll(async () => (await desk.read(ticket)).deliveries[0].attempts.length, soon).toBe(2)
  const [first, second] = (await desk.read(ticket)).deliveries[0].attempts
  expect(Date.parse(second.at) - Date.parse(first.at)).toBeGreaterThanOrEqual(2000)
})

test('a refusal ends the attempts and its title and detail stand on the ticket page', async () => {
  const problem = JSON.stringify({ title: 'No such country', detail: '"XX" is not a country' })
  const { desk, received } = await startBoth([{ status: 422, body: problem }])

  const ticket = await desk.open()

  await expect.poll(async () => (await desk.read(ticket)).deliveries[0].state, soon).toBe('failed')
  const page = await desk.call('GET', `/t/${ticket}`)
  expect(page.text).toContain('No such country: &quot;XX&quot; is not a country')
  expect(received).toHaveLength(1)
})

test('a redirect is a failure and is not followed', async () => {
  const { desk, received } = await startBoth([{ status: 302, headers: { location: '/elsewhere' } }])

  const ticket = await desk.open()

  await expect.poll(async () => (await desk.read(ticket)).deliveries[0].state, soon).toBe('failed')
  expect(received).toHaveLength(1)
})

test('a webhook that waits for its retry does not hold up the next one', async () => {
  const { desk, received } = await startBoth([{ status: 503, headers: { 'retry-after': '3600' } }, { status: 202 }])
  const ticket = await desk.open()
  await expect.poll(() => received.length, soon).toBe(1)

  await desk.call('PATCH', `/tickets/${ticket}`, { room: { capacity: 10 } })

  await expect
    .poll(async () => (await desk.read(ticket)).deliveries, soon)
    .toMatchObject([{ state: 'waiting' }, { state: 'delivered' }])
})

test('a stop does not wait for a receiver that is silent, and the next start sends again', async () => {
  const file = newFile()
  const receiver = await startReceiver('hang', { status: 202 })
  onTestFinished(receiver.stop)
  const before = await startTestDesk({ target: receiver.target, file })
  const ticket = await before.open()
  await expect.poll(() => receiver.received.length, soon).toBe(1)

  await before.stop()
  const after = await startTestDesk({ target: receiver.target, file })
  onTestFinished(() => after.stop())

  await expect
    .poll(async () => (await after.read(ticket)).deliveries, soon)
    .toMatchObject([{ state: 'delivered', attempts: [{ status: 202 }] }])
})

const now = new Date('2026-11-21T08:00:00Z')
const answered = (status: number, retryAfter: string | null = null) =>
  ({ kind: 'answered', status, retryAfter, text: '' }) as const

const habits = { patienceSeconds: 15, attempts: 10, triesAgainAfter: [408, 429] }

test.each([
  ['no answer', { kind: 'unanswered', error: 'ECONNREFUSED' } as const, 1, { kind: 'again', waitSeconds: 0.5 }],
  ['500', answered(500), 1, { kind: 'again', waitSeconds: 0.5 }],
  ['408', answered(408), 2, { kind: 'again', waitSeconds: 1 }],
  ['429', answered(429), 9, { kind: 'again', waitSeconds: 128 }],
  ['the tenth failure', answered(503), 10, { kind: 'failed', problem: { title: 'Answered 503', detail: '' } }],
  ['Retry-After as a date', answered(503, 'Sat, 21 Nov 2026 08:01:00 GMT'), 1, { kind: 'again', waitSeconds: 60 }],
  ['Retry-After that is no time', answered(503, 'soon'), 1, { kind: 'again', waitSeconds: 0.5 }],
  ['Retry-After 0', answered(503, '0'), 3, { kind: 'again', waitSeconds: 2 }],
  ['Retry-After of years', answered(503, '999999999'), 1, { kind: 'again', waitSeconds: 86_400 }],
  ['204', answered(204), 10, { kind: 'delivered' }],
  ['410', answered(410), 1, { kind: 'failed', problem: { title: 'Answered 410', detail: '' } }],
])('after %s the delivery is decided', (_, answer, attempt, verdict) => {
  expect(decideDelivery(answer, attempt, now, habits)).toEqual(verdict)
})

test.each([
  ['jira', 409, 'again'],
  ['jira', 425, 'again'],
  ['jira', 422, 'failed'],
  ['zendesk', 409, 'again'],
  ['zendesk', 408, 'failed'],
  ['freshservice', 503, 'again'],
  ['halopsa', 503, 'failed'],
] as const)('%s that is answered %i tries as its maker says: %s', (source, status, kind) => {
  expect(decideDelivery(answered(status), 1, now, systems[source].habits).kind).toBe(kind)
})
