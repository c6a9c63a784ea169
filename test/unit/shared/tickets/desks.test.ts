import { describe, expect, it } from 'vitest'
import type { SourceName } from '../../../../shared/sources.ts'
import { statesOf, ticketSystems } from '../../../../shared/tickets/systems.ts'
import { deskWith } from '../../../kit/answeringSend.ts'

const haloStates = { 'in-progress': '2', waiting: '3', resolved: '8', failed: '25', cancelled: '26' }
const answer = { text: 'A <b>room</b>.\nReference abc/1', state: 'resolved' as const, reference: 'abc/1' }

/** What a desk sends to post an answer, read to do so left out. */
async function posted(source: SourceName, ticket: string, answers: Record<string, unknown>, wanted: object = {}) {
  const { access, sent } = deskWith(answers)
  const states = statesOf(source, source === 'halopsa' ? haloStates : {})
  await ticketSystems[source].makeDesk(access, states).post(ticket, { ...answer, ...wanted })
  return sent
    .filter(({ method, url }) => method !== 'GET' && !url.endsWith('/auth/token'))
    .map(({ method, url, body = '' }) => [method, new URL(url).pathname, JSON.parse(body) as unknown])
}

describe('an answer in Jira', () => {
  const issue = '/rest/api/2/issue/ROOM-7'
  const comment = ['POST', '/rest/servicedeskapi/request/ROOM-7/comment', { body: answer.text, public: true }]
  const jiraIn = (status: string, ...ways: string[]) => ({
    [issue]: { fields: { status: { name: status } } },
    [`${issue}/transitions`]: { transitions: ways.map((name, place) => ({ id: String(place), to: { name } })) },
    '/rest/servicedeskapi/request/ROOM-7/comment': {},
  })

  it('moves the issue first: who finds the comment knows that all was done', async () => {
    expect(await posted('jira', 'ROOM-7', jiraIn('Pending', 'Canceled', 'RESOLVED'))).toEqual([
      ['POST', `${issue}/transitions`, { transition: { id: '1' } }],
      comment,
    ])
  })

  it.each([
    ['is cancelled', jiraIn('canceled', 'Resolved')],
    ['is there already', jiraIn('Resolved', 'Resolved')],
    ['has no way there', jiraIn('Pending', 'In progress')],
  ])('leaves the issue where it is when it %s', async (_, answers) => {
    expect(await posted('jira', 'ROOM-7', answers)).toEqual([comment])
  })
})

describe('an answer in HaloPSA', () => {
  const found = (status_id: number) => ({
    '/auth/token': { access_token: 'abc' },
    '/api/actions': {},
    '/api/tickets/7': { status_id, dateoccurred: 'x', last_update: '2026-11-23T08:00:00', customfields: [] },
  })
  const action = {
    ticket_id: 7,
    outcome: 'Roomwright',
    note_html: 'A &lt;b&gt;room&lt;/b&gt;.<br>Reference abc/1',
    hiddenfromuser: false,
  }

  it('is one action, with its status', async () => {
    expect(await posted('halopsa', '7', found(2))).toEqual([['POST', '/api/actions', [{ ...action, new_status: 8 }]]])
  })

  it('leaves a cancelled ticket its status', async () => {
    expect(await posted('halopsa', '7', found(26), { state: 'failed' })).toEqual([['POST', '/api/actions', [action]]])
  })
})

it('an answer in Zendesk is one call', async () => {
  expect(await posted('zendesk', '35436', { '/api/v2/tickets/35436': {} })).toEqual([
    ['PUT', '/api/v2/tickets/35436', { ticket: { comment: { body: answer.text, public: true }, status: 'solved' } }],
  ])
})

it('an answer in Freshservice sets the status first, and its note is no markup', async () => {
  expect(await posted('freshservice', 'SR-77', { '/api/v2/tickets/77': {}, '/api/v2/tickets/77/notes': {} })).toEqual([
    ['PUT', '/api/v2/tickets/77', { status: 4 }],
    ['POST', '/api/v2/tickets/77/notes', { body: 'A &lt;b&gt;room&lt;/b&gt;.<br>Reference abc/1', private: false }],
  ])
})

it('an answer on a later page of a long conversation in Freshservice is found', async () => {
  const pages: Record<string, unknown> = {
    1: { conversations: Array.from({ length: 100 }, () => ({ body_text: 'Hello' })) },
    2: { conversations: [{ body_text: 'Ready.\nReference abc/1' }] },
  }
  const { access } = deskWith({})
  const send = async ({ url }: { url: string }) => Response.json(pages[new URL(url).searchParams.get('page') ?? ''])

  const desk = ticketSystems.freshservice.makeDesk({ ...access, send }, statesOf('freshservice'))

  expect(await desk.hasAnswer('SR-77', 'abc/1')).toBe(true)
})
