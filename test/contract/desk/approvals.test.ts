import { expect, onTestFinished, test } from 'vitest'
import { jiraFields } from '../../../local/desk/systems/jira.ts'
import { systemClock } from '../../../shared/clock.ts'
import { makeSend } from '../../../shared/http/outbound.ts'
import { Secret } from '../../../shared/secret.ts'
import { deskPolicy, makeDesks } from '../../../shared/tickets/systems.ts'
import { read } from '../../kit/reading.ts'
import { aTicket, dataOf, findFault, newFile, secrets, startBoth, startTestDesk, tokens } from './kit.ts'

const soon = { timeout: 10_000, interval: 20 }
const sources = ['generic', 'servicenow', 'jira', 'freshservice'] as const
/** What a person says with a decision is a comment of the issue in Jira, and comments are not read. */
const reasonOf = (source: string) => (source === 'jira' ? {} : { reason: 'Too many rooms.' })
const adam = 'adam@contoso.onmicrosoft.com'
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)

type Desk = Awaited<ReturnType<typeof startTestDesk>>

/** The product's own client of one system. */
function clientOf(source: (typeof sources)[number], url: string) {
  const send = makeSend({ clock: systemClock, inFlight: 8, ...deskPolicy })
  const client = makeDesks(
    { [source]: { url: source === 'servicenow' ? url : `${url}/${source}`, key: new Secret(tokens[source]) } },
    send,
  )[source]
  if (!client) throw new Error(`no client for ${source}`)
  return client
}

const approve = (desk: Desk, ticket: string, body: object) => desk.call('PUT', `/tickets/${ticket}/approval`, body)

/** An open ticket, and what the product reads as its approval. */
async function startWithTicket(source: (typeof sources)[number]) {
  const both = await startBoth([], { echo: false })
  const ticket = await both.desk.open({ source })
  const { key } = await both.desk.read(ticket)
  const reference = source === 'servicenow' ? `${ticket}:${key}` : ticket
  return { ...both, ticket, key: String(key), find: () => clientOf(source, both.desk.url).findApproval(reference) }
}

test.each(sources)('a ticket of %s has no approval until somebody asks for one', async (source) => {
  const { desk, ticket, find } = await startWithTicket(source)
  const before = await find()

  await approve(desk, ticket, { state: 'requested', by: adam })

  expect(before).toBe(undefined)
  expect(await find()).toEqual({ state: 'requested' })
})

test.each(sources)('the product reads from %s who decided, when and why', async (source) => {
  const { desk, ticket, find } = await startWithTicket(source)
  await approve(desk, ticket, { state: 'requested', by: adam })

  await approve(desk, ticket, { state: 'approved', by: adam })
  const first = await find()
  await approve(desk, ticket, { state: 'rejected', by: 'eva@contoso.onmicrosoft.com', reason: 'Too many rooms.' })
  const second = await find()

  expect(first).toEqual({ state: 'approved', by: adam, at: isoTime })
  expect(second).toEqual({
    state: 'rejected',
    by: 'eva@contoso.onmicrosoft.com',
    at: isoTime,
    ...reasonOf(source),
  })
})

test.each(sources)('a decision at %s by a person without an address has no person', async (source) => {
  const { desk, ticket, find } = await startWithTicket(source)

  await approve(desk, ticket, { state: 'approved' })

  expect(await find()).toEqual({ state: 'approved', at: isoTime })
})

test.each(sources)('a comment of %s that says approved approves nothing', async (source) => {
  const { desk, ticket, key, find } = await startWithTicket(source)

  if (source === 'servicenow') await desk.table('PATCH', `sc_req_item/${key}`, { comments: 'approved' })
  else await clientOf(source, desk.url).post(ticket, { text: 'approved', reference: '0a1b/1' })

  expect(await find()).toBe(undefined)
})

const ours = ['generic', 'servicenow'] as const

test.each(ours)('a decision at %s is sent as a reason to look and says not what it is', async (source) => {
  const { desk, ticket, received } = await startWithTicket(source)
  await approve(desk, ticket, { state: 'requested', by: adam })

  await approve(desk, ticket, { state: 'approved', by: adam, reason: 'Fine.' })

  await expect.poll(() => received.length, soon).toBe(2)
  const [, webhook] = received
  expect(webhook && findFault(webhook, secrets[source])).toBe(undefined)
  const { key, revision } = await desk.read(ticket)
  const body = JSON.parse(webhook?.body ?? '')
  expect(body).toMatchObject({ type: 'approval.decided', timestamp: isoTime })
  expect(dataOf(webhook)).toEqual(
    source === 'generic'
      ? { ticket, item: 1, revision }
      : { table: 'sc_req_item', sys_id: key, number: ticket, sys_mod_count: String(revision), item: 1 },
  )
  const reference = source === 'servicenow' ? `${ticket}:${key}` : ticket
  expect(await read(source, body)).toEqual([{ kind: 'look', ticket: reference, item: 1 }])
})

