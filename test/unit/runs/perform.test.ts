import { RestError } from '@azure/data-tables'
import { describe, expect, it } from 'vitest'
import { perform } from '../../../functions/runs/perform.ts'
import {
  activity,
  answeringActivity,
  endingActivity,
  type Activity,
  type RunContext,
} from '../../../orchestrations/activity.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { done, later, refused, type Outcome } from '../../../shared/outcome.ts'
import { stop, takeIn } from '../../../shared/room/intake.ts'
import type { RequestRecord } from '../../../shared/room/record.ts'
import type { World } from '../../../shared/world.ts'
import { aClaim, aCommand, after, aRecord, aRunningRecord, ended, parked, requestId, start } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aWorld, waitedFor } from '../../kit/world.ts'

type Effect = (run: RunContext) => Promise<Outcome<string>>
const step = (effect: Effect, define = activity): Activity<World, null, string> =>
  define('ensureCalendar', (_: World, __: null, run) => effect(run))

/** A run with one step, whose effect is the test's. */
function aRun(record: RequestRecord) {
  const made = aWorld(record)
  const act = (effect: Effect, { define = activity, attempt = 1, waitedSeconds = 0 } = {}) =>
    perform(made.world, step(effect, define), {
      run: { requestId, attempt },
      input: null,
      waited: waitedFor(waitedSeconds),
    })
  const tries: number[] = []
  const note: Effect = async () => {
    tries.push(1)
    return done('value')
  }
  return { ...made, act, note, tries, rows: () => made.world.steps.list(requestId) }
}
const record = aRunningRecord({ account: address })
const throws =
  (error: Error | object): Effect =>
  async () => {
    // oxlint-disable-next-line only-throw-error -- whatever is thrown must be caught
    throw error
  }

describe('a run that is not wanted any more', () => {
  const planned = aRunningRecord({ run: { kind: 'running', since: start, planned: aRoom() } })
  const outdated = takeIn(planned, aCommand({ revision: 2, room: aRoom({ capacity: 20 }) }))

  it.each<[string, RequestRecord, string]>([
    ['whose request is at another attempt', aRunningRecord({ attempts: 2 }), 'stale'],
    ['whose request has ended', aRecord({ run: ended('ready'), attempts: 1 }), 'stale'],
    ['whose request is parked', aRecord({ run: parked(), attempts: 1 }), 'stale'],
    ['whose request was stopped', stop(record, after(60)), 'cancelled'],
    ['whose ticket was withdrawn', { ...record, wanted: { ...record.wanted, withdrawnAt: 2 } }, 'cancelled'],
    ['whose ticket has changed before anything was written', outdated, 'outdated'],
  ])('%s does nothing and shows nothing', async (_, known, code) => {
    const { act, note, tries, rows } = aRun(known)

    expect(await act(note)).toEqual(refused(code))
    expect([tries, await rows()]).toEqual([[], []])
  })

  it('whose record is unknown does nothing', async () => {
    const { world, note } = aRun(record)

    const call = { run: { requestId: 'f'.repeat(20), attempt: 1 }, input: null, waited: {} }

    expect(await perform(world, step(note), call)).toEqual(refused('stale'))
  })

  it('whose ticket has changed after something was begun goes on as planned', async () => {
    const { act, note } = aRun({ ...outdated, claims: [aClaim('mailbox', address, { isDone: false })] })

    expect(await act(note)).toMatchObject({ kind: 'done' })
  })

  it('still ends and undoes, as long as it is the run of the record', async () => {
    const cancelled = aRun(stop(record, after(60)))
    const over = aRun(aRunningRecord({ attempts: 2 }))

    expect(await cancelled.act(cancelled.note, { define: endingActivity })).toMatchObject({ kind: 'done' })
    expect(await over.act(over.note, { define: endingActivity })).toEqual(refused('stale'))
  })

  it('still answers its ticket', async () => {
    const { act, note } = aRun(aRecord({ run: ended('ready'), attempts: 4 }))

    expect(await act(note, { define: answeringActivity })).toMatchObject({ kind: 'done' })
  })
})

