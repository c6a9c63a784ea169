import { describe, expect, it } from 'vitest'
import { makeJobScope } from '../../../functions/runs/jobScope.ts'
import { makeContext } from '../../../functions/runs/runContext.ts'
import type { RequestRecord } from '../../../shared/room/record.ts'
import { aRunningRecord, requestId, start } from '../../kit/records.ts'
import { aWorld } from '../../kit/world.ts'

const hour = 3_600

function scopeOf(waited: Record<string, number> = {}, changes: Partial<RequestRecord> = {}, step = 'ensureMailbox') {
  const record = aRunningRecord(changes)
  const { world, clock, requests } = aWorld(record)
  const make = () =>
    makeJobScope(makeContext(world, 'work', record, { requestId, attempt: record.attempts }, waited), step, waited)
  const claims = async () => (await requests.read(requestId))?.record.claims
  return { make, clock, claims }
}
const keyOf = (...given: Parameters<typeof scopeOf>) => scopeOf(...given).make().key

describe('the key of the jobs of a call', () => {
  it('is the same when the call is repeated because the worker was waited for', () => {
    expect(keyOf({ worker: 600 })).toBe(keyOf())
  })

  it('is the same beside what was waited for before', () => {
    expect(keyOf({ 'settings-visible': 5, worker: 600 })).toBe(keyOf({ 'settings-visible': 5 }))
  })

  it.each<[string, Parameters<typeof scopeOf>]>([
    ['a fresh look', [{ 'settings-visible': 5 }]],
    ['a later look', [{ 'settings-visible': 13 }]],
    ['another attempt', [{}, { attempts: 2 }]],
    ['another step', [{}, {}, 'ensureAccount']],
  ])('is another one for %s', (_, given) => {
    const others = [keyOf(), keyOf({ 'settings-visible': 8 })]

    expect(others).not.toContain(keyOf(...given))
  })

  it('names its request, so that two requests never share a job', () => {
    expect(keyOf()).toContain(requestId)
  })
})

describe('a wait for the worker', () => {
  it.each<[number, boolean]>([
    [0, false],
    [1_799, false],
    [1_800, true],
    [72 * hour, true],
  ])('of %i seconds is the last look of this run: %s', (worker, isLast) => {
    expect(scopeOf({ worker }).make().isLast).toBe(isLast)
  })

  it('is the last look when patience over several runs is over, although this run has hardly waited', () => {
    const { make, clock } = scopeOf({}, { parkedSince: { worker: start } })
    clock.advance(72 * hour)

    expect(make().isLast).toBe(true)
  })
})

describe('a job that changes something', () => {
  it('stands in the record while it is at work, and no longer', async () => {
    const { make, claims } = scopeOf()
    const scope = make()

    await scope.keepJob('job-1')
    await scope.keepJob('job-1')
    await scope.keepJob('job-2')
    await scope.dropJob('job-1')

    expect(await claims()).toEqual([{ kind: 'job', name: 'job-2', attempt: 1, isDone: false }])
  })
})
