import { builtInProfiles } from '../../../../shared/room/profiles.ts'
import { describe, expect, it } from 'vitest'
import { fieldMapsSchema, statesSchema } from '../../../../shared/ticketForm.ts'
import { deskWith } from '../../../kit/answeringSend.ts'
import { codeIn, jsonIn } from '../../../kit/guides.ts'
import { faultsIn, read } from '../../../kit/reading.ts'
import { start } from '../../../kit/records.ts'

const rita = { name: 'Rita Requester', email: 'rita@contoso.com' }
const board = {
  name: 'Board 4',
  site: 'OSL',
  capacity: 12,
  floor: '4',
  usageLocation: 'NO',
  timeZone: 'W. Europe Standard Time',
}
const revision = Date.parse('2026-11-21T08:20:00.000Z')
/** The guides tell the time at the vendor's: 09:20 in Oslo, or UTC. */
const laterRevision = Date.parse('2026-11-21T09:20:00.000Z')

describe('the guide of Jira', () => {
  const [map, message] = jsonIn('jira') as [unknown, { issue: { fields: object } }]
  const fields = fieldMapsSchema.parse(map)

  it('has a webhook that is the room of its fields', async () => {
    expect(await read('jira', message, { fields })).toEqual([
      {
        kind: 'request',
        ticket: 'ROOM-7',
        item: 1,
        revision,
        requester: rita,
        room: expect.objectContaining({ ...board, installOn: '2027-01-15' }),
      },
    ])
  })

  const change = (issue: object, rest: object = {}) => ({
    ...message,
    issue: { ...message.issue, fields: { ...message.issue.fields, ...issue } },
    ...rest,
  })

  it.each<[string, object, string[]]>([
    [
      'several fields at once',
      { customfield_10202: 0, customfield_10204: { value: 'XX' }, reporter: { displayName: 'Rita' } },
      ['issue.fields.customfield_10202', 'issue.fields.customfield_10204', 'issue.fields.reporter.emailAddress'],
    ],
    [
      'an empty form',
      { customfield_10200: null, customfield_10201: null },
      ['issue.fields.customfield_10200', 'issue.fields.customfield_10201'],
    ],
    ['nobody who asks', { reporter: null }, ['issue.fields.reporter.emailAddress']],
    ['a time that is none', { updated: 'yesterday' }, ['issue.fields.updated']],
  ])('is refused with %s, by path', async (_, issue, paths) => {
    expect(await faultsIn('jira', change(issue), { fields })).toEqual(paths)
  })

  it.each<[string, object]>([
    ['a key that is a path', { issue: { ...message.issue, key: '../ROOM-1' } }],
    ['an event of comments', { webhookEvent: 'comment_created' }],
  ])('is refused with %s', async (_, rest) => {
    expect(await faultsIn('jira', { ...message, ...rest }, { fields })).toHaveLength(1)
  })

  it.each<[string, object, object, number]>([
    ['is cancelled', { status: { name: 'canceled' }, customfield_10200: null, reporter: null }, {}, revision],
    ['is deleted', {}, { webhookEvent: 'jira:issue_deleted', timestamp: 1_795_248_000_009 }, 1_795_248_000_009],
  ])('has an issue that %s withdrawn, whatever its fields say', async (_, issue, rest, at) => {
    expect(await read('jira', change(issue, rest), { fields })).toEqual([
      { kind: 'withdraw', ticket: 'ROOM-7', item: 1, revision: at },
    ])
  })

  it('has an issue whose status changed looked at too', async () => {
    const moved = change({}, { webhookEvent: 'jira:issue_updated', changelog: { items: [{ field: 'status' }] } })

    expect(await read('jira', moved, { fields })).toMatchObject([
      { kind: 'request' },
      { kind: 'look', ticket: 'ROOM-7', item: 1 },
    ])
  })

  it('refuses a day in the past of a new issue alone', async () => {
    const past = { customfield_10206: '2026-01-15' }

    expect(await faultsIn('jira', change(past), { fields })).toEqual(['issue.fields.customfield_10206'])
    expect(await read('jira', change(past, { webhookEvent: 'jira:issue_updated' }), { fields })).toHaveLength(1)
  })
})