describe('a busy service', () => {
  it('is asked again after at least the time that it named', async () => {
    const { act, rows } = aRun(record)

    expect(await act(throws(new Transient('busy', 90)))).toEqual(later(90, 'microsoft'))
    expect(await rows()).toMatchObject([{ state: 'waiting', waitingFor: 'microsoft', nextLook: after(90) }])
  })

  it.each([
    [0, 5],
    [100, 60],
    [5_000, 300],
  ])('that names none is asked again after a growing time: after %i s, %i s', async (waitedSeconds, seconds) => {
    const { act } = aRun(record)

    expect(await act(throws(new Transient('busy')), { waitedSeconds })).toEqual(later(seconds, 'microsoft'))
  })

  it('is given up when patience is over', async () => {
    const { act } = aRun(record)

    expect(await act(throws(new Transient('busy')), { waitedSeconds: 7_200 })).toEqual(refused('microsoft-unavailable'))
  })

  it('is noted without an alarm', async () => {
    const { act, lines } = aRun(record)

    await act(throws(new Transient('Exchange is busy: Get-Mailbox')))

    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'info', event: 'waiting', activity: 'ensureCalendar', reason: 'Exchange is busy: Get-Mailbox' },
    ])
  })

  it('that names more than an hour each time is given up too', async () => {
    const { act } = aRun({ ...record, parkedSince: { microsoft: after(-30 * 86_400) } })

    expect(await act(throws(new Transient('busy', 4_000)))).toEqual(refused('microsoft-unavailable'))
  })

  it('that names more than our patience is given up at once', async () => {
    const { act } = aRun(record)

    expect(await act(throws(new Transient('busy', 999_999_999)))).toEqual(refused('microsoft-unavailable'))
  })
})

describe('a busy ticketing system', () => {
  const busy = throws(new Transient('desk is away'))
  const answering = { define: answeringActivity }

  it('is asked again within the run for half an hour, then in later runs', async () => {
    const { act } = aRun(record)

    expect(await act(busy, { ...answering, waitedSeconds: 1_799 })).toEqual(later(300, 'ticket'))
    expect(await act(busy, { ...answering, waitedSeconds: 1_800 })).toMatchObject({ kind: 'later', isParking: true })
  })

  it('is given up after seven days', async () => {
    const { act } = aRun({ ...record, parkedSince: { ticket: after(-7 * 86_400) } })

    expect(await act(busy, { ...answering, waitedSeconds: 1_800 })).toEqual(refused('ticket-unreachable'))
  })
})

describe('a bug', () => {
  const broken = throws(new Error('cannot read x of undefined'))

  it('ends the run with a reference that is in the log, where alone the stack is', async () => {
    const { act, lines } = aRun(record)

    const outcome = await act(broken)

    const line = JSON.parse(lines[0] ?? '{}') as Record<string, string>
    expect(outcome).toEqual(refused('internal', { reference: line['reference'] ?? '' }))
    expect(line).toMatchObject({ level: 'error', activity: 'ensureCalendar', request: requestId })
    expect(line['error']).toMatch(/cannot read x of undefined\n\s+at /)
  })

  it('leaves its step refused, not running', async () => {
    const { act, rows } = aRun(record)

    await act(broken)

    expect(await rows()).toMatchObject([{ state: 'refused' }])
  })

  it('that throws no error is caught too, and its value is not told', async () => {
    const { act, lines } = aRun(record)

    expect(await act(throws({ password: 'canary' }))).toMatchObject({ kind: 'refused', code: 'internal' })
    expect(lines.join('')).not.toContain('canary')
  })

  it('is told with a reference that people can read out', async () => {
    const { act } = aRun(record)

    expect(await act(broken)).toMatchObject({ facts: { reference: expect.stringMatching(/^[0-9a-z-]{6,12}$/) } })
  })

  it('is not what a fault of our own storage is: that one passes, before the step and in it', async () => {
    const { act, note, world } = aRun(record)
    const away = () => Promise.reject(new RestError('the table service does not answer', { statusCode: 503 }))
    const requests = { ...world.requests }
    world.requests.read = away

    expect(await act(note, { waitedSeconds: 100 })).toEqual(later(60, 'microsoft'))
    expect(await act(note, { waitedSeconds: 7_200 })).toEqual(refused('microsoft-unavailable'))
    Object.assign(world.requests, requests)
    expect(await act(away)).toEqual(later(5, 'microsoft'))
  })
})

