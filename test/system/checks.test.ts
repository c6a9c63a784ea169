import { afterAll, beforeAll, expect, test as sequential } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

/** Each test has a room of its own. */
const test = sequential.concurrent

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack(['--probe'])
  see = observe(stack)
})
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const meetingsOf = async (name: string) =>
  (await see.tenant<{ meetings: object[] }>(`/accounts/${addressOf(name)}`)).meetings
/** What was written that names the room, by call. */
const writesTo = (name: string) =>
  see.journal(addressOf(name)).filter(({ effect, item }) => effect && item !== undefined)

const board = (more: object = {}) => ({
  name: 'Board Room 1',
  site: 'OSL',
  building: 'Aker Brygge 1',
  floor: 4,
  capacity: 10,
  usageLocation: 'NO',
  timeZone: 'Europe/Oslo',
  address: addressOf('board1'),
  action: 'check',
  ...more,
})

test('a new room is booked for a test and for a clash before it is called ready, and is free again', async () => {
  const ticket = await see.openTicket(aRoom('probed1'))

  const { comments, state } = await see.answered(ticket)

  expect(state).toBe('resolved')
  expect(comments.at(-1)?.text).toContain('Test booking: accepted, a clash declined')
  expect(writesTo('probed1').filter(({ url }) => url.endsWith('/events'))).toHaveLength(2)
  expect(await meetingsOf('probed1')).toEqual([])
  expect(await meetingsOf('canary')).not.toContainEqual(expect.objectContaining({ organizer: addressOf('probed1') }))
})

test('a check of a room that is right books it, writes nothing else, and answers what is right', async () => {
  const ticket = await see.openTicket(board(), 'servicenow')

  const { comments, state } = await see.answered(ticket)

  const told = comments.at(-1)?.text ?? ''
  expect(state).toBe('resolved')
  expect(told).toContain('was checked; nothing was changed.')
  expect(told).toContain('- Building: Aker Brygge 1')
  expect(told).toContain('- Test booking: accepted, a clash declined')
  expect(writesTo('board1').every(({ url }) => url.includes('/events'))).toBe(true)
  expect(await meetingsOf('board1')).toEqual([])
})

test('a check of a room that only pencils in says what is wrong and why it did not answer, and changes nothing', async () => {
  const before = await see.account(addressOf('confrm1'))
  const ticket = await see.openTicket(aRoom('confrm1', { name: 'Conference Room 1', action: 'check' }))

  const { comments, state } = await see.answered(ticket, 90)

  const told = comments.at(-1)?.text ?? ''
  expect(state).toBe('failed')
  expect(told).toContain('- Answers invitations: is AutoUpdate, should be AutoAccept')
  expect(told).toContain('- Test booking: no answer, because the room does not answer by itself')
  expect((await see.request(ticket)).problem?.code).toBe('check-found-differences')
  expect(await see.account(addressOf('confrm1'))).toEqual({ ...before, meetings: [] })
  expect(await meetingsOf('confrm1')).toEqual([])
})
