import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { historyOf, raiseEvent, startOrchestration, whenEnded } from './durableCalls.ts'
import { aFolder, startHost, waitFor, type HostProcess } from './hostProcess.ts'

const app = join(import.meta.dirname, 'fixtures/mortal')
const fulfilled = {
  first: 10,
  middle: [20, 30, { from: 10, there: 40, back: 50 }],
  event: { mood: 'fine' },
  last: 60,
}

/** A home that outlives its hosts, and the activities that were begun there. */
function aHome() {
  const home = aFolder()
  const files = { STEPS_FILE: join(home, 'steps'), GATE: join(home, 'gate') }
  writeFileSync(files.STEPS_FILE, '')
  return {
    steps: () => readFileSync(files.STEPS_FILE, 'utf8').split('\n').filter(Boolean),
    openGate: () => writeFileSync(files.GATE, ''),
    live: (environment: Record<string, string> = {}, timerSpeed = 72_000) =>
      startHost({ app, home, timerSpeed, environment: { ...files, ...environment } }),
  }
}

async function beginJourney(host: HostProcess, id: string): Promise<void> {
  await startOrchestration(host, 'journey', id)
  await raiseEvent(host, id, 'go', { mood: 'fine' })
}

it.each([
  ['before', { DIE_BEFORE: 'yes' }],
  ['after', {}],
])('a journey whose host dies again and again, %s an invocation, ends right', async (_, moment) => {
  const { live, steps } = aHome()
  let host = await live()
  await beginJourney(host, 'journey')
  let lives = 0

  do {
    await host.kill('SIGKILL')
    host = await live({ DIE_AT: String(3 + (lives++ % 4)), ...moment })
  } while (lives < 30 && (await diesInJourney(host)))

  const { runtimeStatus, output } = await whenEnded(host, 'journey')
  expect({ runtimeStatus, output }).toEqual({ runtimeStatus: 'Completed', output: fulfilled })
  expect(lives).toBeGreaterThan(2)
  expect(new Set(steps()).size).toBe(6)
})

const diesInJourney = (host: HostProcess): Promise<boolean> =>
  whenEnded(host, 'journey').then(
    () => false,
    () => true,
  )

it('twelve journeys end right although the host is killed at four random moments', async () => {
  const { live, steps } = aHome()
  const random = seeded(20261121)
  const ids = Array.from({ length: 12 }, (_, index) => `journey-${index}`)

  for (const part of [ids.slice(0, 6), ids.slice(6), [], []]) {
    const host = await live()
    await Promise.all(part.map((id) => beginJourney(host, id)))
    await new Promise((later) => setTimeout(later, random() * 100))
    await host.kill('SIGKILL')
  }

  const host = await live()
  const ends = await Promise.all(ids.map((id) => whenEnded(host, id)))
  expect(ends.map(({ output }) => output)).toEqual(ids.map(() => fulfilled))
  const histories = await Promise.all(ids.map((id) => historyOf(host, id)))
  for (const history of histories) expect(resultsPerTask(history)).toEqual([1, 1, 1, 1, 1, 1])
  expect(steps().length).toBeGreaterThanOrEqual(72)
})

it('an activity that was running runs again at once after a restart, also below a sub-orchestration', async () => {
  const { live, steps, openGate } = aHome()
  const first = await live()
  await startOrchestration(first, 'errands', 'errands')
  await waitFor(() => steps().length === 1 || undefined)
  await first.kill('SIGKILL')

  const second = await live()
  await waitFor(() => steps().length === 2 || undefined, 2)
  openGate()

  expect(await whenEnded(second, 'errands')).toMatchObject({ runtimeStatus: 'Completed', output: 'through' })
})

it('a start and an event that were answered 202 are there after a kill in that moment', async () => {
  const { live } = aHome()
  const first = await live({ DIE_AT: '1', DIE_BEFORE: 'yes' })
  await startOrchestration(first, 'journey', 'early')
  await first.ended
  const second = await live()
  const raised = await raiseEvent(second, 'early', 'go', { mood: 'fine' })
  await second.kill('SIGKILL')

  const third = await live()

  expect(raised.status).toBe(202)
  expect((await whenEnded(third, 'early')).output).toEqual(fulfilled)
})

it('a durable timer keeps its time over a restart', async () => {
  const { live } = aHome()
  const before = Date.now()
  const first = await live({}, 3600)
  await startOrchestration(first, 'hour', 'hour')
  await waitFor(async () => (await historyOf(first, 'hour')).length > 3 || undefined)
  await first.kill('SIGKILL')

  const second = await live({}, 1)

  expect((await whenEnded(second, 'hour')).output).toBe('over')
  expect(Date.now() - before).toBeGreaterThanOrEqual(1000)
})

/** Each scheduled task has exactly one result in history. */
function resultsPerTask(history: Record<string, unknown>[]): number[] {
  const ids = history.filter(({ EventType }) => [4, 7, 10].includes(Number(EventType))).map(({ EventId }) => EventId)
  return ids.map((id) => history.filter((event) => (event['TaskScheduledId'] ?? event['TimerId']) === id).length)
}

/** A small generator, so that a failure can be repeated (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