describe('the step that people see', () => {
  it('begins when it begins and ends when it ends', async () => {
    const { act, clock, rows } = aRun(record)
    const seen: unknown[] = []

    await act(async () => {
      seen.push(...(await rows()))
      clock.advance(7)
      return done('value')
    })

    const row = { step: 'ensureCalendar', attempt: 1, startedAt: start }
    expect(seen).toEqual([{ ...row, state: 'running' }])
    expect(await rows()).toEqual([{ ...row, state: 'done', endedAt: after(7) }])
  })

  it('keeps its beginning over all rounds of waiting', async () => {
    const { act, clock, note, rows } = aRun(record)

    await act(async () => later(60, 'licence-active'))
    clock.advance(60)
    await act(note, { waitedSeconds: 60 })

    expect(await rows()).toEqual([
      { step: 'ensureCalendar', attempt: 1, state: 'done', startedAt: start, endedAt: after(60) },
    ])
  })

  it('never goes back from its end, however late another try of it comes', async () => {
    const { act, note, rows } = aRun(record)
    await act(note)

    await act(async () => later(60, 'licence-active'))

    expect(await rows()).toMatchObject([{ state: 'done' }])
  })

  it('is none for the steps that are not for people', async () => {
    const { world, rows } = aRun(record)
    const hidden = endingActivity('concludeRun', async () => done('ended'))

    await perform(world, hidden, { run: { requestId, attempt: 1 }, input: null, waited: {} })

    expect(await rows()).toEqual([])
  })
})

describe('what was changed', () => {
  const change = { setting: 'location.capacity', from: 4, to: 12 }
  const evident: Effect = async () => done('value', [change])

  it('is audited with the account, and not told to the workflow', async () => {
    const { act, world } = aRun(record)

    const outcome = await act(evident)

    expect(JSON.stringify(outcome)).not.toContain('location.capacity')
    expect(await world.audit.ofRequest(requestId)).toEqual([
      { at: start, requestId, attempt: 1, step: 'ensureCalendar', account: address, changes: [change] },
    ])
  })

  it('is audited once when the step runs twice', async () => {
    const { act, world } = aRun(record)

    await Promise.all([act(evident), act(evident)])

    expect(await world.audit.ofRequest(requestId)).toHaveLength(1)
  })

  it('is nothing where nothing was changed', async () => {
    const { act, note, world } = aRun(record)

    await act(note)

    expect(await world.audit.ofRequest(requestId)).toEqual([])
  })

  it('leaves no trace in the outcome', async () => {
    const { act } = aRun(record)

    expect(await act(evident)).toEqual({ kind: 'done', value: 'value' })
  })
})

describe('what a step may do', () => {
  it('is to claim an effect, which the record knows before it begins', async () => {
    const { act, requests } = aRun(record)
    const claim = { kind: 'mailbox', name: address, isDone: false } as const
    const seen: unknown[] = []

    await act(async (run) => {
      await run.claim(claim)
      seen.push((await requests.read(requestId))?.record.claims)
      return done('value')
    })

    expect(seen).toEqual([[{ ...claim, attempt: 1 }]])
  })

  it('is to claim beside another one, without losing either', async () => {
    const { act, requests } = aRun(record)
    const claims = ['ensurePlace', 'ensureCalendar', 'ensureAccount']

    await Promise.all(
      claims.map((name) =>
        act(async (run) => {
          await run.claim({ kind: 'settings', name, isDone: true })
          return done(name)
        }),
      ),
    )

    const known = (await requests.read(requestId))?.record.claims.map(({ name }) => name)
    expect(known?.toSorted()).toEqual(claims.toSorted())
  })

  it('is to hold a reservation, which the record knows before it is taken', async () => {
    const { act, requests, reservations } = aRun(record)
    const hold = { kind: 'address', key: address } as const

    await act(async (run) => {
      expect(await run.hold(hold)).toEqual({ isMine: true })
      expect(await run.hold(hold)).toEqual({ isMine: true })
      return done('value')
    })

    expect((await requests.read(requestId))?.record.holds).toEqual([hold])
    expect(await reservations.list()).toEqual([`address:${address}`])
  })

  it('is to learn who holds it instead', async () => {
    const { act, reservations } = aRun(record)
    const hold = { kind: 'address', key: address } as const
    await reservations.take(hold, 'another', 1)

    await act(async (run) => {
      expect(await run.hold(hold)).toEqual({ isMine: false, holder: 'another' })
      return done('value')
    })
  })
})
