import { afterAll, beforeAll, describe, expect, test as sequential } from 'vitest'
import { sources, type Source } from '../../local/desk/sources.ts'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { proofs, signing, timed } from '../kit/proofs.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

/** Each test has rooms of its own. */
const test = sequential.concurrent

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
  await see.tenant('/skus/Microsoft_Teams_Rooms_Pro', 'PUT', { enabled: 60 })
})
afterAll(() => stack.stop())

const post = (source: Source, body: string, headers: Record<string, string>) =>
  fetch(`${stack.stack.site}/api/webhooks/${source}`, { method: 'POST', headers, body })
const rehearse = (path: string, body: object) =>
  fetch(`${stack.stack.desk}/rehearsal/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const referencesOn = ({ comments }: { comments: { text: string }[] }) =>
  comments.map(({ text }) => text.split('/').at(-1))

/** Some systems tell the time of a change in whole seconds. */
const nextSecond = (): Promise<true> => {
  const second = Math.floor(Date.now() / 1_000)
  return waitFor('the next second', async () => Math.floor(Date.now() / 1_000) > second && true)
}
/** Until every webhook has been answered: those of our own write-backs too. */
const allDelivered = (ticket: string) =>
  waitFor(`the webhooks of ${ticket}`, async () => {
    const seen = await see.ticket(ticket)
    return seen.deliveries.every(({ state }) => state !== 'waiting') && seen
  })

/** No webhook is under way that could meet the fault of a test. */
const deskAtRest = () =>
  waitFor('the desk to rest', async () => {
    const { tickets } = (await (await fetch(`${stack.stack.desk}/tickets`)).json()) as {
      tickets: { deliveries: { state: string }[] }[]
    }
    return tickets.every(({ deliveries }) => deliveries.every(({ state }) => state !== 'waiting'))
  })

describe.each(sources)('%s', (source) => {
  test('a ticket makes a room ready with the last of its changes, and is answered once each; what comes back of the answers does nothing', async () => {
    const address = `s-${source}@contoso.onmicrosoft.com`
    const ticket = await see.openTicket(aRoom(`s-${source}`, { capacity: 8 }), source)
    await nextSecond()
    // Of two states in one second, which some systems cannot tell apart, the one that sorts last counts.
    await see.changeTicket(ticket, { capacity: 9 })

    const answered = await see.answered(ticket)
    const seen = await allDelivered(ticket)

    expect((await see.account(address)).place).toMatchObject({ Capacity: 9 })
    expect(referencesOn(answered)).toEqual(['1', '2', '3'])
    expect(seen.state).toBe('resolved')
    expect(seen.deliveries.map(({ state }) => state)).not.toContain('failed')
    expect(seen.deliveries.length).toBeGreaterThan(4)
    expect(referencesOn(seen)).toEqual(['1', '2', '3'])
  })

  test('the first webhook of a ticket again and again, after its changes and its end, changes nothing', async () => {
    const address = `d-${source}@contoso.onmicrosoft.com`
    const ticket = await see.openTicket(aRoom(`d-${source}`, { capacity: 8 }), source)
    await nextSecond()
    await see.changeTicket(ticket, { capacity: 12 })
    await see.answered(ticket)
    await allDelivered(ticket)
    const before = await see.request(ticket)
    const first = source === 'servicenow' ? 0 : 1

    const response = await rehearse('redeliver', { ticket, revision: first, times: 5, newTimestamp: true })
    await allDelivered(ticket)

    const { answers } = (await response.json()) as { answers: { status: number }[] }
    const after = await see.request(ticket)
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    expect([after.state, after.attempt]).toEqual([before.state, before.attempt])
    expect((await see.account(address)).place).toMatchObject({ Capacity: 12 })
    expect(referencesOn(await see.ticket(ticket))).toEqual(['1', '2', '3'])
  })

  test('a ticket that is cancelled while a decision is waited for ends cancelled, and stays so', async () => {
    const address = `c-${source}@contoso.onmicrosoft.com`
    await see.tenant('/accounts', 'POST', { kind: 'shared', address, displayName: `c-${source}` })
    const ticket = await see.openTicket(aRoom(`c-${source}`), source)
    await see.asked(ticket)
    await nextSecond()

    await see.cancelTicket(ticket)
    await see.told(ticket, 'was cancelled')
    const seen = await allDelivered(ticket)

    expect((await see.request(ticket)).state).toBe('cancelled')
    expect(seen.state).toBe('cancelled')
    expect(seen.deliveries.map(({ state }) => state)).not.toContain('failed')
  })

  test('a room that breaks the rules is refused to the sender with every wrong field, and begins nothing', async () => {
    const room = aRoom(`f-${source}`, { capacity: 0, usageLocation: 'XX' })
    const ticket = await see.openTicket(room, source)

    const { deliveries } = await waitFor('the refusal', async () => {
      const seen = await see.ticket(ticket)
      return seen.deliveries.some(({ state }) => state === 'failed') && seen
    })

    const { reasons = [] } = deliveries[0]?.problem ?? {}
    expect(reasons.filter((reason) => /must be a whole number|is not a known country/.test(reason))).toHaveLength(2)
    expect(see.journal(`f-${source}`)).toHaveLength(0)
  })
})

const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
  response.headers.get('content-type'),
]
const problem = (status: number, code: string) => [status, code, 'application/problem+json']

describe.each(sources)('the door of %s', (source) => {
  const secretOf = () => stack.secrets.signing[source]
  const strangerOf = (): string => stack.secrets.signing[source === 'generic' ? 'servicenow' : 'generic']
  const good = (body: string) => proofs[source](secretOf(), body, new Date())

  test('refuses a message that proves nothing, or that another secret proves', async () => {
    const none = await post(source, '{}', { 'content-type': 'application/json' })
    const foreign = await post(source, '{}', proofs[source](strangerOf(), '{}', new Date()))

    expect(await codeOf(none)).toEqual(problem(401, 'signature-missing'))
    const code = signing.includes(source) ? 'signature-wrong' : 'secret-wrong'
    expect(await codeOf(foreign)).toEqual(problem(401, code))
  })

  test('refuses another content type', async () => {
    const answer = await post(source, '{}', { ...good('{}'), 'content-type': 'text/plain' })

    expect(await codeOf(answer)).toEqual(problem(415, 'wrong-content-type'))
  })

  test.each([
    ['one megabyte', 413, 'too-large', 'x'.repeat(1_000_000)],
    ['no JSON', 400, 'malformed-json', '{'],
    ['a name that changes prototypes', 400, 'malformed-json', '{"__proto__":{}}'],
    ['a constructor', 400, 'malformed-json', '{"constructor":{"prototype":{}}}'],
    ['JSON a hundred levels deep', 400, 'malformed-json', '['.repeat(100) + ']'.repeat(100)],
    ['a name that comes twice', 400, 'malformed-json', '{"ticket":"1","ticket":"2"}'],
    ['nothing', 422, 'request-invalid', '{}'],
    ['a list of nothing', 422, 'request-invalid', '[]'],
    ['no more than a word', 422, 'request-invalid', '"room"'],
  ])('refuses %s: %i %s', async (_, status, code, body) => {
    expect(await codeOf(await post(source, body, good(body)))).toEqual(problem(status, code))
  })
})

test.each(signing)('the door of %s refuses a body that was changed after it was signed', async (source) => {
  const headers = proofs[source](stack.secrets.signing[source], '{}', new Date())

  expect(await codeOf(await post(source, '{} ', headers))).toEqual(problem(401, 'signature-wrong'))
})

test.each(timed)('the door of %s refuses a message of ten minutes ago', async (source) => {
  const headers = proofs[source](stack.secrets.signing[source], '{}', new Date(Date.now() - 600_000))

  expect(await codeOf(await post(source, '{}', headers))).toEqual(problem(401, 'timestamp-stale'))
})

test('one webhook of HaloPSA with several tickets begins all that are right, and names those that are not', async () => {
  const right = await see.openTicket(aRoom('b-right'), 'halopsa')
  const wrong = await see.openTicket(aRoom('b-wrong', { usageLocation: 'XX' }), 'halopsa')
  const body = JSON.stringify([wrong, right, '999999'].map((id) => ({ event: 'Any', ticket: { id: Number(id) } })))

  const answer = await post('halopsa', body, proofs.halopsa(stack.secrets.signing.halopsa, body, new Date()))

  const { errors } = (await answer.json()) as { errors: { path: string }[] }
  expect(answer.status).toBe(422)
  expect(errors.map(({ path }) => path)).toEqual([`ticket.${wrong}.customfields.CFUsageLocation`, 'ticket.999999'])
  expect((await see.answered(right)).state).toBe('resolved')
})

test('one ticket of Jira asks for two rooms: each is a request of its own, and the ticket ends when both have', async () => {
  const field = (item: number, place: number) => `customfield_${10_100 + item * 100 + place}`
  const fieldsOf = (item: number, name: string) => ({
    [field(item, 0)]: name,
    [field(item, 1)]: { value: 'TST' },
    [field(item, 6)]: `${name}@contoso.onmicrosoft.com`,
    [field(item, 13)]: { value: 'NO' },
  })
  const ticket = await see.openTicket(aRoom('j-one', { usageLocation: 'XX' }), 'jira')
  const body = JSON.stringify({
    timestamp: Date.now(),
    webhookEvent: 'jira:issue_updated',
    issue: {
      key: ticket,
      fields: {
        status: { name: 'In progress' },
        reporter: { displayName: 'Rita', emailAddress: 'rita@contoso.onmicrosoft.com' },
        updated: new Date().toISOString().replace('Z', '+0000'),
        ...fieldsOf(1, 'j-one'),
        ...fieldsOf(2, 'j-two'),
      },
    },
  })

  const answer = await post('jira', body, proofs.jira(stack.secrets.signing.jira, body, new Date()))

  const { requests } = (await answer.json()) as { requests: { id: string }[] }
  expect([answer.status, requests.length]).toEqual([202, 2])
  const states = await waitFor('both rooms', async () => {
    const seen = await Promise.all(requests.map(async ({ id }) => (await see.api(`/requests/${id}`)).json()))
    const all = (seen as { state: string }[]).map(({ state }) => state)
    return all.every((state) => state === 'ready') && all
  })
  expect(states).toEqual(['ready', 'ready'])
  await waitFor('the last answer', async () => (await see.ticket(ticket)).state === 'resolved')
})

test.each(['jira', 'freshservice'] as const)(
  'an approval of %s itself is the decision that is waited for',
  async (source) => {
    const address = `p-${source}@contoso.onmicrosoft.com`
    await see.tenant('/accounts', 'POST', { kind: 'shared', address, displayName: `p-${source}` })
    const ticket = await see.openTicket(aRoom(`p-${source}`), source)
    await see.asked(ticket)
    await nextSecond()

    await see.decideOnTicket(ticket, { state: 'approved', by: 'adam@contoso.onmicrosoft.com' })

    expect(await see.told(ticket, 'approved it')).toContain('adam@contoso.onmicrosoft.com approved it')
    expect((await see.answered(ticket)).state).toBe('resolved')
  },
)

sequential(
  'a ticket that cannot be read now is sent again by Zendesk, and comes with its next change from HaloPSA',
  async () => {
    await deskAtRest()
    const failReading = () => rehearse('faults', { kind: 'status', status: 503, times: 1 })
    const triesOf = async (ticket: string) => (await see.ticket(ticket)).deliveries[0]?.attempts ?? []
    await failReading()
    const again = await see.openTicket(aRoom('r-zendesk'), 'zendesk')
    await waitFor('the first try', async () => (await triesOf(again)).length === 1)
    await failReading()
    const changed = await see.openTicket(aRoom('r-halopsa'), 'halopsa')
    await waitFor('the failure', async () => (await see.ticket(changed)).deliveries[0]?.state === 'failed')

    await see.changeTicket(changed, { capacity: 9 })

    expect((await see.answered(changed)).state).toBe('resolved')
    expect((await see.answered(again)).state).toBe('resolved')
    expect((await triesOf(again)).map(({ status }) => status)).toEqual([503, 202])
  },
)

sequential(
  'a desk that is away for a while, and then loses answers, gets each answer of every system once',
  async () => {
    const tickets: string[] = []
    for (const source of sources) tickets.push(await see.openTicket(aRoom(`o-${source}`), source))
    await Promise.all(tickets.map((ticket) => see.request(ticket)))
    await rehearse('faults', { kind: 'lostAnswer', times: 6 })
    await rehearse('faults', { kind: 'status', status: 429, retryAfter: '1', times: 4 })
    await rehearse('faults', { kind: 'down', seconds: 5 })
    await Promise.all(
      tickets.map((ticket) => waitFor('the room', async () => (await see.request(ticket)).state === 'ready')),
    )

    const seen = await Promise.all(tickets.map((ticket) => see.answered(ticket, 110)))

    for (const [place, source] of sources.entries())
      expect([source, referencesOn(seen[place] ?? { comments: [] })]).toEqual([source, ['1', '2', '3']])
  },
)
