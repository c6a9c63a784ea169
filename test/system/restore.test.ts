import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer, type RequestSeen } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const press = (id: string, action: string, role?: string) =>
  see.api(`/requests/${id}/${action}`, { method: 'POST' }, role)
const read = async (id: string) =>
  (await (await see.api(`/requests/${id}`)).json()) as RequestSeen & {
    actions: string[]
    earlier?: { title: string; before: string; set: string }[]
  }

/** A room that was used before, with settings of its own; some that Teams Rooms need, and some that nobody has an opinion on. */
const seeOldRoom = (name: string) =>
  see.tenant('/accounts', 'POST', {
    kind: 'room',
    address: addressOf(name),
    displayName: name,
    password: 'pass@word1',
    user: { usageLocation: 'NO' },
    calendar: {
      AutomateProcessing: 'AutoUpdate',
      AdditionalResponse: 'Ask at the desk.',
      AllowConflicts: true,
      BookingWindowInDays: 90,
    },
    place: { Building: 'Old House', Floor: 2, City: 'Oslo' },
    region: { Language: 'en-GB', TimeZone: 'GMT Standard Time' },
  })

test('earlier calendar and place of a room that was made ready go back in one step, and nothing else does', async () => {
  const address = addressOf('before1')
  await seeOldRoom('before1')
  const old = await see.account(address)
  const ticket = await see.openTicket(aRoom('before1', { building: 'New House' }))
  const { state } = await see.answered(ticket)
  const { id } = await see.request(ticket)
  const ready = await see.account(address)
  expect(ready.calendar).toMatchObject({
    AutomateProcessing: 'AutoAccept',
    AllowConflicts: false,
    DeleteComments: false,
  })
  expect(ready.place).toMatchObject({ Building: 'New House', Floor: 4, Capacity: 8 })
  expect((await read(id)).earlier).toEqual(
    expect.arrayContaining([
      { title: 'Answers invitations', before: 'AutoUpdate', set: 'AutoAccept' },
      { title: 'Seats', before: 'not set', set: '8' },
    ]),
  )

  expect((await press(id, 'restore', 'Requester')).status).toBe(403)
  expect((await press(id, 'restore')).status).toBe(202)
  const told = await see.told(ticket, 'were put back by')

  const after = await see.account(address)
  const seats = { Capacity: null }
  expect(after.calendar).toEqual(old.calendar)
  expect({ ...after.place, ...seats }).toEqual({ ...old.place, ...seats })
  expect(after.place?.['Capacity'] ?? null).toBeNull()
  expect(after.region).toEqual(old.region)
  expect([after.user, after.licences, after.mailbox, after.passwordSets]).toEqual([
    ready.user,
    ready.licences,
    ready.mailbox,
    ready.passwordSets,
  ])
  expect(after.licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
  expect(told).toContain('Answers invitations')
  expect((await see.ticket(ticket)).state).toBe(state)
  expect(await read(id)).toMatchObject({ state: 'cancelled', actions: ['retry'] })

  const second = await press(id, 'restore')
  expect([second.status, ((await second.json()) as { code: string }).code]).toEqual([409, 'nothing-to-put-back'])
})

test('a room whose earlier settings went back is ready again when the request is tried again', async () => {
  await seeOldRoom('before2')
  const ticket = await see.openTicket(aRoom('before2'))
  await see.answered(ticket)
  const { id } = await see.request(ticket)
  await press(id, 'restore')
  await waitFor('the earlier settings', async () => (await read(id)).state === 'cancelled')

  await press(id, 'retry')
  await waitFor('the room', async () => (await read(id)).state === 'ready')

  const { comments } = await see.ticket(ticket)
  expect((await see.account(addressOf('before2'))).calendar).toMatchObject({ AutomateProcessing: 'AutoAccept' })
  expect((await read(id)).actions).toEqual(['retry', 'restore'])
  expect(comments.filter(({ text }) => text.includes('were put back by'))).toHaveLength(1)
})
