import { describe, expect, it } from 'vitest'
import { concludeRun } from '../../../../orchestrations/activities/concludeRun.ts'
import { done, refused, type Verdict } from '../../../../shared/outcome.ts'
import { stop, takeIn } from '../../../../shared/room/intake.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { aPerformance } from '../../../kit/performOne.ts'
import { aWork } from '../../../kit/plans.ts'
import { aClaim, aCommand, after, aRunningRecord, requestId, start } from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const hold = { kind: 'address', key: address } as const
const record = aRunningRecord({ account: address, holds: [hold] })

async function conclude(verdict: Verdict, known: RequestRecord = record, undoing?: Verdict) {
  const performance = aPerformance(known)
  await performance.reservations.take(hold, requestId, 1)
  const outcome = await performance.ask(concludeRun, { verdict, ...(undoing && { undoing }) })
  return { ...performance, outcome, concluded: await performance.read(), held: await performance.reservations.list() }
}

describe('a run that is done', () => {
  it('makes the request ready, and has somebody free what it held and answer the ticket', async () => {
    const { concluded, looks } = await conclude(done(aWork()))

    expect(concluded).toMatchObject({ run: { kind: 'ended', at: start, end: 'ready' }, readyAt: start })
    expect(concluded.holds).toEqual([hold])
    expect(looks).toContain(requestId)
  })

  it.each<[string, RequestRecord['claims'], 'new' | 'keep']>([
    ['new when it was set', [aClaim('password', 'room-x/v1')], 'new'],
    ['kept when it was only begun', [aClaim('password', 'room-x/v1', { isDone: false })], 'keep'],
    ['kept when there was nothing to do', [], 'keep'],
  ])('tells the account, the licence, and that the password is %s', async (_, claims, password) => {
    const { concluded } = await conclude(done(aWork()), { ...record, claims })

    expect(concluded.answers.at(-1)).toMatchObject({
      kind: 'ready',
      facts: { address, licence: 'Teams Rooms Pro', password },
    })
  })

  it('is followed by another one when the ticket has changed meanwhile', async () => {
    const planned = { ...record, run: { kind: 'running' as const, since: start, planned: aRoom() } }
    const outdated = takeIn(planned, aCommand({ revision: 2, room: aRoom({ capacity: 20 }) }))

    const { concluded, held, looks } = await conclude(done(aWork()), outdated)

    expect(concluded.run).toEqual({ kind: 'idle' })
    expect(held).toEqual([`address:${address}`])
    expect(looks).toContain(requestId)
  })

  it('lists by title, with its value, what all runs of the request have set, each once', async () => {
    const { world, ask, read } = aPerformance(record)
    for (const [step, setting] of [
      ['one', 'location.capacity'],
      ['two', 'location.capacity'],
      ['three', 'location.floor'],
    ] as const)
      await world.audit.write({
        at: start,
        requestId,
        attempt: 1,
        step,
        account: address,
        changes: [{ setting, from: 1, to: 2 }],
      })

    await ask(concludeRun, { verdict: done(aWork()) })

    expect((await read()).changed.toSorted()).toEqual(['Floor: 2', 'Seats: 2'])
  })

  it('ends the request once, although it is concluded twice at once', async () => {
    const { ask, read } = aPerformance(record)

    await Promise.all([ask(concludeRun, { verdict: done(aWork()) }), ask(concludeRun, { verdict: done(aWork()) })])

    expect((await read()).answers.filter(({ kind }) => kind === 'ready')).toHaveLength(1)
  })
})

describe('a run that was refused', () => {
  it('leaves the request to a person, with the reason', async () => {
    const { concluded } = await conclude(refused('no-licence-left', { licence: 'Pro' }))

    expect(concluded.run).toMatchObject({ end: 'needs a person', code: 'no-licence-left', facts: { licence: 'Pro' } })
  })

  it.each(['outdated', 'cancelled'])('as %s, which it is not any more, is followed by another one', async (code) => {
    const { concluded } = await conclude(refused(code))

    expect(concluded).toMatchObject({ run: { kind: 'idle' }, nextLook: start })
  })

  it('because it was stopped ends as cancelled, and tells what was taken back and what is left', async () => {
    const undone = { undone: 'Seats', left: 'nothing' }

    const { concluded } = await conclude(refused('cancelled'), stop(record, after(60)), done(undone))

    expect(concluded.run).toMatchObject({ end: 'cancelled' })
    expect(concluded.answers.at(-1)).toMatchObject({ kind: 'cancelled', facts: undone })
  })

  it('because it was stopped says so when taking back did not work', async () => {
    const { concluded } = await conclude(
      refused('cancelled'),
      stop(record, after(60)),
      refused('microsoft-unavailable'),
    )

    expect(concluded.answers.at(-1)?.facts).toMatchObject({ undone: 'not everything could be taken back' })
  })
})

describe('a run that waits for long', () => {
  it('is parked, keeps what it holds, and says for what it waits', async () => {
    const { concluded, held } = await conclude({ kind: 'parked', seconds: 600, why: 'licence-free' })

    expect(concluded).toMatchObject({
      run: { kind: 'parked', why: 'licence-free', notBefore: after(600) },
      nextLook: after(600),
      parkedSince: { 'licence-free': start },
    })
    expect(concluded.answers.at(-1)).toMatchObject({ kind: 'waiting', facts: { why: 'licence-free' } })
    expect(held).toEqual([`address:${address}`])
  })
})
