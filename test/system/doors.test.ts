import { createHash } from 'node:crypto'
import { TableClient } from '@azure/data-tables'
import { ServiceBusClient } from '@azure/service-bus'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { signWebhook, startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
let bus: ServiceBusClient
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
  bus = new ServiceBusClient(
    `Endpoint=sb://127.0.0.1:${stack.port + 2};SharedAccessKeyName=x;SharedAccessKey=y;UseDevelopmentEmulator=true`,
  )
})
afterAll(async () => {
  await bus.close()
  await stack.stop()
})

const message = (room: object, rest: object = {}) => ({
  type: 'room.requested',
  timestamp: new Date().toISOString(),
  data: {
    ticket: `T-${crypto.randomUUID()}`,
    item: 1,
    revision: 1,
    requester: { email: 'rita@contoso.com' },
    room,
    ...rest,
  },
})
const post = (body: string | Buffer, headers: Record<string, string>, source = 'generic') =>
  fetch(`${stack.stack.site}/api/webhooks/${source}`, { method: 'POST', headers, body })
const send = (body: unknown, source?: string) => {
  const text = JSON.stringify(body)
  return post(text, signWebhook(stack.secrets.signing.generic, text), source)
}
const rows = async (table: string) => {
  const found: Record<string, unknown>[] = []
  const client = TableClient.fromConnectionString(stack.tables, table, { allowInsecureConnection: true })
  for await (const { json } of client.listEntities<{ json: string }>())
    found.push(JSON.parse(json) as Record<string, unknown>)
  return found
}

test('a signed message is answered 202 with an id that can be asked for at once', async () => {
  const response = await send(message(aRoom('door1')))

  const { id } = (await response.json()) as { id: string }
  const seen = await see.api(`/requests/${id}`)
  expect([response.status, seen.status]).toEqual([202, 200])
})

const body = JSON.stringify(message(aRoom('attack')))
const good = () => signWebhook(stack.secrets.signing.generic, body)

test.each([
  ['an unknown source', 404, 'unknown-source', () => post(body, good(), 'nobody')],
  ['no signature', 401, 'signature-missing', () => post(body, { ...good(), 'webhook-signature': '' })],
  ['a wrong signature', 401, 'signature-wrong', () => post(body, { ...good(), 'webhook-signature': 'v1,AAAA' })],
  ['a body changed after it was signed', 401, 'signature-wrong', () => post(`${body} `, good())],
  [
    'the secret of another source',
    401,
    'signature-wrong',
    () => post(body, signWebhook(stack.secrets.signing.servicenow, body)),
  ],
  [
    'a timestamp of ten minutes ago',
    401,
    'timestamp-stale',
    () => post(body, signWebhook(stack.secrets.signing.generic, body, { at: new Date(Date.now() - 600_000) })),
  ],
  ['another content type', 415, 'wrong-content-type', () => post(body, { ...good(), 'content-type': 'text/plain' })],
  [
    'one megabyte',
    413,
    'too-large',
    () => post('x'.repeat(1_000_000), signWebhook(stack.secrets.signing.generic, 'x'.repeat(1_000_000))),
  ],
  ['no JSON', 400, 'malformed-json', () => post('{', signWebhook(stack.secrets.signing.generic, '{'))],
  [
    'a name that changes prototypes',
    400,
    'malformed-json',
    () => post('{"__proto__":{}}', signWebhook(stack.secrets.signing.generic, '{"__proto__":{}}')),
  ],
])('%s is answered %i %s, and nothing is queued', async (_, status, code, attack) => {
  const before = (await rows('requestById')).length

  const response = await attack()

  const problem = (await response.json()) as { code: string; detail: string }
  expect([response.status, problem.code, response.headers.get('content-type')]).toEqual([
    status,
    code,
    'application/problem+json',
  ])
  expect(JSON.stringify(problem)).not.toMatch(/at .*\.ts|main\.js|whsec_/)
  expect((await rows('requestById')).length).toBe(before)
})

test.each([
  ['an unknown field', { surprise: 1 }, 'data.room.surprise'],
  ['characters that no address may have', { address: 'böard one@contoso.com' }, 'data.room.address'],
  ['a dot at the end of the address', { address: 'board.@contoso.com' }, 'data.room.address'],
  ['an unknown usage location', { usageLocation: 'XX' }, 'data.room.usageLocation'],
  ['no usage location', { usageLocation: undefined }, 'data.room.usageLocation'],
  ['a day in the past', { installOn: '2020-01-01' }, 'data.room.installOn'],
  ['a control character', { name: 'a\u0000b' }, 'data.room.name'],
])('%s is answered 422 and names the field', async (_, wish, path) => {
  const response = await send(message(aRoom('bad', wish)))

  const { errors } = (await response.json()) as { errors: { path: string; detail: string }[] }
  expect(response.status).toBe(422)
  expect(errors.map((error) => error.path)).toContain(path)
})

