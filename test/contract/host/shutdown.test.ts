import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Dispatcher } from '../../../local/host/engine/dispatcher.ts'
import type { Store } from '../../../local/host/engine/store.ts'
import { runOrchestration, startOrchestration, whenEnded } from './durableCalls.ts'
import { anApp } from './functionApp.ts'
import { aFolder, startHost, waitFor } from './hostProcess.ts'

/** An HTTP function and an activity that wait for a file. */
const code = `
const wait = async (name, context) => {
  context.log(name + ' begun')
  while (!require('node:fs').existsSync(process.env.GATE)) await new Promise((next) => setTimeout(next, 5))
}
app.http('slow', { authLevel: 'anonymous', extraInputs: [df.input.durableClient()], handler: async (_, context) => {
  await wait('request', context)
  return { body: await df.getClient(context).startNew('nothing', { instanceId: 'late' }) }
} })
df.app.orchestration('nothing', function* () {})
df.app.orchestration('gated', function* (context) { return yield context.df.callActivity('gate') })
df.app.activity('gate', { handler: async (_, context) => { await wait('activity', context); return 'through' } })
app.hook.appTerminate(() => console.log('terminated'))`

const anAppWithGate = () => {
  const gate = join(aFolder(), 'gate')
  return { app: anApp({ code }), home: aFolder(), environment: { GATE: gate }, open: () => writeFileSync(gate, '') }
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets a request end that still calls its durable client, and takes no other',
  async (signal) => {
    const { open, ...start } = anAppWithGate()
    const host = await startHost(start)
    const slow = fetch(`${host.origin}/api/slow`)
    await waitFor(() => host.lines.find((line) => line.includes('request begun')))

    host.child.kill(signal)
    const refused = await waitFor(async () => {
      const { status } = await fetch(`${host.origin}/api/slow`, { method: 'DELETE' })
      return status === 503 ? status : undefined
    })
    open()

    expect(refused).toBe(503)
    expect(await (await slow).text()).toBe('late')
    expect(await host.ended).toBe(0)
    expect(host.lines.at(-1)).toMatch(/ console: terminated$/)
  },
)

it('SIGTERM lets a running activity end, and its result is there after the restart', async () => {
  const { open, ...start } = anAppWithGate()
  const first = await startHost(start)
  await startOrchestration(first, 'gated', 'gated')
  await waitFor(() => first.lines.find((line) => line.includes('activity begun')))

  first.child.kill('SIGTERM')
  open()

  expect(await first.ended).toBe(0)
  const second = await startHost(start)
  expect((await whenEnded(second, 'gated')).output).toBe('through')
  expect(second.lines.filter((line) => line.includes('activity begun'))).toEqual([])
})

it('a forked host ends when its parent disconnects', async () => {
  const { open: _, ...start } = anAppWithGate()
  const host = await startHost(start)

  host.child.disconnect()

  expect(await host.ended).toBe(0)
})

it('a stop waits no longer for an activity that never ends than it was given', async () => {
  const activity = { sequence: 1, instanceId: 'i', taskId: 0, name: 'endless', input: null }
  let isTaken = false
  const activitiesAfter = (sequence: number) => (sequence === 0 ? [activity] : [])
  const dispatcher = new Dispatcher({
    store: { activitiesAfter, dueInstances: () => [], nextDue: () => undefined } as unknown as Store,
    limits: { maxConcurrentActivities: 1, maxConcurrentOrchestrators: 1 },
    runTurn: () => Promise.resolve(),
    runActivity: () => {
      isTaken = true
      return new Promise(() => undefined)
    },
  })
  dispatcher.wake()
  await waitFor(() => isTaken || undefined)
  const before = Date.now()

  await dispatcher.stop(50)

  expect(Date.now() - before).toBeLessThan(1000)
})

it('the file of a hub is named for it and open to its owner alone', async () => {
  const { open, ...start } = anAppWithGate()
  const hostJson = { version: '2.0', extensions: { durableTask: { hubName: 'roomHub' } } }
  const host = await startHost({ ...start, app: anApp({ code, hostJson }) })
  open()
  await runOrchestration(host, 'gated', 'gated')

  const modes = ['roomHub.sqlite', 'roomHub.sqlite-wal'].map((file) => statSync(join(start.home, file)).mode & 0o777)

  expect(modes).toEqual([0o600, 0o600])
})
