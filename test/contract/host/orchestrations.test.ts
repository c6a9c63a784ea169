import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  callClient,
  callManagement,
  historyOf,
  raiseEvent,
  runOrchestration,
  startOrchestration,
  statusOf,
  whenEnded,
} from './durableCalls.ts'
import { launchHost, waitFor, whenReady, type HostProcess } from './hostProcess.ts'

let host: HostProcess
let home: string

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orchestrations-'))
  const app = join(import.meta.dirname, 'fixtures/orchestrations')
  // An hour of a durable timer takes 200 ms.
  host = await whenReady(launchHost({ app, home, timerSpeed: 18_000 }))
  return async () => {
    await host.kill('SIGKILL')
    rmSync(home, { recursive: true })
  }
})

/** A file that is not there yet; an activity waits for it. */
const aGate = () => join(home, randomUUID())
const open = (gate: string) => writeFileSync(gate, '')

const hasEvent = async (id: string, type: number, times = 1) => {
  const events = await historyOf(host, id)
  return events.filter(({ EventType }) => EventType === type).length >= times || undefined
}
const typesOf = async (id: string) => (await historyOf(host, id)).map(({ EventType }) => EventType)

describe('an orchestration ends', () => {
  it('only when an activity that nobody waits for has ended', async () => {
    const gate = aGate()
    await startOrchestration(host, 'firstOfTwo', 'open-activity', gate)
    await waitFor(() => hasEvent('open-activity', 5))
    const before = await statusOf(host, 'open-activity')

    open(gate)
    const after = await whenEnded(host, 'open-activity')

    expect(before).toMatchObject({ runtimeStatus: 'Running', output: null })
    expect(after).toMatchObject({ runtimeStatus: 'Completed', output: 'first is in' })
    expect(await hasEvent('open-activity', 5, 2)).toBe(true)
  })

  it('only when a timer that nobody cancelled has fired', async () => {
    const status = await runOrchestration(host, 'timerLeftOpen', 'open-timer')

    expect(status.output).toBe('done')
    expect(await typesOf('open-timer')).toEqual([12, 0, 10, 4, 13, 12, 5, 13, 12, 11, 1, 13])
  })
})

describe('the ids of tasks', () => {
  it('fail an instance at once when a task was put into a second Task.any', async () => {
    const gate = aGate()
    await startOrchestration(host, 'yieldedTwice', 'twice', gate)
    await waitFor(() => hasEvent('twice', 4))

    await raiseEvent(host, 'twice', 'go', {})

    const { runtimeStatus, output } = await whenEnded(host, 'twice')
    open(gate)
    expect(runtimeStatus).toBe('Failed')
    expect(output).toMatch(/^task ids differ: durable-functions counts 1 tasks, the engine 2\./)
  })

  it('fail an instance whose replay calls another name', async () => {
    const { runtimeStatus, output } = await runOrchestration(host, 'fickle', 'fickle')

    expect(runtimeStatus).toBe('Failed')
    expect(output).toBe(
      'Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task with ' +
        "sequence number 0 named 'quick', but the current orchestration replay instead scheduled an activity task named " +
        "'typed' with this sequence number.  Was a change made to the orchestrator code after this instance had already " +
        'started running?',
    )
  })
})

it('takes one turn of an instance after the other, however fast events come', async () => {
  const items = [1, 2, 3, 4, 5, 6, 7, 8]
  await startOrchestration(host, 'collects', 'collects', items.length)

  for (const item of items) await raiseEvent(host, 'collects', 'item', item)

  expect((await whenEnded(host, 'collects')).output).toEqual(items)
  expect((await typesOf('collects')).filter((type) => type === 15)).toHaveLength(items.length)
})

it('serves the later of two waits for one event first', async () => {
  await startOrchestration(host, 'pauseTwice', 'pause')
  await waitFor(() => hasEvent('pause', 10, 2))

  await raiseEvent(host, 'pause', 'nudge', { from: 'a friend' })

  expect(await whenEnded(host, 'pause')).toMatchObject({ runtimeStatus: 'Completed', output: { from: 'a friend' } })
})

it('fires a durable timer sooner by the timer speed and leaves the asked time in history', async () => {
  const before = Date.now()

  await runOrchestration(host, 'hourLong', 'hour')

  const created = (await historyOf(host, 'hour')).find(({ EventType }) => EventType === 10)
  expect(Date.now() - before).toBeGreaterThanOrEqual(200)
  expect(Date.parse(String(created?.['FireAt'])) - Date.parse(String(created?.['Timestamp']))).toBeGreaterThan(
    3_599_000,
  )
})

it('hands values to activities and back as JSON, nothing as null', async () => {
  const { output } = await runOrchestration(host, 'texts', 'texts')

  expect(output).toEqual([
    { type: 'string', input: 'plain' },
    { type: 'string', input: '{"a":1}' },
    { type: 'string', input: '' },
    { type: 'number', input: 7 },
    { type: 'boolean', input: true },
    { type: 'undefined' },
    { type: 'object', input: [1] },
    { type: 'undefined' },
  ])
})