test.each(ours)('each decision at %s has a webhook id of its own', async (source) => {
  const { desk, ticket, received } = await startWithTicket(source)

  for (const state of ['approved', 'rejected', 'approved']) await approve(desk, ticket, { state, by: adam })

  await expect.poll(() => received.length, soon).toBe(4)
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
})

test.each(sources)('an approval at %s outlives a restart', async (source) => {
  const file = newFile()
  const before = await startTestDesk({ target: 'http://127.0.0.1:1', file })
  const ticket = await before.open({ source })
  await approve(before, ticket, { state: 'rejected', by: adam, reason: 'No.' })
  await before.stop()

  const after = await startTestDesk({ target: 'http://127.0.0.1:1', file })
  onTestFinished(() => after.stop())

  const { key } = await after.read(ticket)
  const approval = await clientOf(source, after.url).findApproval(source === 'servicenow' ? `${ticket}:${key}` : ticket)
  const reason = source === 'jira' ? {} : { reason: 'No.' }
  expect(approval).toEqual({ state: 'rejected', by: adam, at: isoTime, ...reason })
})

test.each(['jira', 'freshservice'] as const)('a decision at %s has its request looked at', async (source) => {
  const room = { name: 'Board', site: 'OSL', usageLocation: 'NO' }
  const { desk, received } = await startBoth([], { echo: false })
  const ticket = await desk.open({ source, room })

  await approve(desk, ticket, { state: 'approved', by: adam })

  await expect.poll(() => received.length, soon).toBe(2)
  const access = {
    url: `${desk.url}/${source}`,
    key: new Secret(tokens[source]),
    send: makeSend({ clock: systemClock, inFlight: 8, ...deskPolicy }),
  }
  const messages = await read(source, JSON.parse(received[1]?.body ?? ''), {
    access,
    ...(source === 'jira' && { fields: jiraFields }),
  })
  expect(messages.at(-1)).toEqual({ kind: 'look', ticket, item: 1 })
})

test.each(['zendesk', 'halopsa'] as const)('%s has no approvals here: they are decided on the page', async (source) => {
  const { desk } = await startBoth([], { echo: false })
  const ticket = await desk.open({ source, room: { name: 'Board' } })

  const answer = await approve(desk, ticket, { state: 'approved', by: adam })

  const page = await desk.call('GET', `/t/${ticket}`)
  expect([answer.status, answer.json.error]).toEqual([400, `not supported by the local desk: approvals of ${source}`])
  expect(page.text).not.toContain('Approve as this approver')
})

test('an approval counts its changes and raises the revision of its ticket', async () => {
  const { desk, ticket, key } = await startWithTicket('servicenow')

  await approve(desk, ticket, { state: 'requested', by: adam })
  const answer = await approve(desk, ticket, { state: 'approved', by: adam })

  expect(answer).toMatchObject({ status: 200, json: { revision: 2, approval: { state: 'approved', changes: 1 } } })
  const query = `sysparm_exclude_reference_link=true&sysparm_query=sysapproval=${key}`
  expect((await desk.table('GET', `sysapproval_approver?${query}`)).json.result).toEqual([
    {
      sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      sysapproval: key,
      state: 'approved',
      comments: '',
      sys_mod_count: '1',
      sys_updated_on: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    },
  ])
})

test.each([
  [{ state: 'maybe' }, 400],
  [{ state: 'approved', by: '' }, 400],
  [{ state: 'approved', by: 7 }, 400],
  [{ state: 'requested', reason: 'x' }, 400],
  [{ state: 'approved', at: '2026-11-23T08:00:00Z' }, 400],
])('an approval of %o is refused with %i and changes nothing', async (body, status) => {
  const { desk, ticket } = await startWithTicket('generic')

  const answer = await approve(desk, ticket, body)

  expect(answer.status).toBe(status)
  expect(await desk.read(ticket)).toMatchObject({ revision: 1 })
  expect(await desk.read(ticket)).not.toHaveProperty('approval')
})

