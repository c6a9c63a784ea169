import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TicketCommand } from '../../../../shared/room/command.ts'
import { breakOff, endRequest, keepPosted, keepWork, park, startRun } from '../../../../shared/room/attempts.ts'
import { retry, stop, takeIn } from '../../../../shared/room/intake.ts'
import { isCancelled, isClosed, type RequestRecord } from '../../../../shared/room/record.ts'
import { aWork } from '../../../kit/plans.ts'
import {
  aClaim,
  aCommand,
  after,
  anAnswer,
  aRecord,
  aRunningRecord,
  aWithdrawal,
  ended,
  start,
  parked,
} from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const takeAll = (commands: TicketCommand[]): RequestRecord | undefined =>
  commands.reduce<RequestRecord | undefined>(takeIn, undefined)
const kindsOf = (record: RequestRecord | undefined) => record?.answers.map(({ kind }) => kind)

const anyCommand: fc.Arbitrary<TicketCommand> = fc
  .record({
    kind: fc.constantFrom('request', 'withdraw'),
    revision: fc.integer({ min: 0, max: 3 }),
    seconds: fc.integer({ min: 0, max: 5 }),
    capacity: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ kind, revision, seconds, capacity }) =>
    kind === 'request'
      ? aCommand({ revision, at: after(seconds), room: aRoom({ capacity }) })
      : aWithdrawal({ revision, at: after(seconds) }),
  )

/** Some deliveries of the same commands: each at least once, in any order. */
const twoDeliveries = fc.array(anyCommand, { minLength: 1, maxLength: 6 }).chain((commands) => {
  const delivery = fc
    .tuple(fc.constant(commands), fc.array(fc.constantFrom(...commands), { maxLength: 4 }))
    .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }))
  return fc.tuple(delivery, delivery)
})

