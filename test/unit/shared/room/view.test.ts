import { describe, expect, it } from 'vitest'
import { endRequest } from '../../../../shared/room/attempts.ts'
import { stop, takeIn } from '../../../../shared/room/intake.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import type { StepRow } from '../../../../shared/room/steps.ts'
import { queuedView, requestViewSchema, toView } from '../../../../shared/room/view.ts'
import {
  aClaim,
  aCommand,
  after,
  aRecord,
  aRunningRecord,
  anUndecidedRecord,
  aWithdrawal,
  ended,
  parked,
  requestId,
  start,
} from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const row = (step: string, state: StepRow['state'], changes: Partial<StepRow> = {}): StepRow => ({
  step,
  attempt: 1,
  state,
  startedAt: start,
  ...changes,
})
const statesOf = (record: RequestRecord, rows: StepRow[]) =>
  Object.fromEntries(toView(record, rows).steps.map(({ id, state }) => [id, state]))

describe('a request, as doors show it', () => {
  const withdrawn = takeIn(aRecord(), aWithdrawal())
  const waiting = row('assignLicence', 'waiting', { waitingFor: 'licence-active' })

  it.each<[string, RequestRecord, StepRow[], string]>([
    ['is queued before it starts', aRecord(), [], 'queued'],
    ['is running while it works', aRunningRecord(), [row('ensureMailbox', 'running')], 'running'],
    ['is waiting while a step waits', aRunningRecord(), [waiting], 'waiting'],
    ['is cancelled when its withdrawal came before it', takeIn(undefined, aWithdrawal()), [], 'cancelled'],
    ['is waiting while it is parked', aRecord({ run: parked() }), [], 'waiting'],
    [
      'is running while a cancel is carried out',
      stop(aRecord({ claims: [aClaim('mailbox', address)] }), after(60)),
      [],
      'running',
    ],
    ['is as it ended', aRecord({ run: ended('needs a person', { code: 'internal' }) }), [waiting], 'needs a person'],
  ])('%s', (_, record, rows, state) => {
    expect(toView(record, rows).state).toBe(state)
  })

  it('says in words what it waits for', () => {
    expect(toView(aRecord({ run: parked() }), []).waitingFor).toBe('a free licence')
    expect(toView(aRunningRecord(), [waiting]).waitingFor).toBe('the licence to become active')
  })

  it('has a line for each thing to know about the licences of a room that is ready', () => {
    const run = ended('ready', { facts: { notes: 'One.\nTwo.' } })

    expect(toView(aRecord({ run }), []).licenceNotes).toEqual(['One.', 'Two.'])
    expect(toView(aRecord({ run: ended('ready') }), []).licenceNotes).toBe(undefined)
  })

  it('says why it ended and what to do', () => {
    const run = ended('needs a person', { code: 'no-licence-left', facts: { licence: 'Pro' } })

    expect(toView(aRecord({ run }), []).problem).toEqual({
      code: 'no-licence-left',
      says: 'No unit of Pro became free in time.',
      remedy: 'Buy units or free some, then retry.',
    })
  })

  it('waits for nothing any more once it has ended, and the step that waited was stopped', () => {
    const view = toView(aRecord({ attempts: 1, run: ended('cancelled') }), [waiting])

    expect(view.waitingFor).toBeUndefined()
    expect(view.steps.find(({ id }) => id === 'assignLicence')).toEqual({
      id: 'assignLicence',
      title: 'Teams licence',
      state: 'stopped',
      startedAt: start,
    })
  })

  it('tells after a cancel what went back and what is left, and nothing as set', () => {
    const run = ended('cancelled', { facts: { undone: 'Seats', left: 'the new password' } })

    expect(toView(aRecord({ run, changed: ['Seats: 12'] }), [])).toMatchObject({
      changed: [],
      undone: 'Seats',
      left: 'the new password',
    })
  })

  it('names the room that the work was for, not what the ticket calls it since', () => {
    const ready = endRequest(aRunningRecord(), 'ready', after(60))
    const renamed = takeIn(ready, aCommand({ revision: 2, room: aRoom({ name: 'Renamed' }) }))

    expect(toView(renamed, []).room?.name).toBe(aRoom().name)
  })

  it.each<[string, RequestRecord, string[]]>([
    ['cancelled while it works', aRunningRecord(), ['cancel']],
    ['left alone while it is being cancelled', stop(aRunningRecord(), after(60)), []],
    ['tried again after its end', aRecord({ run: ended('ready') }), ['retry']],
    ['left alone after it was withdrawn in time', { ...withdrawn, run: ended('cancelled') }, []],
    [
      'tried again when something of a withdrawn one may be left',
      { ...withdrawn, run: ended('cancelled'), claims: [aClaim('licence', 'sku')] },
      ['retry'],
    ],
  ])('can be %s', (_, record, actions) => {
    expect(toView(record, []).actions).toEqual(actions)
  })

  it('says who decided about it, when, what and why', () => {
    const decision = { is: 'rejected' as const, by: 'ann@contoso.com', at: after(60), reason: 'Too many rooms.' }
    const { approval } = anUndecidedRecord()
    const record = aRecord({ run: ended('rejected'), ...(approval && { approval: { ...approval, decision } }) })

    expect(toView(record, []).approval?.decision).toEqual(decision)
  })

  it('shows what was looked at, and since when the room can be booked', () => {
    const check = { id: 'booking', title: 'Test booking', state: 'right' as const, says: 'accepted', at: after(60) }

    const { checks, stages } = toView(aRecord({ checks: [check], bookableAt: after(60) }), [])

    expect(checks).toEqual([check])
    expect(stages).toEqual([{ id: 'bookable', title: 'Can be booked', at: after(60), isOpen: false }])
  })

  it('has nothing that its schema has not', () => {
    const check = { id: 'booking', title: 'Test booking', state: 'right' as const, says: 'accepted', at: start }
    const holds = [{ kind: 'address' as const, key: address }]
    const record = aRunningRecord({ account: address, holds, checks: [check], bookableAt: start })
    const undecided = toView(anUndecidedRecord(), [])

    const settings = {
      before: [{ setting: 'location.capacity', from: 4, to: 12 }],
      claims: [aClaim('settings', 'ensurePlace')],
    }
    const ready = toView(aRecord({ run: ended('ready'), ...settings }), [])
    const restored = toView(
      aRecord({ run: ended('cancelled', { facts: { undone: 'Seats', by: 'adam@contoso.com' } }) }),
      [],
    )

    for (const view of [
      toView(record, [row('ensureMailbox', 'running')]),
      queuedView(requestId),
      undecided,
      ready,
      restored,
    ])
      expect(requestViewSchema.strict().parse(view)).toEqual(view)
  })
})

