import { describe, expect, it } from 'vitest'
import { Secret } from '../../../../shared/secret.ts'
import { statesOf } from '../../../../shared/tickets/systems.ts'
import { servicenow } from '../../../../shared/tickets/servicenow.ts'
import { faultsIn, read } from '../../../kit/reading.ts'
import { start } from '../../../kit/records.ts'
import { aRequester } from '../../../kit/rooms.ts'
import { scriptSend } from '../../../kit/scriptedSend.ts'
import { aServiceNowMessage } from '../../../kit/webhooks.ts'

const sysId = 'a'.repeat(32)
const ticket = `RITM0010001:${sysId}`
const roomOf = async (variables: Record<string, string>) => {
  const [message] = await read('servicenow', aServiceNowMessage(variables))
  return message?.kind === 'request' ? message.room : undefined
}
const aDecision = (changes: object = {}) => ({
  type: 'approval.decided',
  timestamp: start,
  data: { table: 'sc_req_item', sys_id: sysId, number: 'RITM0010001', sys_mod_count: '8', ...changes },
})
const problemsOf = (message: unknown) => faultsIn('servicenow', message)

describe('a request item', () => {
  it('is known by number and id, in the state that the record had', async () => {
    expect(await read('servicenow', aServiceNowMessage())).toMatchObject([
      { kind: 'request', ticket, item: 1, revision: 7, requester: aRequester() },
    ])
  })

  it('has its details in variables of their own, lists by commas', async () => {
    expect(
      await roomOf({
        profile: 'training',
        capacity: '20',
        tags: 'Window, Whiteboard',
        wheelchair_accessible: 'true',
        hidden: 'false',
        room_list: 'Oslo rooms',
        working_days: 'Monday,Friday',
        working_from: '08:00',
        working_until: '16:00',
        time_zone: 'Europe/Oslo',
        calendar_view: 'subjects',
        language: 'nb-NO',
      }),
    ).toMatchObject({
      profile: 'training',
      tags: ['Window', 'Whiteboard'],
      wheelchairAccessible: true,
      hidden: false,
      roomList: 'Oslo rooms',
      workingHours: { days: ['Monday', 'Friday'], start: '08:00', end: '16:00' },
      calendarView: 'subjects',
      language: 'nb-NO',
    })
  })

  it.each([
    [{ working_from: '08:00', working_until: '07:00', time_zone: 'Europe/Oslo' }, 'working_until'],
    [
      { working_days: 'Payday', working_from: '08:00', working_until: '17:00', time_zone: 'Europe/Oslo' },
      'working_days',
    ],
    [{ tags: 'a,A' }, 'tags'],
  ])('with %j is refused by the variable %s', async (variables, name) => {
    expect(await problemsOf(aServiceNowMessage(variables as Record<string, string>))).toEqual([
      `data.variables.${name}`,
    ])
  })

  it('becomes a room, variable by variable', async () => {
    expect(
      await roomOf({
        building: 'Fjordgata 1',
        floor: '4',
        module: '2',
        capacity: '12',
        address: 'MTR-1@contoso.com',
        services: 'teams',
        licence: 'basic',
        phone_number: '+4722334455',
        enterprise_voice: 'true',
        dial_in: 'false',
        dial_out: 'domestic',
        time_zone: 'Europe/Oslo',
        installation_date: '2027-01-31',
        password: 'keep',
        action: 'check',
      }),
    ).toEqual({
      name: 'Board',
      site: 'OSL',
      building: 'Fjordgata 1',
      floor: '4',
      module: 2,
      capacity: 12,
      address: 'mtr-1@contoso.com',
      services: 'teams',
      licence: 'basic',
      phoneNumber: '+4722334455',
      enterpriseVoice: true,
      dialIn: false,
      dialOut: 'domestic',
      usageLocation: 'NO',
      timeZone: 'W. Europe Standard Time',
      installOn: '2027-01-31',
      password: 'keep',
      action: 'check',
    })
  })

  it('has no field for an empty variable', async () => {
    const room = await roomOf({ building: '', floor: '  ', capacity: '' })

    expect(room).not.toHaveProperty('building')
    expect(room).not.toHaveProperty('floor')
    expect(room).not.toHaveProperty('capacity')
  })

  it('that was cancelled needs no sensible variables', async () => {
    const message = { ...aServiceNowMessage({ capacity: 'many' }), type: 'room.cancelled' }

    expect(await read('servicenow', message)).toEqual([{ kind: 'withdraw', ticket, item: 1, revision: 7 }])
  })

  it('whose approval was decided is to be looked at', async () => {
    expect(await read('servicenow', aDecision())).toEqual([{ kind: 'look', ticket, item: 1 }])
  })
})

