import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer, type RequestSeen } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterEach(() => see.tenant('/faults', 'DELETE'))
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const play = (match: object, action: object) =>
  see.tenant('/faults', 'POST', { id: `fault-${JSON.stringify(match)}`, match, do: action })

test.each([
  [
    'Graph is throttled with Retry-After',
    { path: 'batch', times: 2 },
    { kind: 'status', status: 429, retryAfter: '1' },
  ],
  [
    'Graph is throttled without Retry-After',
    { path: 'v1.0/users', method: 'PATCH', times: 2 },
    { kind: 'status', status: 429 },
  ],
  [
    'Graph asks for a longer wait than an activity may sit through',
    { path: 'assignLicense', times: 1 },
    { kind: 'status', status: 429, retryAfter: '30' },
  ],
  ['Microsoft 365 answers 503', { cmdlet: 'Set-CalendarProcessing', times: 3 }, { kind: 'status', status: 503 }],
  ['Exchange says in words that it is throttled', { cmdlet: 'New-Mailbox', times: 2 }, { kind: 'throttleText' }],
  ['the answer to creating the mailbox is lost', { cmdlet: 'New-Mailbox', times: 1 }, { kind: 'lostAnswer' }],
  ['the mailbox is not created and nobody says so', { cmdlet: 'New-Mailbox', times: 1 }, { kind: 'dropBefore' }],
  ['the answer to assigning the licence is lost', { path: 'assignLicense', times: 1 }, { kind: 'lostAnswer' }],
  [
    'the answer to setting the account is lost',
    { path: 'v1.0/users', method: 'PATCH', times: 1 },
    { kind: 'lostAnswer' },
  ],
  ['a visible mailbox vanishes for a moment', { cmdlet: 'Get-Mailbox', nth: 6 }, { kind: 'flap' }],
])('%s, and the room is ready with one mailbox, one licence and one password', async (title, match, action) => {
  const name = `f${title.length}${title
    .replaceAll(/[^a-z]/gi, '')
    .slice(0, 20)
    .toLowerCase()}`
  await play(match, action)
  const ticket = await see.openTicket(aRoom(name))

  const { state, comments } = await see.answered(ticket, 90)

  const made = see.journal(addressOf(name)).filter(({ cmdlet, effect }) => cmdlet === 'New-Mailbox' && effect)
  const account = await see.account(addressOf(name))
  expect(state, comments.at(-1)?.text).toBe('resolved')
  expect(made).toHaveLength(1)
  expect(account.licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
})

test('a permission that is missing ends with a person and names it, and a retry after the grant goes through', async () => {
  const grants = await see.tenant<{ graph: string[] }>('/grants', 'PUT', {})
  await see.tenant('/grants', 'PUT', {
    graph: grants.graph.filter((grant) => grant !== 'User-PasswordProfile.ReadWrite.All'),
  })
  const ticket = await see.openTicket(aRoom('nogrant'))
  await see.answered(ticket)
  const refused = await see.request(ticket)
  await see.tenant('/grants', 'PUT', { graph: grants.graph })

  const response = await see.api(`/requests/${refused.id}/retry`, { method: 'POST' })

  expect(refused.problem?.code).toBe('permission-missing')
  expect(response.status).toBe(202)
  await waitFor('the retried room', async () => (await see.request(ticket)).state === 'ready')
})

test('a run that is killed in the engine is started again by the sweeper, and the room is ready', async () => {
  await play({ cmdlet: 'Set-Place' }, { kind: 'status', status: 503 })
  const ticket = await see.openTicket(aRoom('broken'))
  const { id } = await waitFor('the run to wait', async () => {
    const request = await see.request(ticket)
    return request.steps.some((step) => step.id === 'ensurePlace' && step.state === 'waiting') && request
  })
  await see.tenant('/faults', 'DELETE')

  await fetch(`${stack.stack.back}/runtime/webhooks/durabletask/instances/${id}-1/terminate?reason=test`, {
    method: 'POST',
  })
  await waitFor('the sweeper to notice', async () => {
    await fetch(`${stack.stack.back}/admin/functions/sweeper`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    return (await see.request(ticket)).attempt > 1
  })

  await see.answered(ticket)
  expect((await see.request(ticket)).state).toBe('ready')
})

test('a service desk that is down for a while gets every answer once, in order, and the room does not wait for it', async () => {
  const ticket = await see.openTicket(aRoom('deskdown'))
  await fetch(`${stack.stack.desk}/rehearsal/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'down', seconds: 8 }),
  })
  await waitFor('the room to be ready', async () => (await see.request(ticket)).state === 'ready')

  const { comments } = await see.answered(ticket)

  expect(comments.map(({ text }) => text.split('/').at(-1))).toEqual(['1', '2', '3'])
})

test('an answer whose confirmation is lost is posted once', async () => {
  await fetch(`${stack.stack.desk}/rehearsal/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'lostAnswer', times: 2 }),
  })
  const ticket = await see.openTicket(aRoom('lostcomment'), 'servicenow')

  const { comments } = await see.answered(ticket, 90)

  expect(comments.map(({ text }) => text.split('/').at(-1))).toEqual(['1', '2', '3'])
})

