import { afterAll, beforeAll, expect, test as sequential } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

/** Each test has a room of its own. */
const test = sequential.concurrent

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const anAction = (name: string, action: string, rest: object = {}) => ({
  name,
  site: 'TST',
  address: addressOf(name),
  action,
  ...rest,
})
/** A room at work, with rules of its own for bookings and one meeting to come. */
const seeRoom = (name: string) =>
  see.tenant('/accounts', 'POST', {
    kind: 'room',
    address: addressOf(name),
    displayName: name,
    password: 'pass@word1',
    licences: ['Microsoft_Teams_Rooms_Pro'],
    user: { usageLocation: 'NO', passwordPolicies: 'DisablePasswordExpiration' },
    calendar: { AutomateProcessing: 'AutoAccept', BookingWindowInDays: 90 },
  })
/** What was written to the room, in the order of the calls. */
const writesTo = async (name: string) => {
  const { user } = await see.account(addressOf(name))
  return see
    .journal()
    .filter(({ effect, url }) => effect && url.includes(user?.id ?? '-'))
    .map(({ method, url }) => `${method} ${url.split('/').at(-1)?.split('?')[0]}`)
}
const approved = async (ticket: string) => {
  const { id, approval } = await see.asked(ticket)
  expect(await see.decide(id, 'approve', { plan: approval.plan })).toBe(202)
  return { id, approval }
}
const stop = (id: string) => see.api(`/requests/${id}/cancel`, { method: 'POST' })
const ended = (ticket: string, words: RegExp) =>
  waitFor(
    `${ticket} to say ${String(words)}`,
    async () => {
      const seen = await see.ticket(ticket)
      const last = seen.comments.at(-1)?.text ?? ''
      return words.test(last) && { ...seen, last }
    },
    120,
  )

test('a new password is set once, and nothing else of the room', async () => {
  await seeRoom('rotate1')
  const before = await see.account(addressOf('rotate1'))
  const ticket = await see.openTicket(anAction('rotate1', 'rotate'))

  const { state, last } = await ended(ticket, /has a new password|could not be/)

  const after = await see.account(addressOf('rotate1'))
  expect(last).toContain('Sign-in data, shown once to')
  expect(state).toBe('resolved')
  expect(after.passwordSets).toBe(before.passwordSets + 1)
  expect(after.calendar).toEqual(before.calendar)
  expect((await see.request(ticket)).steps.map(({ id, state: is }) => `${id} ${is}`)).toEqual([
    'identifyAndPlan done',
    'ensureAccount done',
    'confirmPassword done',
    'checkSignIn done',
  ])
})

test('a field that the action does not act on is refused at the door, by name', async () => {
  const answer = await see.api('/requests', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(anAction('rotate1', 'rotate', { capacity: 4 })),
  })

  expect(answer.status).toBe(422)
  expect(JSON.stringify(await answer.json())).toContain('capacity')
})

test('a room is given up when somebody agrees, and comes back when it is set up again', async () => {
  await seeRoom('retire1')
  const ticket = await see.openTicket(anAction('retire1', 'retire', { graceDays: 0 }))
  const { approval } = await approved(ticket)

  const { state, last } = await ended(ticket, /Its account .* is deleted|could not be/)

  const gone = await see.account(addressOf('retire1')).catch(() => undefined)
  expect(approval.lines.join('\n')).toContain('Meetings to come')
  expect(last).toMatch(/Until \d{4}-\d\d-\d\d it can be brought back/)
  expect(state).toBe('resolved')
  expect(gone?.licences ?? []).toEqual([])

  const again = await see.openTicket(aRoom('retire1'))
  await approved(again)
  const { state: restored } = await see.answered(again, 120)
  expect(restored).toBe('resolved')
  const { user, calendar, licences } = await see.account(addressOf('retire1'))
  expect(user?.accountEnabled).toBe(true)
  expect(calendar).toMatchObject({ AllBookInPolicy: true, BookingWindowInDays: 180 })
  expect(licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
})

test('a cancel in the time of grace puts the rules for bookings back', async () => {
  await seeRoom('retire2')
  const before = await see.account(addressOf('retire2'))
  const ticket = await see.openTicket(anAction('retire2', 'retire'))
  const { id } = await approved(ticket)
  await waitFor('the time of grace', async () => /grace time on/.test((await see.request(ticket)).waitingFor ?? ''))
  const { calendar } = await see.account(addressOf('retire2'))

  await stop(id)
  const { last } = await ended(ticket, /was cancelled/)

  expect(calendar).toMatchObject({ AllBookInPolicy: false, BookingWindowInDays: 0 })
  expect(last).toContain('Left: nothing.')
  expect(await see.account(addressOf('retire2'))).toEqual(before)
  expect((await writesTo('retire2')).filter((write) => write.startsWith('DELETE'))).toEqual([])
})

test('a retirement that Microsoft 365 stops in the middle ends with a person, and a retry goes on from there', async () => {
  await seeRoom('retire3')
  const { user } = await see.account(addressOf('retire3'))
  await see.tenant('/faults', 'POST', {
    id: 'no-deletion',
    match: { surface: 'graph', method: 'DELETE', path: user?.id, times: 1 },
    do: { kind: 'status', status: 403 },
  })
  const ticket = await see.openTicket(anAction('retire3', 'retire', { graceDays: 0 }), 'servicenow')
  const { id } = await approved(ticket)

  const failed = await ended(ticket, /could not be given up/)
  await see.api(`/requests/${id}/retry`, { method: 'POST' })
  const { state } = await ended(ticket, /Its account .* is deleted/)

  expect(failed.state).toBe('failed')
  expect(state).toBe('resolved')
})
