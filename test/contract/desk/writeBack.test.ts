import { expect, test } from 'vitest'
import { dataOf, startBoth, tokens } from './kit.ts'

const soon = { timeout: 10_000, interval: 20 }

/** An open ServiceNow ticket and its sys_id. */
async function startWithItem() {
  const both = await startBoth()
  const ticket = await both.desk.open({ source: 'servicenow' })
  const { key } = await both.desk.read(ticket)
  return { ...both, ticket, key: String(key) }
}

const journalOf = (key: string, rest = '') => `sys_journal_field?sysparm_query=element_id=${key}${rest}`

test('journal fields append on every call and stay empty on the record', async () => {
  const { desk, key } = await startWithItem()

  await desk.table('PATCH', `sc_req_item/${key}`, { comments: 'Same words', work_notes: 'Note' })
  const second = await desk.table('PATCH', `sc_req_item/${key}`, { comments: 'Same words' })
  const journal = await desk.table('GET', journalOf(key))

  expect(second.status).toBe(200)
  expect(second.json.result).toMatchObject({ sys_id: key, sys_mod_count: '2', comments: '', work_notes: '' })
  expect(journal.json.result.map((entry: Record<string, string>) => [entry['element'], entry['value']])).toEqual([
    ['work_notes', 'Note'],
    ['comments', 'Same words'],
    ['comments', 'Same words'],
  ])
  expect(journal.json.result[0]).toEqual({
    sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name: 'sc_req_item',
    element_id: key,
    element: 'work_notes',
    value: 'Note',
    sys_created_by: 'roomwright.integration',
    sys_created_on: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  })
})

test('the journal is searched by element and by text in any case, up to a limit', async () => {
  const { desk, key } = await startWithItem()
  await desk.table('PATCH', `sc_req_item/${key}`, { comments: 'Ready [rr:1:2]', work_notes: 'Ready [rr:1:2]' })
  await desk.table('PATCH', `sc_req_item/${key}`, { comments: 'Something else' })
  const count = async (rest: string) => (await desk.table('GET', journalOf(key, rest))).json.result.length

  const marker = encodeURIComponent('^element=comments^valueLIKE[RR:1:2]')

  expect(await count(marker)).toBe(1)
  expect(await count('')).toBe(3)
  expect(await count('&sysparm_limit=1')).toBe(1)
  expect(await count(encodeURIComponent('^valueLIKEnowhere'))).toBe(0)
})

test('state is written and read with the numbers of ServiceNow', async () => {
  const { desk, ticket, key } = await startWithItem()

  await desk.table('PATCH', `sc_req_item/${key}`, { state: 3 })
  const record = await desk.table('GET', `sc_req_item/${key}?sysparm_fields=number,state,sys_mod_count`)

  expect(record.json).toEqual({ result: { number: ticket, state: '3', sys_mod_count: '1' } })
  expect((await desk.read(ticket)).state).toBe('resolved')
})

test('a write-back is echoed as an update of the next revision with unchanged content', async () => {
  const { desk, received, key } = await startWithItem()
  await expect.poll(() => received.length, soon).toBe(1)

  await desk.table('PATCH', `sc_req_item/${key}`, { comments: 'Hello' })

  await expect.poll(() => received.length, soon).toBe(2)
  expect(JSON.parse(received[1]?.body ?? '').type).toBe('room.updated')
  expect(dataOf(received[1])).toEqual({ ...dataOf(received[0]), sys_mod_count: '1' })
})

test('without echo a write-back raises the revision and sends nothing', async () => {
  const { desk } = await startBoth([], { echo: false })
  const ticket = await desk.open()

  await desk.comment(ticket, { text: 'Hello' })

  expect(await desk.read(ticket)).toMatchObject({ revision: 2, deliveries: [{ revision: 1 }] })
  expect((await desk.read(ticket)).deliveries).toHaveLength(1)
})

