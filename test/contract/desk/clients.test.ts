import { expect, test } from 'vitest'
import { sources, type Source } from '../../../local/desk/sources.ts'
import { haloFields, haloStatuses } from '../../../local/desk/systems/halopsa.ts'
import { jiraFields } from '../../../local/desk/systems/jira.ts'
import { zendeskFields } from '../../../local/desk/systems/zendesk.ts'
import { systemClock } from '../../../shared/clock.ts'
import { makeSend } from '../../../shared/http/outbound.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { Secret } from '../../../shared/secret.ts'
import { deskPolicy, makeDesks, ticketSystems } from '../../../shared/tickets/systems.ts'
import { failureOf } from '../../kit/failures.ts'
import { read } from '../../kit/reading.ts'
import { secrets, startBoth, tokens, type Received } from './kit.ts'

const soon = { timeout: 10_000, interval: 20 }
const send = makeSend({ clock: systemClock, inFlight: 8, ...deskPolicy })
const fields = { jira: jiraFields, zendesk: zendeskFields, halopsa: haloFields } as Partial<Record<Source, object[]>>
const haloStates = Object.fromEntries(Object.entries(haloStatuses).map(([name, id]) => [name, String(id)]))

const placeOf = (source: Source, url: string, key = tokens[source]) => ({
  url: source === 'servicenow' ? url : `${url}/${source}`,
  key: new Secret(key),
  ...(source === 'halopsa' && { states: haloStates }),
})

/** The product's own client of one system. */
function clientOf(source: Source, url: string, key?: string) {
  const client = makeDesks({ [source]: placeOf(source, url, key) }, send)[source]
  if (!client) throw new Error(`no client for ${source}`)
  return client
}

const referenceOf = ({ ticket, key }: { ticket: string; key: string }, source: Source): string =>
  source === 'servicenow' ? `${ticket}:${key}` : ticket

async function startWithTicket(source: Source, opening: object = {}) {
  const both = await startBoth([], { echo: false })
  const ticket = await both.desk.open({ source, ...opening })
  const seen = () => both.desk.read(ticket)
  const reference = referenceOf(await seen(), source)
  return { ...both, ticket, seen, reference, client: clientOf(source, both.desk.url) }
}

test.each(sources)(
  'an answer stands on a ticket of %s with its state, and is found by its reference',
  async (source) => {
    const { client, reference, seen } = await startWithTicket(source)
    const text = 'The room "<b>Board</b> & Co" is ready.\n=1+1\nReference 0a1b/1'

    const before = await client.hasAnswer(reference, '0a1b/1')
    await client.post(reference, { text, state: 'resolved', reference: '0a1b/1' })

    const { comments, state } = await seen()
    expect(before).toBe(false)
    expect(comments).toMatchObject([{ kind: 'comment', text }])
    expect(state).toBe('resolved')
    expect(await client.hasAnswer(reference, '0a1b/1')).toBe(true)
    expect(await client.hasAnswer(reference, '0a1b/2')).toBe(false)
  },
)

test.each(sources)('an answer without a state leaves that of a ticket of %s as it is', async (source) => {
  const { client, reference, seen } = await startWithTicket(source)

  await client.post(reference, { text: 'Reference 0a1b/1', reference: '0a1b/1' })

  expect((await seen()).state).toBe('new')
})

test.each(sources)('a ticket of %s that was cancelled stays so when it is answered', async (source) => {
  const { client, reference, seen, desk, ticket } = await startWithTicket(source)
  await desk.call('POST', `/tickets/${ticket}/cancel`)

  await client.post(reference, { text: 'Cancelled.\nReference 0a1b/1', state: 'failed', reference: '0a1b/1' })

  expect(await seen()).toMatchObject({ state: 'cancelled', comments: [{ kind: 'comment' }] })
})

test.each(sources)('a wrong key for %s, and a wait that it asks for, are put off and not failed', async (source) => {
  const { desk, reference, client } = await startWithTicket(source)
  const stranger = clientOf(source, desk.url, 'name:wrong-key')

  const refused = await failureOf(stranger.hasAnswer(reference, '0a1b/1'))
  await desk.call('POST', '/rehearsal/faults', { kind: 'status', status: 429, retryAfter: '77', times: 1 })
  const throttled = await failureOf(client.hasAnswer(reference, '0a1b/1'))

  expect(refused).toBeInstanceOf(Transient)
  expect(throttled).toMatchObject({ name: 'Transient', seconds: 77 })
})

const arrivalOf = ({ headers, body }: Received) => ({
  headers: new Headers(headers as Record<string, string>),
  body: Buffer.from(body),
})
const room = { name: 'Board 4', site: 'OSL', capacity: 8, usageLocation: 'NO', enterpriseVoice: true }

test.each(sources)(
  'the product is convinced by a webhook of %s, and reads the room that was opened',
  async (source) => {
    const { desk, received, reference } = await startWithTicket(source, { room })
    await expect.poll(() => received.length, soon).toBe(1)
    const [webhook] = received as [Received]
    const { verify } = ticketSystems[source]
    const now = new Date()

    verify(arrivalOf(webhook), [new Secret(secrets[source])], now)
    const forged = await failureOf(
      Promise.resolve().then(() => verify(arrivalOf(webhook), [new Secret('another secret')], now)),
    )
    const access = { ...placeOf(source, desk.url), send }
    const needs = { access, ...(fields[source] && { fields: fields[source] }) }
    const messages = await read(source, JSON.parse(webhook.body), needs)

    expect(forged).toMatchObject({ name: 'Problem' })
    expect(messages).toMatchObject([
      {
        kind: 'request',
        ticket: reference,
        item: 1,
        requester: { name: 'Rita Requester', email: 'rita@contoso.onmicrosoft.com' },
        room,
      },
    ])
  },
)

test.each(sources)(
  'each change of a ticket of %s is a later revision, and its cancellation a withdrawal',
  async (source) => {
    const { desk, received, ticket } = await startWithTicket(source, { room, item: 2 })
    const access = { ...placeOf(source, desk.url), send }
    const needs = { access, ...(fields[source] && { fields: fields[source] }) }
    const readLast = () => read(source, JSON.parse(received.at(-1)?.body ?? ''), needs)
    await expect.poll(() => received.length, soon).toBe(1)
    const [first] = await readLast()
    const { updatedAt } = await desk.read(ticket)
    await expect.poll(() => Math.floor(Date.now() / 1_000) > Math.floor(Date.parse(updatedAt) / 1_000), soon).toBe(true)

    await desk.call('PATCH', `/tickets/${ticket}`, { room: { capacity: 12 } })
    await expect.poll(() => received.length, soon).toBe(2)
    const [second] = await readLast()
    await desk.call('POST', `/tickets/${ticket}/cancel`)
    await expect.poll(() => received.length, soon).toBe(3)
    const [third] = await readLast()

    expect([first?.item, second?.item, third?.item]).toEqual([2, 2, 2])
    expect(second).toMatchObject({ kind: 'request', room: { capacity: 12 } })
    expect(third?.kind).toBe('withdraw')
    expect(revisionOf(second)).toBeGreaterThan(revisionOf(first))
    expect(revisionOf(third)).toBeGreaterThanOrEqual(revisionOf(second))
  },
)

const revisionOf = (message: object | undefined): number => Object(message).revision as number
