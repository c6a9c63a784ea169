import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer

/** A class of its own; in force in both apps. */
const huddle = { why: 'Small, and for the moment.', values: { maximumDurationInMinutes: 120, mailTip: 'Be brief.' } }
const profiles = { huddle }

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roomwright-settings-')), 'settings.json')
  writeFileSync(
    file,
    JSON.stringify({ ROOMWRIGHT_PROFILES: JSON.stringify(profiles), ROOMWRIGHT_APPROVAL: '["create"]' }),
  )
  stack = await startStack(['--settings', file])
  see = observe(stack)
})
afterAll(() => stack.stop())

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const everybody = {
  standard: { calendar: { BookingWindowInDays: 180, ProcessExternalMeetingMessages: true }, view: null },
  executive: {
    calendar: { BookingWindowInDays: 365, ProcessExternalMeetingMessages: false, MaximumDurationInMinutes: 600 },
    view: null,
  },
  training: {
    calendar: { BookingWindowInDays: 540, MaximumDurationInMinutes: 0, EnforceCapacity: true },
    view: ['LimitedDetails'],
  },
  'external-friendly': {
    calendar: { ProcessExternalMeetingMessages: true, OrganizerInfo: false },
    view: null,
    mailTip: 'Guests may be invited to this room, and may book it.',
  },
  huddle: { calendar: { MaximumDurationInMinutes: 120 }, view: null, mailTip: 'Be brief.' },
}
const ask = (room: object) =>
  see.api('/requests', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(room),
  })

describe.concurrent('a room of the class', () => {
  it.each(Object.entries(everybody))('%s is made with its values, and told why before', async (profile, expected) => {
    const name = `class-${profile}`
    const ticket = await see.openTicket(aRoom(name, { profile }))
    const { id, approval } = await see.asked(ticket)
    expect(approval.lines.join('\n')).toContain(`Profile ${profile}: `)

    expect(await see.decide(id, 'approve', { plan: approval.plan })).toBe(202)
    const { comments } = await see.answered(ticket, 90)

    const account = await see.account(addressOf(name))
    expect(comments.at(-1)?.text).toContain('is ready')
    expect(account.calendar).toMatchObject({ DeleteComments: false, ...expected.calendar })
    expect(account.calendarView).toEqual(expected.view)
    expect(account.mailbox?.mailTip ?? undefined).toBe('mailTip' in expected ? expected.mailTip : undefined)
  })
})

describe('at the door', () => {
  it('an unknown class is refused with those that are known, also those of the estate', async () => {
    const answer = await ask(aRoom('door1', { profile: 'royal' }))

    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'request-invalid',
      errors: [{ path: 'profile', detail: expect.stringContaining('external-friendly, huddle') }],
    })
  })

  it('what contradicts its class is refused by field', async () => {
    const answer = await ask(aRoom('door2', { profile: 'huddle', mailTip: 'Take your time.' }))

    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      errors: [{ path: 'mailTip', detail: expect.stringContaining('which says Be brief.') }],
    })
  })

  it('a class for which seats must be known needs them', async () => {
    const answer = await ask(aRoom('door3', { profile: 'training', capacity: undefined }))

    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'capacity' }] })
  })
})
