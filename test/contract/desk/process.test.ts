import { fork } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { startDesk } from '../../../local/desk/startDesk.ts'
import { sources } from '../../../local/desk/sources.ts'
import { findFault, newFile, secrets, startReceiver, startTestDesk, talkTo, tokens } from './kit.ts'

const soon = { timeout: 10_000, interval: 20 }

const env = {
  PATH: process.env['PATH'],
  ...Object.fromEntries(
    sources.flatMap((source) => [
      [`ROOMWRIGHT_DESK_${source.toUpperCase()}_SECRET`, secrets[source]],
      [`ROOMWRIGHT_DESK_${source.toUpperCase()}_TOKEN`, tokens[source]],
    ]),
  ),
}

/** The desk as a process of its own. */
function forkDesk(file: string, target: string, environment: NodeJS.ProcessEnv = env) {
  const args = ['--port', '0', '--file', file, '--target', target]
  const child = fork(new URL('../../../local/desk/main.ts', import.meta.url), args, {
    silent: true,
    env: environment,
    execArgv: [],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  onTestFinished(() => void child.kill('SIGKILL'))
  const ready = async () => {
    await expect.poll(() => output, soon).toMatch(/^ready http:\S+$/m)
    return talkTo(/^ready (\S+)$/m.exec(output)?.[1] ?? '')
  }
  return { child, ready, output: () => output, exited: once(child, 'exit') }
}

test('webhooks that were under way at kill -9 are delivered after the restart, with the same ids', async () => {
  const receiver = await startReceiver('hang', 'hang', { status: 202 })
  onTestFinished(receiver.stop)
  const file = newFile()
  const first = forkDesk(file, receiver.target)
  const desk = await first.ready()
  const ticket = await desk.open()
  await desk.call('PATCH', `/tickets/${ticket}`, { room: { capacity: 10 } })
  await expect.poll(() => receiver.received.length, soon).toBe(2)

  first.child.kill('SIGKILL')
  await first.exited
  const second = await forkDesk(file, receiver.target).ready()

  await expect
    .poll(async () => (await second.read(ticket)).deliveries, soon)
    .toMatchObject([{ state: 'delivered' }, { state: 'delivered' }])
  const sent = receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)
  expect(sent.slice(2).toSorted()).toEqual(sent.slice(0, 2).toSorted())
  expect(receiver.received.map((webhook) => findFault(webhook, secrets.generic))).toEqual(Array(4).fill(undefined))
})

test('a comment and an approval that were answered are there after kill -9, and so is the number of the next ticket', async () => {
  const receiver = await startReceiver()
  onTestFinished(receiver.stop)
  const file = newFile()
  const first = forkDesk(file, receiver.target)
  const desk = await first.ready()
  const ticket = await desk.open()
  await desk.comment(ticket, { text: 'Kept' })
  await desk.call('PUT', `/tickets/${ticket}/approval`, { state: 'approved', by: 'adam@contoso.com' })

  first.child.kill('SIGKILL')
  await first.exited
  const second = await forkDesk(file, receiver.target).ready()

  expect(await second.read(ticket)).toMatchObject({
    comments: [{ text: 'Kept' }],
    approval: { state: 'approved', by: 'adam@contoso.com' },
  })
  expect(await second.open()).not.toBe(ticket)
})

test('the desk goes when its parent goes', async () => {
  const { child, ready, exited } = forkDesk(newFile(), 'http://127.0.0.1:1')
  await ready()

  child.disconnect()

  expect(await exited).toEqual([0, null])
})

test('a start without secrets names every missing setting and fails', async () => {
  const { exited, output } = forkDesk(newFile(), 'http://127.0.0.1:1', { PATH: env.PATH })

  expect(await exited).toEqual([1, null])
  expect(output()).toContain('set ROOMWRIGHT_DESK_GENERIC_SECRET and ROOMWRIGHT_DESK_SERVICENOW_SECRET')
})

test('the log holds no secret and the file is for its owner alone', async () => {
  const receiver = await startReceiver({ status: 500 })
  onTestFinished(receiver.stop)
  const file = newFile()
  const { ready, output } = forkDesk(file, receiver.target)
  const desk = await ready()

  await desk.open({ room: { password: 'canary-password' } })

  await expect.poll(output, soon).toContain('answered 500')
  const kept = [...Object.values(secrets), ...Object.values(tokens), 'canary-password']
  expect(kept.filter((secret) => output().includes(secret))).toEqual([])
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a busy port is refused with its number and what to do', async () => {
  const desk = await startTestDesk({ target: 'http://127.0.0.1:1' })
  onTestFinished(() => desk.stop())

  const second = startTestDesk({ target: 'http://127.0.0.1:1', port: desk.port })

  await expect(second).rejects.toThrow(`port ${desk.port} is in use: stop what listens there, or choose another port`)
})

test('a secret that is no Standard Webhooks secret is refused by name, not by value', async () => {
  const start = startDesk({
    port: 0,
    file: newFile(),
    target: 'http://127.0.0.1:1',
    secrets: { ...secrets, servicenow: 'hush' },
    tokens,
    log: () => undefined,
  })

  await expect(start).rejects.toThrow(/^the secret of servicenow: a webhook secret must be "whsec_"[^h]*$/)
})