describe('the guide of Zendesk', () => {
  const [template] = codeIn('zendesk', 'json')
  const [, map, found] = jsonIn('zendesk') as [unknown, unknown, { ticket: object; users: object[] }]
  const fields = fieldMapsSchema.parse(map)
  const message = JSON.parse(template?.replace('{{ticket.id}}', '35436') ?? '') as unknown
  const needsOf = (ticket: object = {}, rest: object = {}) => ({
    fields,
    ...deskWith({ '/api/v2/tickets/35436': { ...found, ticket: { ...found.ticket, ...ticket }, ...rest } }),
  })

  it('has a ticket that is the room of its fields', async () => {
    const { sent, ...needs } = needsOf()

    expect(await read('zendesk', message, needs)).toEqual([
      {
        kind: 'request',
        ticket: '35436',
        item: 1,
        revision: laterRevision,
        requester: rita,
        room: expect.objectContaining(board),
      },
    ])
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: 'https://desk.contoso.com/api/v2/tickets/35436?include=users',
      headers: { authorization: `Basic ${Buffer.from('name:key').toString('base64')}` },
    })
  })

  it('has one with the tag withdrawn', async () => {
    expect(await read('zendesk', message, needsOf({ tags: ['room', 'room_cancelled'] }))).toEqual([
      { kind: 'withdraw', ticket: '35436', item: 1, revision: laterRevision },
    ])
  })

  it.each<[string, unknown, string[]]>([
    ['a number that is a path', { ticket: '1/../2' }, ['ticket']],
    ['a template that was not filled in', JSON.parse(template ?? ''), ['ticket']],
    ['a ticket that is not there', { ticket: '1' }, ['ticket']],
    ['more than it shall say', { ticket: '35436', url: 'https://evil.example' }, ['url']],
  ])('is refused with %s', async (_, sent, paths) => {
    expect(await faultsIn('zendesk', sent, needsOf())).toEqual(paths)
  })

  it('is refused with every wrong field of the ticket, by its id', async () => {
    const custom_fields = [
      { id: 360_000_000_101, value: 'Board\u0000' },
      { id: 360_000_000_103, value: 'many' },
    ]

    expect(await faultsIn('zendesk', message, needsOf({ custom_fields }, { users: [] }))).toEqual([
      'ticket.custom_fields.360000000101',
      'ticket.custom_fields.360000000102',
      'ticket.custom_fields.360000000103',
      'ticket.custom_fields.360000000105',
      'ticket.requester.email',
    ])
  })
})

describe('the guide of Freshservice', () => {
  const [named, changed, approval, ticket, items] = jsonIn('freshservice') as [unknown, object, object, object, Items]
  interface Items {
    requested_items: { custom_fields: object }[]
  }
  const withNumber = (message: object) => ({ ...message, ticket: 'SR-77' })
  const needsOf = (found: object = items) =>
    deskWith({ '/api/v2/tickets/77': ticket, '/api/v2/tickets/77/requested_items': found })

  it('has a service request whose first item is the room of its fields, and whose other item is left alone', async () => {
    expect(await read('freshservice', withNumber(changed), needsOf())).toEqual([
      {
        kind: 'request',
        ticket: 'SR-77',
        item: 1,
        revision: laterRevision,
        requester: rita,
        room: expect.objectContaining({ ...board, enterpriseVoice: false }),
      },
    ])
  })

  it.each(['SR-77', '#SR-77', '77'])('has the same ticket when its placeholder gives %s', async (ticket) => {
    expect(await read('freshservice', { event: 'changed', ticket }, needsOf())).toMatchObject([{ ticket: 'SR-77' }])
  })

  it('has each of its rooms looked at when an approval was decided', async () => {
    expect(await read('freshservice', withNumber(approval), needsOf())).toEqual([
      { kind: 'look', ticket: 'SR-77', item: 1 },
    ])
  })

  it('has names with a number behind them, which are a map of fields', async () => {
    const { custom_fields } = items.requested_items[0] ?? { custom_fields: {} }
    const renamed = Object.fromEntries(Object.entries(custom_fields).map(([name, value]) => [`${name}_42`, value]))
    const found = { requested_items: [{ ...items.requested_items[0], custom_fields: renamed }] }
    const fields = fieldMapsSchema.parse(named)

    const [message] = await read('freshservice', withNumber(changed), { ...needsOf(found), fields })

    expect(message).toMatchObject({ room: { name: 'Board 4', capacity: 12 } })
  })

  it('has a cancelled item withdrawn, at the time at which the item was', async () => {
    const [first, second] = items.requested_items
    const cancelled = { ...first, stage: 3, updated_at: '2026-11-22T09:20:00Z' }

    expect(await read('freshservice', withNumber(changed), needsOf({ requested_items: [second, cancelled] }))).toEqual([
      { kind: 'withdraw', ticket: 'SR-77', item: 1, revision: Date.parse('2026-11-22T09:20:00Z') },
    ])
  })

  it('takes what is right of several items, and names the fields of what is not', async () => {
    const [first] = items.requested_items
    const wrong = {
      ...first,
      id: 21_000_277_490,
      custom_fields: { room_name: 'Fjord', site: 'OSL', usage_location: 'XX' },
    }

    const found = { requested_items: [first, wrong] }

    expect(await faultsIn('freshservice', withNumber(changed), needsOf(found))).toEqual([
      'requested_items.2.custom_fields.usage_location',
    ])
  })

  it.each<[string, unknown, string[]]>([
    ['a number that is a path', { event: 'changed', ticket: 'SR-1/../2' }, ['ticket']],
    ['an incident', { event: 'changed', ticket: 'INC-77' }, ['ticket']],
    ['a template that was not filled in', changed, ['ticket']],
    ['a request that is not there', { event: 'changed', ticket: 'SR-1' }, ['ticket']],
    ['an unknown event', { event: 'painted', ticket: 'SR-77' }, ['event']],
  ])('is refused with %s', async (_, message, paths) => {
    expect(await faultsIn('freshservice', message, needsOf())).toEqual(paths)
  })
})

