import { describe, expect, it } from 'vitest'
import { perform } from '../../../functions/runs/perform.ts'
import { activity } from '../../../orchestrations/activity.ts'
import { Transient } from '../../../shared/http/transient.ts'
import type { Jobs } from '../../../shared/microsoft365/jobs.ts'
import { makeRooms } from '../../../shared/microsoft365/rooms.ts'
import { makeRunbooks } from '../../../shared/microsoft365/runbooks.ts'
import { done, type Outcome } from '../../../shared/outcome.ts'
import type { World } from '../../../shared/world.ts'
import { memoryJobs, outputOf } from '../../kit/memoryJobs.ts'
import { scriptGraph } from '../../kit/microsoft365.ts'
import { aRunningRecord, requestId } from '../../kit/records.ts'
import { recordedRunner } from '../../kit/recordedRunner.ts'
import { address } from '../../kit/rooms.ts'
import { aWorld } from '../../kit/world.ts'

/** Blocks an account of the local directory, which is one job. */
const block = activity('ensureAccount', async ({ rooms }: Pick<World, 'rooms'>): Promise<Outcome<string>> => {
  const { kind } = await rooms.setEnabled({ address, topology: 'on-premises' }, false)
  return done(kind)
})

/** A step that is asked again after each wait, as the workflow does. */
function aStep(change: (jobs: Jobs) => Jobs = (jobs) => jobs) {
  const automation = memoryJobs()
  const made = aWorld(aRunningRecord())
  const runbooks = makeRunbooks(change(automation.jobs), 'https://rooms.vault.azure.net')
  const rooms = makeRooms({
    exchange: recordedRunner().runner,
    graph: scriptGraph().graph,
    clock: made.clock,
    runbooks,
  })
  const waited: Record<string, number> = {}
  const ask = async (): Promise<Outcome<string>> => {
    const run = { requestId, attempt: 1 }
    const outcome = await perform({ ...made.world, rooms }, block, { run, input: null, waited: { ...waited } })
    if (outcome.kind === 'later') waited[outcome.why] = (waited[outcome.why] ?? 0) + outcome.seconds
    return outcome
  }
  const claims = async () => (await made.requests.read(requestId))?.record.claims
  return { ...automation, ask, claims }
}

const over = { status: 'Completed', output: outputOf({ kind: 'ok', value: [] }) }

describe('a step that needs the worker', () => {
  it('waits for the worker, and goes on with the job that it has started', async () => {
    const { ask, work, kept, claims } = aStep()

    const first = await ask()
    const begun = await claims()
    work(over)
    const second = await ask()

    expect(first).toMatchObject({ kind: 'later', why: 'worker' })
    expect(begun).toMatchObject([{ kind: 'job', isDone: false }])
    expect(second).toEqual(done('done'))
    expect(kept.size).toBe(1)
    expect(await claims()).toEqual([])
  })

  it('starts no second job when the answer to the first was lost', async () => {
    let isLost = true
    const { ask, work, kept } = aStep((jobs) => ({
      ...jobs,
      async start(name, request) {
        const job = await jobs.start(name, request)
        if (isLost) throw new Transient('the answer was lost')
        return job
      },
    }))

    const first = await ask()
    isLost = false
    const second = await ask()
    work(over)

    expect([first, second]).toMatchObject([{ why: 'worker' }, { why: 'worker' }])
    expect(await ask()).toEqual(done('done'))
    expect(kept.size).toBe(1)
  })

  it('starts no second job when Azure Automation is away while the first is at work', async () => {
    const { ask, work, fail, kept } = aStep()

    await ask()
    fail(new Transient('busy', 30))
    expect(await ask()).toMatchObject({ why: 'worker', seconds: 30 })
    work(over)

    expect(await ask()).toEqual(done('done'))
    expect(kept.size).toBe(1)
  })

  it('is parked after half an hour without a worker, with its job called off', async () => {
    const { ask, kept, claims } = aStep()

    let outcome = await ask()
    while (outcome.kind === 'later' && !outcome.isParking) outcome = await ask()

    expect(outcome).toMatchObject({ kind: 'later', why: 'worker', isParking: true })
    expect([...kept.values()].map(({ status }) => status)).toEqual(['Stopped'])
    expect(await claims()).toEqual([])
  })
})