it('shows a result of 200,000 characters in full', async () => {
  const { output } = await runOrchestration(host, 'large', 'large', 200_000)

  expect(output).toBe('é'.repeat(200_000))
})

describe('an orchestration that asks for what is not served fails', () => {
  it.each([
    ['retries', 'callActivityWithRetry'],
    ['retriesChild', 'callSubOrchestratorWithRetry'],
    ['again', 'continueAsNew'],
    ['asksEntity', 'callEntity'],
    ['tellsEntity', 'signalEntity'],
    ['locks', 'an entity lock'],
    ['callsOut', 'callHttp'],
    ['versioned', 'a version in callSubOrchestrator'],
    ['weekLong', 'a durable timer longer than six days'],
  ])('%s: %s', async (name, what) => {
    const { runtimeStatus, output } = await runOrchestration(host, name, name)

    expect(runtimeStatus).toBe('Failed')
    expect(output).toBe(`not supported by the local host: ${what}`)
  })
})

describe('the management API answers 501 to', () => {
  it.each([
    ['POST', 'instances/x/suspend', 'suspend'],
    ['POST', 'instances/x/resume', 'resume'],
    ['POST', 'instances/x/rewind', 'rewind'],
    ['POST', 'instances/x/restart', 'restart'],
    ['GET', 'entities/counter/a', 'entities'],
    ['POST', 'entities/counter/a', 'entities'],
    ['POST', 'orchestrators/instant?version=2', 'an orchestration version'],
  ])('%s %s', async (method, resource, what) => {
    const response = await callManagement(host, method, resource, method === 'POST' ? {} : undefined)

    expect(response.status).toBe(501)
    expect(await response.json()).toBe(`not supported by the local host: ${what}`)
  })
})

describe('names and ids', () => {
  it('tells at once that an activity is not registered and leaves the instance running', async () => {
    await startOrchestration(host, 'callsMissing', 'missing')

    const line = await waitFor(() => host.lines.find((one) => one.includes("instance 'missing' hangs")))

    expect(line).toMatch(/ error callsMissing: instance 'missing' hangs: it calls 'misspelt', which is not registered$/)
    expect(await statusOf(host, 'missing')).toMatchObject({ runtimeStatus: 'Running' })
  })

  it('fails an instance of an orchestrator that is not registered and lists those that are', async () => {
    const { runtimeStatus, output } = await runOrchestration(host, 'misspelt', 'unknown')

    expect(runtimeStatus).toBe('Failed')
    expect(output).toMatch(
      /^Orchestrator function 'misspelt' failed: The function 'misspelt' doesn't exist, is disabled, or is not an orchestrator function\. Additional info: The following are the known orchestrator functions: .*'pauseTwice'/,
    )
  })

  it.each(['@counter', 'a%23b', 'a%5Cb', 'a'.repeat(257)])('refuses the instance id %s', async (id) => {
    const response = await callManagement(host, 'POST', `orchestrators/instant/${id}`, 1)

    expect(response.status).toBe(400)
  })

  it('fails the call of a sub-orchestration whose id is active elsewhere', async () => {
    await startOrchestration(host, 'waits', 'taken')

    const { output } = await runOrchestration(host, 'parentOf', 'parent-of-taken', 'taken')

    expect(output).toMatch(/'taken' already exists with the status (?:Pending|Running)/)
  })

  it('gives the result of an activity only to the run that called it', async () => {
    const [first, second] = [aGate(), aGate()]
    await startOrchestration(host, 'gated', 'reused', first)
    await waitFor(() => hasEvent('reused', 4))
    await callManagement(host, 'POST', 'instances/reused/terminate?reason=again')
    await whenEnded(host, 'reused')
    await startOrchestration(host, 'gated', 'reused', second)
    await waitFor(() => hasEvent('reused', 4))

    open(first)
    await runOrchestration(host, 'texts', 'afterwards')
    const between = await statusOf(host, 'reused')
    open(second)

    expect(between.runtimeStatus).toBe('Running')
    expect(await whenEnded(host, 'reused')).toMatchObject({ runtimeStatus: 'Completed', output: 'through' })
  })
})