test('neither an unknown ticket nor a cancelled one takes an approval', async () => {
  const { desk, ticket } = await startWithTicket('generic')
  await desk.call('POST', `/tickets/${ticket}/cancel`)

  const answers = [
    await approve(desk, ticket, { state: 'approved', by: adam }),
    await approve(desk, 'REQ-1', { state: 'approved' }),
  ]

  expect(answers.map(({ status }) => status)).toEqual([409, 404])
})

test.each([
  ['sysapproval_approver?sysparm_query=sysapproval=KEY', 'approvals without sysparm_exclude_reference_link=true'],
  ['sysapproval_approver?LINK', 'the query clause ""'],
  ['sysapproval_approver?LINK&sysparm_query=document_id=KEY', 'the query clause "document_id=KEY"'],
  ['sysapproval_approver?LINK&sysparm_query=sysapproval=KEY^state=x', 'the query clause "state=x"'],
  ['sysapproval_approver?LINK&sysparm_query=sysapproval=KEY&sysparm_fields=approver', 'the field approver'],
  ['sysapproval_approver?LINK&sysparm_display_value=true', 'the parameter sysparm_display_value'],
  ['sysapproval_approver/KEY', 'GET /api/now/table/sysapproval_approver/KEY'],
  ['sys_journal_field?sysparm_query=element_id=KEY^ORDERBYDESCvalue', 'the order by value'],
])('GET %s is said to be not supported', async (path, what) => {
  const { desk, ticket, key } = await startWithTicket('servicenow')
  await approve(desk, ticket, { state: 'approved', by: adam })

  const url = path.replace('KEY', key).replace('LINK', 'sysparm_exclude_reference_link=true')
  const answer = await desk.table('GET', url)

  expect(answer.status).toBe(400)
  expect(answer.json.error.message).toContain(`not supported by the local desk: ${what.replace('KEY', key)}`)
})

test('an approval cannot be written through either API', async () => {
  const { desk, ticket, key } = await startWithTicket('servicenow')
  await approve(desk, ticket, { state: 'requested', by: adam })
  const { approval } = await desk.read(ticket)
  const generic = await desk.open(aTicket())
  const authorization = `Bearer ${tokens.generic}`

  const answers = [
    await desk.table('PATCH', `sysapproval_approver/${approval.key}`, { state: 'approved' }),
    await desk.table('PATCH', `sc_req_item/${key}`, { approval: 'approved' }),
    await desk.call('PUT', `/generic/tickets/${generic}/approval`, { state: 'approved' }, { authorization }),
  ]

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  expect((await desk.read(ticket)).approval).toEqual(approval)
})

test('entries of the journal come latest first where that is asked for', async () => {
  const { desk, key } = await startWithTicket('servicenow')
  for (const comments of ['first', 'second']) await desk.table('PATCH', `sc_req_item/${key}`, { comments })

  const query = `sysparm_query=element_id=${key}^ORDERBYDESCsys_created_on&sysparm_fields=value&sysparm_limit=1`
  const journal = await desk.table('GET', `sys_journal_field?${query}`)

  expect(journal.json.result).toEqual([{ value: 'second' }])
})

test('the page of a ticket says what its approval is and who gave it, as text', async () => {
  const { desk, ticket } = await startWithTicket('generic')
  const before = await desk.call('GET', `/t/${ticket}`)

  await approve(desk, ticket, { state: 'rejected', by: '<b>@x', reason: '<script>alert("x")</script>' })
  const after = await desk.call('GET', `/t/${ticket}`)

  expect(before.text).toContain('Nobody has asked for an approval.')
  expect(after.text).toMatch(/<b>Rejected<\/b> · &lt;b&gt;@x/)
  expect(after.text).toContain('&lt;script&gt;alert(')
  expect(after.text).not.toContain('<script>alert')
})

test('every field of the form of an approval has its label', async () => {
  const { desk, ticket } = await startWithTicket('generic')

  const { text } = await desk.call('GET', `/t/${ticket}`)

  const fields = [...text.matchAll(/<input id="(\w+)"/g)].map(([, id]) => id)
  const labels = [...text.matchAll(/<label for="(\w+)">[^<]+/g)].map(([, id]) => id)
  expect(fields).toEqual(['approver', 'reason'])
  expect(labels).toEqual(fields)
})
