import { afterAll, beforeAll, expect, test as sequential } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

/** Each test has a room of its own. */
const test = sequential.concurrent

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const teamsRoomCalendar = {
  AutomateProcessing: 'AutoAccept',
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
  ProcessExternalMeetingMessages: true,
}
const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const writesTo = (userId: string) => see.journal(userId).filter(({ effect, item }) => effect && item !== undefined)
const passwordWrites = (userId: string) =>
  writesTo(userId).filter(({ body }) => JSON.stringify(body).includes('passwordProfile'))

test('a ticket for a new room makes a mailbox with every setting, an account and a licence, and is answered three times', async () => {
  const ticket = await see.openTicket(aRoom('new1', { licence: 'pro' }))

  const { comments, state } = await see.answered(ticket)

  const account = await see.account(addressOf('new1'))
  expect(state).toBe('resolved')
  expect(comments).toHaveLength(3)
  expect(account.calendar).toMatchObject(teamsRoomCalendar)
  expect(account.place).toMatchObject({ Building: 'TST', Floor: 4, Capacity: 8 })
  expect(account.user).toMatchObject({
    accountEnabled: true,
    passwordPolicies: 'DisablePasswordExpiration',
    usageLocation: 'NO',
  })
  expect(account.licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
  expect(account.passwordSets).toBe(1)
})

test('a new room is not visible at first, and that is waited for instead of failing', async () => {
  const ticket = await see.openTicket(aRoom('new2'))

  await see.answered(ticket)

  const lines = see.journal('new2')
  const created = lines.findIndex(({ cmdlet, effect }) => cmdlet === 'New-Mailbox' && effect)
  const looks = lines.slice(created).filter(({ cmdlet }) => cmdlet === 'Get-Place')
  expect(looks.length).toBeGreaterThan(2)
})

test('the ready answer names account, licence, what was set and where the sign-in data is', async () => {
  const ticket = await see.openTicket(aRoom('new3'), 'servicenow')

  const { comments } = await see.answered(ticket)

  const told = comments.at(-1)?.text ?? ''
  const { id } = await see.request(ticket)
  expect(told).toContain(addressOf('new3'))
  expect(told).toContain('Teams Rooms Pro')
  expect(told).toContain('Password never expires: yes')
  expect(told).toContain(`/requests/${id}/handover`)
  expect(told).not.toMatch(/Set-|[0-9a-f]{8}-[0-9a-f]{4}-/)
})

test('a working room with wrong settings is put right and keeps its password', async () => {
  const ticket = await see.openTicket(aRoom('confrm1', { name: 'Conference Room 1' }))

  const { comments } = await see.answered(ticket)

  const account = await see.account(addressOf('confrm1'))
  expect(account.calendar).toMatchObject(teamsRoomCalendar)
  expect(account.licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
  expect(passwordWrites(account.user?.id ?? '')).toHaveLength(0)
  expect(comments.at(-1)?.text).toContain('The password was not changed')
})

test('a room whose sign-in is blocked gets exactly one password, and is enabled after its password never expires', async () => {
  const ticket = await see.openTicket(aRoom('disabled1', { building: 'Aker Brygge 1', capacity: 10 }))

  await see.answered(ticket)

  const { user } = await see.account(addressOf('disabled1'))
  const bodies = writesTo(user?.id ?? '').map(({ body }) => JSON.stringify(body))
  expect(user?.accountEnabled).toBe(true)
  expect(passwordWrites(user?.id ?? '')).toHaveLength(1)
  expect(bodies.findIndex((body) => body.includes('accountEnabled'))).toBe(
    bodies.findIndex((body) => body.includes('passwordProfile')) + 1,
  )
})

test('a room that is right already costs two requests and no write', async () => {
  const ticket = await see.openTicket({
    name: 'Board Room 1',
    site: 'OSL',
    building: 'Aker Brygge 1',
    floor: 4,
    capacity: 10,
    usageLocation: 'NO',
    timeZone: 'Europe/Oslo',
    address: addressOf('board1'),
  })

  const { state } = await see.answered(ticket)

  const calls = see.journal('board1').filter(({ item }) => item === undefined)
  expect(state).toBe('resolved')
  expect(calls).toHaveLength(2)
  expect(see.journal(addressOf('board1')).filter(({ effect }) => effect)).toHaveLength(0)
})

test("a person's mailbox is never changed", async () => {
  const ticket = await see.openTicket(aRoom('alice'))

  const { comments, state } = await see.answered(ticket)

  expect(state).toBe('failed')
  expect(comments.at(-1)?.text).toContain('Mailboxes of people are never changed')
  expect(see.journal(addressOf('alice')).filter(({ effect }) => effect)).toHaveLength(0)
})

test.each([
  ['an unknown number', { phoneNumber: '+4722334455' }, 'number-unknown'],
  ['a number of somebody else', { phoneNumber: '+4722000001' }, 'number-in-use'],
  ['calls without a number', { enterpriseVoice: true }, 'voice-needs-a-number'],
  ['an unknown policy', { meetingPolicy: 'Atlantis' }, 'policy-unknown'],
])('%s ends with a person before any write', async (_, wish, code) => {
  const name = `wish-${code}-${String(Object.values(wish)[0]).replace('+', '').toLowerCase()}`
  const ticket = await see.openTicket(aRoom(name, wish))

  await see.answered(ticket)

  expect((await see.request(ticket)).problem?.code).toBe(code)
  expect(see.journal(name).filter(({ effect }) => effect)).toHaveLength(0)
})

test('a room with a number and policies gets them in Teams when an approver agrees, after its licence', async () => {
  const ticket = await see.openTicket(
    aRoom('voice1', { phoneNumber: '+4722000002', meetingPolicy: 'MTR', callingPolicy: 'MTR-NoVoicemail' }),
  )
  const { id, approval } = await see.asked(ticket)

  await see.decide(id, 'approve', { plan: approval.plan })
  const { comments } = await see.answered(ticket, 90)

  const teams = await see.tenant<object>(`/teams/${addressOf('voice1')}`)
  expect(approval.because).toEqual(['telephony is asked for'])
  expect(comments.at(-1)?.text).toContain('Phone number in Teams: +4722000002')
  expect(JSON.stringify(teams)).toMatch(/\+4722000002.*MTR|MTR.*\+4722000002/)
})

test('who asks for Skype too, where it is retired, gets Teams and is told so', async () => {
  const ticket = await see.openTicket(aRoom('both', { services: 'both' }))

  const { comments } = await see.answered(ticket)

  expect(comments.map(({ text }) => text).join()).toContain('Microsoft retired it on 31 July 2021')
  expect((await see.account(addressOf('both'))).licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
})

test('a room that asks for no address gets one from the naming pattern', async () => {
  const ticket = await see.openTicket({ name: 'Bjørvika ☀ Øst', site: 'OSL', floor: 7, usageLocation: 'NO' })

  await see.answered(ticket)

  expect((await see.request(ticket)).account).toBe('mtr-osl-7-bjorvika-ost@contoso.onmicrosoft.com')
})

test('a second ticket for the same account finds it ready and changes nothing', async () => {
  await see.answered(await see.openTicket(aRoom('twice')))
  const before = see.journal(addressOf('twice')).filter(({ effect }) => effect).length
  const second = await see.openTicket(aRoom('twice'))

  const { comments } = await see.answered(second)

  expect(comments.at(-1)?.text).toContain('nothing was changed')
  expect(see.journal(addressOf('twice')).filter(({ effect }) => effect)).toHaveLength(before)
})

test('our own answers come back as updates of the ticket and change nothing', async () => {
  const ticket = await see.openTicket(aRoom('echo'))

  const { revision } = await see.answered(ticket)

  const { attempt } = await see.request(ticket)
  expect(revision).toBe(4)
  expect(attempt).toBe(1)
  expect((await see.ticket(ticket)).comments).toHaveLength(3)
})
