import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceBusClient } from '@azure/service-bus'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { aClient, aFile, eventually, receiveOne, why } from './kit.ts'

const program = join(import.meta.dirname, '../../../local/bus/main.ts')

/** The bus as a process of its own, as it is started by hand. */
async function aBusProcess(file: string, port = 0) {
  const child = fork(program, ['--port', `${port}`, '--file', file, '--queue', 'commands'], { silent: true })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout?.on('data', (data: Buffer) => void (output += String(data)))
  child.stderr?.on('data', (data: Buffer) => void (output += String(data)))
  await eventually(() => output.includes('bus ready') || child.exitCode !== null, 'bus ready')
  return { child, output: () => output, port: Number(/ready on 127\.0\.0\.1:(\d+)/.exec(output)?.[1]) }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Closed while their bus still runs: a push receiver that cannot reach it would hold up the close. */
const clients: ServiceBusClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
})

function clientAt(port: number): ServiceBusClient {
  const client = aClient(
    `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=x;SharedAccessKey=y;UseDevelopmentEmulator=true`,
  )
  clients.push(client)
  return client
}

test('what was accepted and what was settled survives kill −9', async () => {
  const file = aFile()
  const before = await aBusProcess(file)
  const old = clientAt(before.port)
  const receiver = old.createReceiver('commands')
  const names = ['completed', 'dead', 'abandoned', 'held', 'waiting']
  await old.createSender('commands').sendMessages(names.map((body) => ({ body, messageId: body })))
  const [completed, dead, abandoned] = await receiver.receiveMessages(4)
  if (!completed || !dead || !abandoned) throw new Error('four messages expected')
  await receiver.completeMessage(completed)
  await receiver.deadLetterMessage(dead, why)
  await old.createReceiver('commands').abandonMessage(abandoned, { seen: 'once' })

  await kill(before.child)
  const client = clientAt((await aBusProcess(file)).port)
  const waiting = await client.createReceiver('commands').peekMessages(10)
  const buried = await receiveOne(client.createReceiver('commands', { subQueueType: 'deadLetter' }))

  expect(waiting.map(({ body, deliveryCount }) => [body, deliveryCount])).toEqual([
    ['abandoned', 1],
    ['held', 1],
    ['waiting', 0],
  ])
  expect(waiting[0]?.applicationProperties).toEqual({ seen: 'once' })
  expect(buried).toMatchObject({ body: 'dead', ...why })
})

test('a message on its last delivery at a kill is dead-lettered', async () => {
  const file = aFile()
  const before = await aBusProcess(file)
  const old = clientAt(before.port)
  const receiver = old.createReceiver('commands')
  await old.createSender('commands').sendMessages({ body: 'killer', messageId: '1' })
  for (let delivery = 1; delivery < 10; delivery++) await receiver.abandonMessage(await receiveOne(receiver))
  await receiveOne(receiver)

  await kill(before.child)
  const client = clientAt((await aBusProcess(file)).port)
  const dead = await receiveOne(client.createReceiver('commands', { subQueueType: 'deadLetter' }))

  expect(dead).toMatchObject({ body: 'killer', deadLetterReason: 'MaxDeliveryCountExceeded' })
})

test('a sender and a push receiver that were open at a kill go on by themselves', async () => {
  const file = aFile()
  const { child, port } = await aBusProcess(file)
  const client = clientAt(port)
  const sender = client.createSender('commands')
  const received: unknown[] = []
  client
    .createReceiver('commands')
    .subscribe({ processMessage: async ({ body }) => void received.push(body), processError: async () => {} })
  await sender.sendMessages({ body: 'before', messageId: '1' })
  await eventually(() => received.includes('before'))

  await kill(child)
  await aBusProcess(file, port)
  await sender.sendMessages({ body: 'after', messageId: '2' })

  await eventually(() => received.includes('after'))
  // the kill may have come before the completion
  expect(new Set(received)).toEqual(new Set(['before', 'after']))
})

test('no batch is torn by a kill, and none that was accepted is lost', async () => {
  const file = aFile()
  const { child, port } = await aBusProcess(file)
  const sender = clientAt(port).createSender('commands')
  const accepted: number[] = []
  const send = async (batch: number) => {
    await sender.sendMessages(
      Array.from({ length: 100 }, (_, index) => ({ body: batch, messageId: `${batch}.${index}` })),
    )
    accepted.push(batch)
  }
  await send(0)
  const sending = Array.from({ length: 200 }, (_, index) => send(index + 1))
  void Promise.allSettled(sending)

  await eventually(() => accepted.length > 20)
  await kill(child)
  const acceptedAtKill = [...accepted]
  const survivor = clientAt((await aBusProcess(file)).port).createReceiver('commands')
  const found = new Map<unknown, number>()
  for (let page = await survivor.peekMessages(500); page.length > 0; page = await survivor.peekMessages(500)) {
    for (const { body } of page) found.set(body, (found.get(body) ?? 0) + 1)
  }

  expect([...found.values()].every((messages) => messages === 100)).toBe(true)
  expect(acceptedAtKill.filter((batch) => !found.has(batch))).toEqual([])
})

test('sequence numbers go on after a restart, even when all messages are gone', async () => {
  const file = aFile()
  const before = await aBusProcess(file)
  const old = clientAt(before.port)
  const receiver = old.createReceiver('commands')
  await old.createSender('commands').sendMessages({ body: 1, messageId: '1' })
  await receiver.completeMessage(await receiveOne(receiver))

  await kill(before.child)
  const client = clientAt((await aBusProcess(file)).port)
  await client.createSender('commands').sendMessages({ body: 2, messageId: '2' })

  expect(Number((await receiveOne(client.createReceiver('commands'))).sequenceNumber)).toBe(2)
})

test('the messages can be read by their owner alone', async () => {
  const file = aFile()
  await aBusProcess(file)

  for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o777).toBe(0o600)
})

test.each(['SIGTERM', 'SIGINT'] as const)('the bus ends cleanly on %s, with a message in hand', async (signal) => {
  const { child, port } = await aBusProcess(aFile())
  const client = clientAt(port)
  await client.createSender('commands').sendMessages({ body: 1, messageId: '1' })
  await receiveOne(client.createReceiver('commands'))

  child.kill(signal)

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('the bus ends when its parent lets go of it', async () => {
  const { child } = await aBusProcess(aFile())

  child.disconnect()

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('the bus says what is wrong with its port and does not start', async () => {
  const { port } = await aBusProcess(aFile())

  const second = await aBusProcess(aFile(), port)

  expect(second.child.exitCode).toBe(1)
  expect(second.output()).toContain(`port ${port} is in use`)
})