describe('commands of a ticket', () => {
  it('give the same record in any order and with any repetition', () => {
    fc.assert(
      fc.property(twoDeliveries, ([one, other]) => {
        const [first, second] = [takeAll(one), takeAll(other)]

        expect(second?.wanted).toEqual(first?.wanted)
        expect(second?.createdAt).toBe(first?.createdAt)
        expect(second?.answers).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('change nothing when they are older than what was seen', () => {
    const record = takeAll([aCommand({ revision: 5, room: aRoom({ capacity: 5 }) })])

    const later = takeAll([
      aCommand({ revision: 5, room: aRoom({ capacity: 5 }) }),
      aCommand({ revision: 4, room: aRoom({ capacity: 4 }) }),
      aWithdrawal({ revision: 4 }),
    ])

    expect(later && isCancelled(later)).toBe(false)
    expect(later).toEqual({ ...record, wanted: { ...record?.wanted, withdrawnAt: 4 } })
  })

  it('answer nothing when the content is unchanged, however new the revision', () => {
    const closed = aRecord({ run: ended('ready'), attempts: 1, answers: [anAnswer('ready')], answered: 1 })

    const echoed = takeIn(closed, aCommand({ revision: 9, at: after(60) }))

    expect(kindsOf(echoed)).toEqual(['ready'])
    expect(isClosed(echoed)).toBe(true)
  })

  it('leave a tombstone when the withdrawal comes first, which an older create does not lift', () => {
    const record = takeAll([aWithdrawal({ revision: 2 }), aCommand({ revision: 1 })])

    expect(record && isCancelled(record)).toBe(true)
    expect(record?.wanted).toMatchObject({ revision: 2, withdrawnAt: 2 })
  })

  it('withdraw a request at the very revision of its content', () => {
    const record = takeAll([aCommand({ revision: 2 }), aWithdrawal({ revision: 2 })])

    expect(record && isCancelled(record)).toBe(true)
  })

  it('ask again when the ticket was opened again at a newer revision', () => {
    const record = takeAll([aCommand(), aWithdrawal({ revision: 2 }), aCommand({ revision: 3 })])

    expect(record && isCancelled(record)).toBe(false)
  })
})

it('a request that was withdrawn is still known by its room and requester', () => {
  const record = takeAll([aCommand(), aWithdrawal({ revision: 2 })])

  expect(record?.wanted).toMatchObject({ withdrawnAt: 2, room: aRoom(), requester: { email: 'rita@contoso.com' } })
})

describe('another address on the ticket', () => {
  const made = aRunningRecord({ account: address, claims: [aClaim('mailbox', address)] })
  const elsewhere = aCommand({ revision: 2, room: aRoom({ address: 'other@contoso.com' }) })

  it('is refused once the mailbox was made, and said once', () => {
    const once = takeIn(made, elsewhere)
    const twice = takeIn(once, elsewhere)

    expect(once.wanted.room?.address).toBe(address)
    expect(kindsOf(twice)).toEqual(['accepted', 'rename-needed'])
  })

  it('is said once, however often the ticket is sent with it', () => {
    const echo = (revision: number) => ({ ...elsewhere, revision })

    expect(kindsOf(takeIn(takeIn(made, echo(2)), echo(3)))).toEqual(['accepted', 'rename-needed'])
  })

  it('is refused even when the answer of the creation was lost', () => {
    const begun = { ...made, claims: [aClaim('mailbox', address, { isDone: false })] }

    expect(takeIn(begun, elsewhere).wanted.room?.address).toBe(address)
  })

  it('is taken before the mailbox was made', () => {
    expect(takeIn(aRunningRecord(), elsewhere).wanted.room?.address).toBe('other@contoso.com')
  })

  it('is refused once settings of a reused room were written', () => {
    const written = aRunningRecord({ account: address, claims: [aClaim('settings', 'ensureCalendar')] })

    expect(takeIn(written, elsewhere).wanted.room?.address).toBe(address)
  })
})

describe('a change after the end', () => {
  const over = aRecord({ run: ended('ready'), attempts: 1 })

  it('is kept for a retry and said once', () => {
    const change = aCommand({ revision: 2, room: aRoom({ capacity: 20 }) })

    const record = takeIn(takeIn(over, change), change)

    expect(record.wanted.room?.capacity).toBe(20)
    expect(record.run).toEqual(over.run)
    expect(kindsOf(record)).toEqual(['too-late'])
  })

  it('opens a closed record, so that the sweeper sees to the answer', () => {
    const record = takeIn(over, aWithdrawal({ revision: 2 }))

    expect(isClosed(over)).toBe(true)
    expect(isClosed(record)).toBe(false)
  })
})

it('a request that still holds something is not closed, so that the sweeper frees it', () => {
  const over = aRecord({ run: ended('ready'), attempts: 1 })

  expect(isClosed(over)).toBe(true)
  expect(isClosed({ ...over, holds: [{ kind: 'address', key: address }] })).toBe(false)
})

describe('a run', () => {
  it('says that the request was accepted once, over all its attempts', () => {
    const again = startRun(breakOff(aRunningRecord(), after(60)), after(60), after(360))

    expect(again.attempts).toBe(2)
    expect(kindsOf(again)).toEqual(['accepted'])
  })

  it('that only undoes does not say that the request was accepted', () => {
    expect(kindsOf(startRun(stop(aRecord(), after(60)), start, after(300)))).toEqual([])
  })

  it('that breaks off is started again twice; then a person must look', () => {
    const twice = breakOff(breakOff(aRunningRecord(), start), start)
    const thrice = breakOff(twice, start)

    expect(twice.run.kind).toBe('idle')
    expect(thrice.run).toMatchObject({ kind: 'ended', end: 'needs a person', code: 'too-many-attempts' })
    expect(thrice.run).toMatchObject({ facts: { attempts: 3 } })
  })

  it('that waits for the same thing again waits since the first time, and says so once', () => {
    const first = park(aRunningRecord(), 'licence-free', start, after(600))
    const second = park(startRun(first, after(600), after(900)), 'licence-free', after(610), after(1_210))

    expect(second.parkedSince).toEqual({ 'licence-free': start })
    expect(kindsOf(second)).toEqual(['accepted', 'waiting'])
    expect(second.nextLook).toBe(after(1_210))
  })
})

describe('what was before', () => {
  const difference = (from: string) => ({ setting: 'location.building', from, to: 'Fjordgata 1' })

  it('is what the first run found, not what a later one finds', () => {
    const first = keepWork(aRunningRecord(), aWork({ differences: [difference('Old')] }))
    const second = keepWork(first, aWork({ differences: [difference('Half new')] }))

    expect(second.before).toEqual([difference('Old')])
  })

  it('is nothing for a mailbox that the request made', () => {
    const made = aRunningRecord({ claims: [aClaim('mailbox', address)] })

    expect(keepWork(made, aWork({ differences: [difference('')] })).before).toEqual([])
  })
})

describe('a retry', () => {
  const over = aRecord({
    run: ended('needs a person', { code: 'no-licence-left' }),
    attempts: 2,
    failures: 0,
    parkedSince: { 'licence-free': start },
  })

  it('starts afresh with all its patience', () => {
    const record = retry(over, after(60))

    expect(record).toMatchObject({ run: { kind: 'idle' }, nextLook: after(60) })
    expect(record.parkedSince).toEqual({})
    expect(kindsOf(record)).toEqual(['retrying'])
  })

  it('changes nothing while the request is on its way', () => {
    const running = aRunningRecord()

    expect(retry(running, after(60))).toEqual({ ...running, retriedAt: after(60) })
  })

  it('changes nothing when the ticket was withdrawn and nothing was made', () => {
    const withdrawn = { ...over, wanted: { ...over.wanted, withdrawnAt: 2 } }

    expect(retry(withdrawn, after(60)).run).toEqual(withdrawn.run)
  })

  it('of a ticket that was withdrawn after something was made takes it back once more', () => {
    const claims = [aClaim('licence', 'sku')]
    const withdrawn = { ...over, claims, wanted: { ...over.wanted, withdrawnAt: 2 } }

    expect(retry(withdrawn, after(60))).toMatchObject({ run: { kind: 'idle' }, claims })
  })

  it('after it was ready forgets what was before: a later cancel leaves the room as it is', () => {
    const claims = [aClaim('licence', 'sku'), aClaim('password', 'version')]
    const before = [{ setting: 'location.capacity', from: 4, to: 12 }]
    const ready = endRequest(aRunningRecord({ claims, before, licencesBefore: ['old'] }), 'ready', after(30))

    const record = retry(ready, after(60))

    expect(record).toMatchObject({ before: [], claims: [aClaim('password', 'version')] })
    expect(record.licencesBefore).toBeUndefined()
  })

  it('of what is parked looks at once', () => {
    const waiting = aRecord({ run: parked({ notBefore: after(3_600) }) })

    expect(retry(waiting, after(60))).toMatchObject({
      run: { kind: 'parked', notBefore: after(60) },
      nextLook: after(60),
    })
  })

  it('of what is parked in the middle of taking back changes nothing of that', () => {
    const undoing = parked({ notBefore: after(3_600), isUndoing: true })

    expect(retry(aRecord({ run: undoing }), after(60)).run).toEqual(undoing)
  })

  it('of what failed keeps what was before', () => {
    const before = [{ setting: 'location.capacity', from: 4, to: 12 }]

    expect(retry({ ...over, before }, after(60)).before).toEqual(before)
  })

  it('and a stop count by their time, in any order and number', () => {
    const commands = [
      (record: RequestRecord) => stop(record, after(100)),
      (record: RequestRecord) => retry(record, after(200)),
      (record: RequestRecord) => stop(record, after(300)),
    ]
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 8 }), (order) => {
        const all = [...order, 2].reduce((record, n) => commands[n]?.(record) ?? record, over)
        expect(isCancelled(all)).toBe(true)
        expect(isCancelled(retry(stop(all, after(100)), after(200)))).toBe(true)
        expect(isCancelled(stop(retry(all, after(400)), after(300)))).toBe(false)
      }),
    )
  })

  it('takes back a stop', () => {
    expect(isCancelled(retry(stop(over, after(30)), after(60)))).toBe(false)
  })

  it('that is stopped before it starts is answered as cancelled again', () => {
    const first = endRequest(stop(aRecord(), after(30)), 'cancelled', start)

    const second = endRequest(stop(retry(first, after(60)), after(61)), 'cancelled', after(61))

    expect(kindsOf(second)).toEqual(['cancelled', 'retrying', 'cancelled'])
  })
})

describe('parking', () => {
  const reasons = (record: RequestRecord) => Object.keys(record.parkedSince)

  it('for the same again counts from the first time', () => {
    const first = park(aRunningRecord(), 'licence-free', after(10), after(600))
    const second = park(startRun(first, after(600), after(900)), 'licence-free', after(610), after(1_200))

    expect(second.parkedSince).toEqual({ 'licence-free': after(10) })
  })

  it('for something else forgets the first, but not the outage of the ticketing system', () => {
    const record = aRunningRecord({ parkedSince: { microsoft: start, ticket: start } })

    expect(reasons(park(record, 'licence-free', after(10), after(600))).toSorted()).toEqual(['licence-free', 'ticket'])
  })
})

describe('answers', () => {
  it('that were posted leave their keys alone, so that a record stays small', () => {
    const answers = [anAnswer('planned', { address }), anAnswer('ready', { address })]

    expect(keepPosted(aRecord({ answers }), 1).answers).toEqual([{ ...answers[0], facts: {} }, answers[1]])
  })

  it('that were posted never become fewer', () => {
    expect(keepPosted(aRecord({ answered: 3 }), 1).answered).toBe(3)
  })

  it('that another one posts just now stay claimed when an earlier one is noted late', () => {
    const answering = { n: 2, token: 'b', until: after(120), isRetry: false }

    expect(keepPosted(aRecord({ answered: 1, answering }), 1).answering).toEqual(answering)
  })
})
