import { describe, expect, it } from 'vitest'
import { stop, type RequestRecord } from '../../../../shared/room/record.ts'
import type { StepRow } from '../../../../shared/room/steps.ts'
import { queuedView, requestViewSchema, toView } from '../../../../shared/room/view.ts'
import { aClaim, after, aRecord, aRunningRecord, ended, parked, requestId, start } from '../../../kit/records.ts'
import { address } from '../../../kit/rooms.ts'

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
  const waiting = row('assignLicence', 'waiting', { waitingFor: 'licence-active' })

  it.each<[string, RequestRecord, StepRow[], string]>([
    ['is queued before it starts', aRecord(), [], 'queued'],
    ['is running while it works', aRunningRecord(), [row('ensureMailbox', 'running')], 'running'],
    ['is waiting while a step waits', aRunningRecord(), [waiting], 'waiting'],
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

  it('says why it ended and what to do', () => {
    const run = ended('needs a person', { code: 'no-licence-left', facts: { licence: 'Pro' } })

    expect(toView(aRecord({ run }), []).problem).toEqual({
      code: 'no-licence-left',
      says: 'No unit of Pro became free in time.',
      remedy: 'Buy units or free some, then retry.',
    })
  })

  it('has nothing that its schema has not', () => {
    const record = aRunningRecord({ account: address, holds: [{ kind: 'address', key: address }] })

    for (const view of [toView(record, [row('ensureMailbox', 'running')]), queuedView(requestId)])
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
      'Teams licence',
      'Verify everything',
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