test('a cancelled ticket stops the work, takes back what was changed on a reused room, and says what is left', async () => {
  const address = addressOf('cancelme')
  await see.tenant('/accounts', 'POST', {
    kind: 'room',
    address,
    password: 'pass@word1',
    user: { accountEnabled: true },
  })
  const { calendar } = await see.account(address)
  await play({ path: 'assignLicense' }, { kind: 'status', status: 503 })
  const ticket = await see.openTicket(aRoom('cancelme'))
  await waitFor('the licence to be waited for', async () =>
    (await see.request(ticket)).steps.some(({ id, state }) => id === 'assignLicence' && state === 'waiting'),
  )

  await see.cancelTicket(ticket)
  await waitFor('the licence to be taken back', async () =>
    (await see.request(ticket)).steps.some(({ id, state }) => id === 'undoChanges' && state === 'waiting'),
  )
  await see.tenant('/faults', 'DELETE')
  const { comments } = await see.answered(ticket)

  const after = await see.account(address)
  expect((await see.request(ticket)).state).toBe('cancelled')
  expect({ ...after.calendar, AdditionalResponse: null }).toEqual(calendar)
  expect(after.user?.passwordPolicies ?? 'None').toBe('None')
  expect(after.place).toMatchObject({ Capacity: null, Floor: null })
  expect(comments.at(-1)?.text).toMatch(/Taken back: .*Seats/)
  expect(comments.at(-1)?.text).toContain('Left: the usage location, the time zone.')
})

test('a request that is cancelled and tried again at once has its licence in the end', async () => {
  const address = addressOf('again')
  const asked = await see.api('/requests', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aRoom('again')),
  })
  const { id } = (await asked.json()) as { id: string }
  const read = async () => (await (await see.api(`/requests/${id}`)).json()) as RequestSeen
  await waitFor('the licence to be assigned', async () => (await read()).waitingFor === 'the licence to become active')

  await see.api(`/requests/${id}/cancel`, { method: 'POST' })
  await waitFor('the cancel', async () => (await read()).state === 'cancelled')
  expect((await see.account(address)).licences).toEqual([])
  await see.api(`/requests/${id}/retry`, { method: 'POST' })
  await waitFor('the room', async () => (await read()).state === 'ready')

  expect((await see.account(address)).licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
})

test('a ticket that is changed during the work is applied before it ends', async () => {
  await play({ path: 'assignLicense', times: 4 }, { kind: 'status', status: 503 })
  const ticket = await see.openTicket(aRoom('changed'))
  await waitFor('the licence to be waited for', async () =>
    (await see.request(ticket)).steps.some(({ id, state }) => id === 'assignLicence' && state === 'waiting'),
  )

  await see.changeTicket(ticket, { capacity: 20 })
  const { state } = await see.answered(ticket)

  expect(state).toBe('resolved')
  expect((await see.account(addressOf('changed'))).place).toMatchObject({ Capacity: 20 })
})