describe('nothing reaches an instance that has ended:', () => {
  it('not its own timer', async () => {
    await startOrchestration(host, 'hourLong', 'ended')
    await waitFor(() => hasEvent('ended', 10))
    await callManagement(host, 'POST', 'instances/ended/terminate?reason=enough')
    await whenEnded(host, 'ended')
    const before = await typesOf('ended')

    await runOrchestration(host, 'hourLong', 'later')

    expect(await typesOf('ended')).toEqual(before)
  })

  it('not the end of a child that an earlier run of the same id had started', async () => {
    await startOrchestration(host, 'parentOf', 'family', 'first-child')
    await waitFor(() => hasEvent('family', 7))
    await callManagement(host, 'POST', 'instances/family/terminate?reason=again')
    await whenEnded(host, 'family')
    await startOrchestration(host, 'parentOf', 'family', 'second-child')
    await waitFor(() => hasEvent('family', 7))

    for (const child of ['first-child', 'second-child']) {
      await raiseEvent(host, child, 'go', child)
      await whenEnded(host, child)
    }

    expect((await whenEnded(host, 'family')).output).toBe('second-child')
  })

  it('not an event whose body comes after the end', async () => {
    await startOrchestration(host, 'waits', 'late')
    await waitFor(() => hasEvent('late', 13))
    const path = '/runtime/webhooks/durabletask/instances/late/raiseEvent/go'
    const headers = { 'content-type': 'application/json', 'content-length': 2, expect: '100-continue' }
    const raising = request({ port: host.port, path, method: 'POST', headers })
    await once(raising, 'continue')
    await callManagement(host, 'POST', 'instances/late/terminate?reason=enough')
    await whenEnded(host, 'late')
    const before = await typesOf('late')

    raising.end('{}')
    const [answer] = (await once(raising, 'response')) as [IncomingMessage]
    await runOrchestration(host, 'texts', 'after-late')

    expect(answer.statusCode).toBe(202)
    expect(await typesOf('late')).toEqual(before)
  })
})

it('tells a parent that its child was terminated in the words of the library', async () => {
  await startOrchestration(host, 'parentOf', 'bereft', 'terminated-child')
  await waitFor(() => hasEvent('bereft', 7))

  await callManagement(host, 'POST', 'instances/terminated-child/terminate?reason=enough')

  const { runtimeStatus, output } = await whenEnded(host, 'bereft')
  expect(runtimeStatus).toBe('Failed')
  expect(output).toMatch(/^Orchestrator function 'parentOf' failed: Task with ID 0 failed but we could not parse/)
})

describe('limits of host.json', () => {
  it('never runs more activities at once than maxConcurrentActivityFunctions', async () => {
    const { output } = await runOrchestration(host, 'many', 'many', 10)

    expect(Math.max(...(output as number[]))).toBe(3)
  })

  it('never runs more orchestrators at once than maxConcurrentOrchestratorFunctions', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `instant-${index}`)

    await Promise.all(ids.map((id) => runOrchestration(host, 'instant', id, id)))

    expect(await (await fetch(`${host.origin}/api/mostTurns`)).json()).toBe(4)
  })
})

describe('listing and purging', () => {
  it('gives pages of the asked size and a token for the next', async () => {
    for (const id of ['page-1', 'page-2', 'page-3']) await runOrchestration(host, 'instant', id)
    const list = (headers: Record<string, string>) =>
      fetch(`${host.origin}/durabletask/instances/?instanceIdPrefix=page-&top=2`, { headers })

    const first = await list({})
    const token = first.headers.get('x-ms-continuation-token') ?? ''
    const second = await list({ 'x-ms-continuation-token': token })

    expect(await first.json()).toMatchObject([{ instanceId: 'page-1' }, { instanceId: 'page-2' }])
    expect(Buffer.from(token, 'base64').toString()).toBe('page-3')
    expect(await second.json()).toMatchObject([{ instanceId: 'page-3' }])
    expect(second.headers.get('x-ms-continuation-token')).toBe(null)
  })

  it('gives the client all of more than a hundred instances', async () => {
    const ids = Array.from({ length: 105 }, (_, index) => `bulk-${index}`)
    await Promise.all(ids.map((id) => startOrchestration(host, 'instant', id)))

    const all = (await callClient(host, 'getStatusAll')) as { instanceId: string }[]

    expect(all.filter(({ instanceId }) => instanceId.startsWith('bulk-'))).toHaveLength(105)
  })

  it('filters by status and time', async () => {
    await runOrchestration(host, 'retries', 'filtered-failed')
    await startOrchestration(host, 'waits', 'filtered-waiting')
    const list = async (query: string) => {
      const response = await callManagement(
        host,
        'GET',
        `instances?instanceIdPrefix=filtered-&showInput=false&${query}`,
      )
      return ((await response.json()) as { instanceId: string }[]).map(({ instanceId }) => instanceId)
    }

    const failed = await list('runtimeStatus=Failed&runtimeStatus=Terminated')
    const active = await list('runtimeStatus=Pending,Running')
    const later = await list('createdTimeFrom=2100-01-01T00:00:00Z')

    expect([failed, active, later]).toEqual([['filtered-failed'], ['filtered-waiting'], []])
  })

  it('purges by filter only what has ended', async () => {
    await startOrchestration(host, 'waits', 'purge-active')
    await runOrchestration(host, 'instant', 'purge-ended')

    const response = await callManagement(
      host,
      'DELETE',
      'instances?createdTimeFrom=2020-01-01T00:00:00Z&instanceIdPrefix=purge-',
    )

    expect(await response.json()).toEqual({ instancesDeleted: 1 })
    expect((await callManagement(host, 'GET', 'instances/purge-ended')).status).toBe(404)
    expect((await callManagement(host, 'GET', 'instances/purge-active')).status).toBe(202)
  })
})