describe('a mistake', () => {
  it.each<[string, Record<string, string>, string]>([
    ['words for a number', { capacity: 'many' }, 'capacity'],
    ['an endless number', { module: '1'.repeat(10) }, 'module'],
    ['a truth that is none', { enterprise_voice: 'perhaps' }, 'enterprise_voice'],
    ['an unknown zone', { time_zone: 'Mars/Olympus' }, 'time_zone'],
    ['a day that does not exist', { installation_date: '2027-02-30' }, 'installation_date'],
    ['an unknown country', { usage_location: 'XX' }, 'usage_location'],
    ['no name', { room_name: '' }, 'room_name'],
  ])('in a variable is told by its name: %s', async (_, variables, name) => {
    expect(await problemsOf(aServiceNowMessage(variables))).toEqual([`data.variables.${name}`])
  })

  it.each<[string, object, string]>([
    ['an unknown variable', aServiceNowMessage({ colour: 'red' }), 'data.variables.colour'],
    ['another table', aServiceNowMessage({}, { table: 'incident' }), 'data.table'],
    ['an id that is a query', aServiceNowMessage({}, { sys_id: `${'a'.repeat(31)}^` }), 'data.sys_id'],
    ['a number that is a path', aServiceNowMessage({}, { number: 'RITM/..' }), 'data.number'],
    ['a decision inside', aDecision({ state: 'approved' }), 'data.state'],
    ['an approval of another table', aDecision({ table: 'change_request' }), 'data.table'],
    ['a count that is none', aServiceNowMessage({}, { sys_mod_count: '-1' }), 'data.sys_mod_count'],
  ])('in the message is told by its path: %s', async (_, message, path) => {
    expect(await problemsOf(message)).toEqual([path])
  })

  it('in a variable is told together with one in the message', async () => {
    expect(await problemsOf(aServiceNowMessage({ capacity: 'many' }, { sys_mod_count: 'x' }))).toHaveLength(2)
  })
})

describe('the desk', () => {
  const deskOf = (body: unknown) => {
    const { send, sent } = scriptSend({ body }, { body })
    return {
      desk: servicenow.makeDesk(
        { url: 'https://x.service-now.com', key: new Secret('k-1'), send },
        statesOf('servicenow'),
      ),
      sent,
    }
  }

  it.each([
    ['in-progress', '2'],
    ['waiting', '-5'],
    ['resolved', '3'],
    ['failed', '4'],
  ] as const)('gets a comment, and the state %s as %s', async (state, number) => {
    const { desk, sent } = deskOf({ result: { state: '1' } })

    await desk.post(ticket, { text: 'Ready.', state, reference: 'abc/1' })

    expect(sent.at(-1)).toMatchObject({
      method: 'PATCH',
      url: `https://x.service-now.com/api/now/table/sc_req_item/${sysId}`,
      headers: { 'x-sn-apikey': 'k-1' },
      json: { comments: 'Ready.', state: number },
    })
  })

  it('leaves an item cancelled that people have cancelled', async () => {
    const { desk, sent } = deskOf({ result: { state: '7' } })

    await desk.post(ticket, { text: 'It was cancelled.', state: 'failed', reference: 'abc/1' })

    expect(sent.at(-1)?.json).toEqual({ comments: 'It was cancelled.' })
  })

  it.each([
    [[], false],
    [[{ sys_id: 'b' }], true],
  ])('is asked for a comment with the reference: %j', async (result, expected) => {
    const { desk, sent } = deskOf({ result })

    expect(await desk.hasAnswer(ticket, 'abc/1')).toBe(expected)
    expect(decodeURIComponent(sent[0]?.url ?? '')).toContain(`element_id=${sysId}^element=comments^valueLIKEabc/1`)
  })
})