test('a generic comment is kept with its state and found by its text', async () => {
  const { desk } = await startBoth()
  const ticket = await desk.open()
  const authorization = `Bearer ${tokens.generic}`

  const posted = await desk.comment(ticket, { text: 'Ready [rr:1]', state: 'resolved' })
  await desk.comment(ticket, { text: 'Other' })
  const found = await desk.call('GET', `/generic/tickets/${ticket}/comments?contains=%5Brr:1%5D`, undefined, {
    authorization,
  })

  expect(posted.status).toBe(201)
  expect(found.json.comments).toEqual([posted.json])
  expect(posted.json).toMatchObject({ text: 'Ready [rr:1]', author: 'roomwright.integration', id: expect.any(String) })
  expect((await desk.read(ticket)).state).toBe('resolved')
})

test('a hundred comments at once are all kept', async () => {
  const { desk } = await startBoth([], { echo: false })
  const ticket = await desk.open()

  await Promise.all(Array.from({ length: 100 }, (_, n) => desk.comment(ticket, { text: `comment ${n}` })))

  const { comments, revision } = await desk.read(ticket)
  expect(new Set(comments.map(({ text }: { text: string }) => text)).size).toBe(100)
  expect(revision).toBe(101)
})

test.each([
  ['/generic/tickets/REQ-1001/comments', {}],
  ['/generic/tickets/REQ-1001/comments', { authorization: 'Bearer wrong' }],
  ['/generic/tickets/REQ-1001/comments', { 'x-sn-apikey': tokens.servicenow }],
  ['/api/now/table/sc_req_item/0', {}],
  ['/api/now/table/sc_req_item/0', { 'x-sn-apikey': tokens.generic }],
])('%s with %o is refused', async (path, headers) => {
  const { desk } = await startBoth()

  const answer = await desk.call('GET', path, undefined, headers)

  expect(answer.status).toBe(401)
})

test('ServiceNow errors have the shape of the Table API', async () => {
  const { desk } = await startBoth()

  const anonymous = await desk.call('GET', '/api/now/table/sc_req_item/0')
  const unknown = await desk.table('PATCH', 'sc_req_item/0', { comments: 'x' })

  expect(anonymous.json).toEqual({
    error: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' },
    status: 'failure',
  })
  expect(unknown).toMatchObject({ status: 404, json: { error: { message: 'No Record found' }, status: 'failure' } })
})

test('the journal of an unknown record is empty', async () => {
  const { desk } = await startBoth()

  const answer = await desk.table('GET', journalOf('0'.repeat(32)))

  expect(answer).toMatchObject({ status: 200, json: { result: [] } })
})

test.each([
  ['GET', 'sc_req_item/KEY?sysparm_display_value=true', undefined, 'the parameter sysparm_display_value'],
  ['GET', 'sc_req_item/KEY?sysparm_fields=approval', undefined, 'the field approval'],
  ['GET', 'sys_journal_field', undefined, 'the query clause ""'],
  ['GET', 'sys_journal_field?sysparm_query=element=comments', undefined, 'a journal query without element_id'],
  ['GET', 'sys_journal_field?sysparm_query=element_id=KEY^ORelement=x', undefined, 'the query clause "ORelement=x"'],
  ['GET', 'incident', undefined, 'GET /api/now/table/incident'],
  ['DELETE', 'sc_req_item/KEY', undefined, 'DELETE /api/now/table/sc_req_item/'],
])('%s %s is said to be not supported', async (method, path, body, what) => {
  const { desk, key } = await startWithItem()

  const answer = await desk.table(method, path.replace('KEY', key), body)

  expect(answer.status).toBe(400)
  expect(answer.json.error.message).toContain(`not supported by the local desk: ${what}`)
})

test.each([
  [{ state: '99' }, 'state'],
  [{ short_description: 'x' }, 'short_description'],
  [{ comments: 5 }, 'comments'],
])('a PATCH of the record with %o is refused and changes nothing', async (body, what) => {
  const { desk, ticket, key } = await startWithItem()

  const answer = await desk.table('PATCH', `sc_req_item/${key}`, body)

  expect(answer.status).toBe(400)
  expect(answer.json.error.message).toContain(what)
  expect((await desk.read(ticket)).revision).toBe(0)
})