describe('its steps', () => {
  const rows = [row('identifyAndPlan', 'done', { endedAt: after(1) }), row('ensureCalendar', 'running')]

  it('are all there in the order of the workflow, whatever the order of the rows', () => {
    const titles = toView(aRunningRecord(), rows.toReversed()).steps.map(({ title }) => title)

    expect(titles).toEqual([
      'Identify the room',
      'Create or reuse the room mailbox',
      'Wait until it is visible',
      'Auto-accept and calendar',
      'Place and time zone',
      'Password never expires, sign-in',
      'Skype for Business',
      'Teams licence',
      'Teams policies and number',
      'Verify everything',
      'Sign-in possible',
      'Test booking',
    ])
  })

  it('that were passed over are told from those that are still to come', () => {
    expect(statesOf(aRunningRecord(), rows)).toMatchObject({
      identifyAndPlan: 'done',
      ensureMailbox: 'not needed',
      ensureCalendar: 'running',
      verifyRoom: 'pending',
    })
  })

  it('that never came were not needed once the request has ended', () => {
    expect(statesOf(aRecord({ run: ended('ready'), attempts: 1 }), rows)).toMatchObject({ verifyRoom: 'not needed' })
  })

  it('of earlier attempts are not shown', () => {
    expect(statesOf(aRunningRecord({ attempts: 2 }), rows)).toMatchObject({ identifyAndPlan: 'pending' })
  })

  it('have the undoing only when something is undone', () => {
    expect(statesOf(aRunningRecord(), rows)).not.toHaveProperty('undoChanges')
    expect(statesOf(aRunningRecord(), [...rows, row('undoChanges', 'running')])).toHaveProperty('undoChanges')
  })
})
