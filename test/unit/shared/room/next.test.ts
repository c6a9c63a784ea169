import { expect, it } from 'vitest'
import { decideNext, type InstanceState, type Next } from '../../../../shared/room/next.ts'
import { stop, takeIn } from '../../../../shared/room/intake.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { aClaim, aCommand, after, aRecord, aRunningRecord, aWithdrawal, ended, parked } from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const made = { claims: [aClaim('mailbox', address)] }
const planned = (capacity: number, changes: Partial<RequestRecord> = {}) =>
  aRunningRecord({ run: { kind: 'running', since: after(0), planned: aRoom({ capacity }) }, ...changes })

const cases: [name: string, record: RequestRecord, instance: InstanceState, next: Next['kind']][] = [
  ['a request that was taken in starts', aRecord(), 'absent', 'start'],
  ['a tombstone has nothing to do and nothing to say', takeIn(undefined, aWithdrawal()), 'absent', 'nothing'],
  ['a request stopped before anything was made ends', stop(aRecord(), after(60)), 'absent', 'end-cancelled'],
  ['a request stopped after something was made runs, to undo it', stop(aRecord(made), after(60)), 'absent', 'start'],
  ['a run without an instance gets that instance', aRunningRecord(), 'absent', 'start-again'],
  [
    'a cancelled run without an instance gets it too, to undo',
    stop(aRunningRecord(), after(60)),
    'absent',
    'start-again',
  ],
  ['a run that works is left alone', aRunningRecord(), 'active', 'nothing'],
  ['a run whose request was stopped is woken', stop(aRunningRecord(), after(60)), 'active', 'nudge'],
  ['a run whose ticket has changed is woken', planned(4), 'active', 'nudge'],
  ['a run whose ticket says the same is left alone', planned(12), 'active', 'nothing'],
  ['a run that was over without telling has broken off', aRunningRecord(), 'completed', 'broken-off'],
  ['a run that failed has broken off', aRunningRecord(), 'broken', 'broken-off'],
  [
    'a cancelled request that is parked while it takes back waits for its time',
    stop(aRecord({ ...made, run: parked({ isUndoing: true }) }), after(60)),
    'absent',
    'nothing',
  ],
  ['a parked request waits for its time', aRecord({ run: parked() }), 'absent', 'nothing'],
  ['a parked request starts when it is time', aRecord({ run: parked({ notBefore: after(60) }) }), 'absent', 'start'],
  [
    'a parked request starts at once when it was stopped',
    stop(aRecord({ run: parked() }), after(60)),
    'absent',
    'start',
  ],
  ['a request that has ended stays ended', aRecord({ run: ended('ready') }), 'absent', 'nothing'],
  ['an end is not undone by a stop', stop(aRecord({ run: ended('ready') }), after(60)), 'broken', 'nothing'],
]

it.each(cases)('%s', (_, record, instance, kind) => {
  expect(decideNext(record, instance, after(60)).kind).toBe(kind)
})

it('a run that has written goes on undisturbed when its ticket changes', () => {
  expect(decideNext(planned(4, made), 'active', after(60)).kind).toBe('nothing')
})

it('a parked request whose ticket has changed starts at once', () => {
  const corrected = takeIn(aRecord({ run: parked() }), aCommand({ revision: 2, room: aRoom({ licence: 'basic' }) }))

  expect(decideNext(corrected, 'absent', after(60)).kind).toBe('start')
})