describe('the guide of HaloPSA', () => {
  const [maps, states, batch, found] = jsonIn('halopsa') as [unknown, unknown, object[], { customfields: object[] }]
  const token = { '/auth/token': { access_token: 'abc' } }
  const other = { ...found, id: 2_002, status_id: 26 }
  const needsOf = (first: object = found) =>
    deskWith({ ...token, '/api/tickets/2001': first, '/api/tickets/2002': other })

  it('has a batch of which each ticket is read once', async () => {
    const { sent, ...needs } = needsOf()

    expect(await read('halopsa', batch, needs)).toEqual([
      {
        kind: 'request',
        ticket: '2001',
        item: 1,
        revision: Date.parse('2026-11-21T09:20:00.123Z'),
        requester: rita,
        room: expect.objectContaining({ name: 'Board 4', capacity: 12, installOn: '2027-01-15' }),
      },
      { kind: 'withdraw', ticket: '2002', item: 1, revision: Date.parse('2026-11-21T09:20:00.123Z') },
    ])
    expect(sent.map(({ url }) => url.split('?')[0]?.split('/').at(-1))).toEqual(['token', '2001', '2002'])
    expect(sent[0]?.body).toBe('grant_type=client_credentials&client_id=name&client_secret=key&scope=all')
    expect(sent[1]?.headers).toMatchObject({ authorization: 'Bearer abc' })
  })

  it('has one event too, without a list', async () => {
    expect(await read('halopsa', batch[0], needsOf())).toMatchObject([{ kind: 'request', ticket: '2001' }])
  })

  it('has a form for two rooms', async () => {
    const fields = fieldMapsSchema.parse(maps)
    const customfields = [
      { name: 'CFRoomName', value: 'Board 4' },
      { name: 'CFRoomName2', value: 'Fjord' },
      { name: 'CFSite', value: 'OSL' },
      { name: 'CFCountry', value: 'NO' },
    ]

    const messages = await read('halopsa', batch[0], { ...needsOf({ ...found, customfields }), fields })

    expect(messages).toMatchObject([
      { item: 1, room: { name: 'Board 4' } },
      { item: 2, room: { name: 'Fjord' } },
    ])
  })

  it('has words for states', () => {
    expect(statesSchema({ areNumbers: true, areAll: true }).parse(states)).toMatchObject({
      resolved: '8',
      cancelled: '26',
    })
  })

  it('is refused with every wrong field of every ticket, by ticket and name', async () => {
    const customfields = [
      { name: 'CFRoomName', value: 'Board 4' },
      { name: 'CFUsageLocation', value: 'XX' },
    ]
    const needs = needsOf({ ...found, useremail: '', customfields })

    expect(await faultsIn('halopsa', [...batch, { ticket: { id: 7 } }], needs)).toEqual([
      'ticket.2001.customfields.CFSite',
      'ticket.2001.customfields.CFUsageLocation',
      'ticket.2001.useremail',
      'ticket.7',
    ])
  })

  it('is refused with more events than are read at once', async () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ ticket: { id: index + 1 } }))

    expect(await faultsIn('halopsa', many, needsOf())).toHaveLength(1)
  })
})

const texts = ['=HYPERLINK("https://evil.example")', '<img src=x onerror=alert(1)>', '{{7*7}}', "'; DROP TABLE rooms"]

it.each(texts)('%s is text like any other', async (name) => {
  const [map, message] = jsonIn('jira') as [unknown, { issue: { fields: object } }]
  const fields = { ...message.issue.fields, customfield_10200: name }

  const [request] = await read(
    'jira',
    { ...message, issue: { ...message.issue, fields } },
    { fields: fieldMapsSchema.parse(map), rules: { today: start.slice(0, 10), profiles: builtInProfiles } },
  )

  expect(request).toMatchObject({ room: { name } })
})