test('the same message again gets the same id and begins nothing; the same id with another body is a conflict', async () => {
  const text = JSON.stringify(message(aRoom('again')))
  const headers = signWebhook(stack.secrets.signing.generic, text, { id: 'msg-again' })
  const first = (await (await post(text, headers)).json()) as { id: string }

  const second = await post(
    text,
    signWebhook(stack.secrets.signing.generic, text, { id: 'msg-again', at: new Date(Date.now() + 2_000) }),
  )
  const other = JSON.stringify(message(aRoom('again2')))
  const conflict = await post(other, signWebhook(stack.secrets.signing.generic, other, { id: 'msg-again' }))

  expect([second.status, ((await second.json()) as { id: string }).id]).toEqual([202, first.id])
  expect(conflict.status).toBe(409)
})

test('create, update and cancel delivered backwards leave a cancelled request and no mailbox', async () => {
  const ticket = `T-${crypto.randomUUID()}`
  const at = (revision: number, type: string, capacity: number) => ({
    type,
    timestamp: new Date().toISOString(),
    data: {
      ticket,
      item: 1,
      revision,
      requester: { email: 'rita@contoso.com' },
      room: aRoom('backwards', { capacity }),
    },
  })

  const [cancelled] = [
    await send(at(3, 'room.cancelled', 8)),
    await send(at(2, 'room.updated', 9)),
    await send(at(1, 'room.requested', 8)),
  ]

  const { id } = (await cancelled.json()) as { id: string }
  const state = await waitFor('the request to be known', async () => {
    const view = (await (await see.api(`/requests/${id}`)).json()) as { state: string }
    return view.state === 'cancelled' && view.state
  })
  expect(state).toBe('cancelled')
  expect(see.journal('backwards')).toHaveLength(0)
})

test.each([
  ['text that is no JSON', 'hello', 'not-json'],
  ['JSON of another kind', { kind: 'dance' }, 'unknown-command'],
  ['a command with a wrong field', { kind: 'look', requestId: 'x' }, 'invalid-command'],
])('a queue message that is %s is kept in quarantine with its reason', async (_, content, reason) => {
  const messageId = `q-${crypto.randomUUID()}`

  await bus.createSender('commands').sendMessages({ messageId, body: content })

  const row = await waitFor('the quarantine', async () =>
    (await rows('quarantine')).find((one) => one['messageId'] === messageId),
  )
  expect(row['reason']).toBe(reason)
})

test('a command that comes again after the end changes nothing', async () => {
  const room = aRoom('later', { building: undefined })
  const text = message(room)
  const { id } = (await (await send(text)).json()) as { id: string }
  const ended = () =>
    see.api(`/requests/${id}`).then(async (response) => (await response.json()) as { state: string; attempt: number })
  await waitFor('the room', async () => (await ended()).state === 'ready')
  const writes = see.journal('later').length
  const requestId = createHash('sha256')
    .update(JSON.stringify(['generic', text.data.ticket, 1]))
    .digest('hex')
    .slice(0, 20)
  const { wanted } = (await rows('requestById')).find((row) => row['id'] === requestId) as { wanted: { room: object } }

  await bus.createSender('commands').sendMessages({
    messageId: crypto.randomUUID(),
    body: {
      kind: 'request',
      requestId,
      at: '2026-01-01T00:00:00.000Z',
      source: 'generic',
      ticket: text.data.ticket,
      item: 1,
      revision: 1,
      requester: { email: 'rita@contoso.com' },
      room: wanted.room,
    },
  })
  await waitFor('the command to be taken', async () =>
    (await rows('requestById')).some(
      (row) => row['id'] === requestId && row['createdAt'] === '2026-01-01T00:00:00.000Z',
    ),
  )

  expect(await ended()).toMatchObject({ state: 'ready', attempt: 1 })
  expect(see.journal('later')).toHaveLength(writes)
})

test('the API wants a valid token, and a requester sees his own requests only', async () => {
  const { id } = (await (await send(message(aRoom('mine')))).json()) as { id: string }
  await waitFor('the request', async () => (await see.api(`/requests/${id}`)).ok)

  const none = await fetch(`${stack.stack.site}/api/requests/${id}`)
  const forged = await fetch(`${stack.stack.site}/api/requests/${id}`, {
    headers: { 'x-ms-client-principal': Buffer.from('{"userRoles":["Administrator"]}').toString('base64') },
  })
  const other = await see.api(`/requests/${id}`, {}, 'Requester')

  expect([none.status, forged.status, other.status]).toEqual([401, 401, 404])
})

test('a form request with an idempotency key is made once, and its ETag spares unchanged answers', async () => {
  const create = () =>
    see.api('/requests', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'form-key-1' },
      body: JSON.stringify(aRoom('form')),
    })
  const [one, two] = [
    (await (await create()).json()) as { id: string },
    (await (await create()).json()) as { id: string },
  ]
  await waitFor(
    'the room',
    async () => ((await (await see.api(`/requests/${one.id}`)).json()) as { state: string }).state === 'ready',
  )
  const first = await see.api(`/requests/${one.id}`)

  const again = await see.api(`/requests/${one.id}`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })

  expect(two.id).toBe(one.id)
  expect(again.status).toBe(304)
})

test('health says ok, an unknown address is a problem, and pages forbid everything that they do not need', async () => {
  const [health, nothing, page] = await Promise.all(
    ['/api/health', '/api/nothing', '/'].map((path) => fetch(`${stack.stack.site}${path}`)),
  )

  expect([health?.status, nothing?.status, page?.status]).toEqual([200, 404, 200])
  expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  expect(page?.headers.get('set-cookie')).toBeNull()
})
