import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ServiceBusClient } from '@azure/service-bus'
import { expect, it, onTestFinished } from 'vitest'
import { startBus, type Bus } from '../../../local/bus/startBus.ts'
import { anApp } from './functionApp.ts'
import { aFolder, startHost, waitFor, type HostProcess } from './hostProcess.ts'

const code = `
const { appendFileSync, existsSync } = require('node:fs')
const write = (entry) => appendFileSync(process.env.SEEN, JSON.stringify(entry) + '\\n')
let running = 0
const take = async (message, context) => {
  write({ began: message, running: ++running, binary: Buffer.isBuffer(message), metadata: context.triggerMetadata })
  while (message?.wait && !existsSync(process.env.GATE)) await new Promise((next) => setTimeout(next, 5))
  running--
  if (message?.fail) throw new Error('cannot do that')
}
app.serviceBusQueue('commands', { queueName: '%QUEUE%', connection: 'BUS', handler: take })
app.serviceBusQueue('dead', {
  queueName: '%QUEUE%/$DeadLetterQueue',
  connection: 'BUS',
  handler: (message, context) => write({ dead: message, properties: context.triggerMetadata.applicationProperties }),
})`

interface Seen {
  began?: unknown
  running?: number
  binary?: boolean
  metadata?: Record<string, unknown>
  dead?: unknown
  properties?: Record<string, unknown>
}

/** A bus with one queue, an app that listens to it, and a sender. */
async function aQueueApp(serviceBus: object = {}) {
  const home = aFolder()
  const files = { SEEN: join(home, 'seen'), GATE: join(home, 'gate') }
  writeFileSync(files.SEEN, '')
  const bus = await aBus(home, 0)
  const app = anApp({ code, hostJson: { version: '2.0', extensions: { serviceBus } } })
  return {
    home,
    bus,
    sender: aSender(bus),
    start: () => startHost({ app, home, environment: { ...files, BUS: bus.connectionString, QUEUE: 'commands' } }),
    open: () => writeFileSync(files.GATE, ''),
    seen: () =>
      readFileSync(files.SEEN, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Seen),
  }
}

async function aBus(home: string, port: number): Promise<Bus> {
  const commands = { name: 'commands', lockSeconds: 30, maxDeliveryCount: 3, maxMessageBytes: 262_144 }
  const bus = await startBus({ port, file: join(home, 'bus.sqlite'), queues: [commands], log: () => undefined })
  onTestFinished(() => bus.stop())
  return bus
}

function aSender(bus: Bus) {
  const client = new ServiceBusClient(bus.connectionString)
  onTestFinished(() => void client.close())
  return client.createSender('commands')
}

const isEmpty = (bus: Bus) => {
  const { active, locked } = bus.depth('commands')
  return active + locked === 0 || undefined
}

it('a message whose function returns is completed', async () => {
  const { bus, sender, start, seen } = await aQueueApp()
  await start()

  await sender.sendMessages({ body: { room: 'Blue' }, messageId: 'first' })

  await waitFor(() => seen()[0])
  await waitFor(() => isEmpty(bus))
  expect(seen()).toHaveLength(1)
  expect(bus.depth('commands').deadLettered).toBe(0)
})

it('a function is given the body as it was sent and the metadata of the real host', async () => {
  const { sender, start, seen } = await aQueueApp({ maxConcurrentCalls: 1 })
  await start()

  await sender.sendMessages({
    body: { room: 'Blü' },
    messageId: 'one',
    correlationId: 'ticket-7',
    contentType: 'application/json',
    subject: 'create',
    applicationProperties: { source: 'desk', attempt: 2 },
  })
  await sender.sendMessages({ body: 'plain words', messageId: 'two' })
  await sender.sendMessages({ body: Uint8Array.from([0xff, 0x00, 0xfe]), messageId: 'three' })

  const [object, text, binary] = await waitFor(() => (seen().length === 3 ? seen() : undefined))
  expect(object?.began).toEqual({ room: 'Blü' })
  expect(object?.metadata).toMatchObject({
    messageId: 'one',
    correlationId: 'ticket-7',
    contentType: 'application/json',
    subject: 'create',
    deliveryCount: 1,
    sequenceNumber: expect.any(Number),
    enqueuedTimeUtc: expect.stringMatching(/^\d{4}-/),
    applicationProperties: { source: 'desk', attempt: 2 },
  })
  expect(text?.began).toBe('plain words')
  expect(binary).toMatchObject({ binary: true, began: { data: [0xff, 0x00, 0xfe] } })
})

it('a message whose function throws comes again with a higher count, and at last to the trigger of the dead letters', async () => {
  const { bus, sender, start, seen } = await aQueueApp()
  const host = await start()

  await sender.sendMessages({ body: { fail: true }, messageId: 'bad' })

  const dead = await waitFor(() => seen().find((entry) => entry.dead))
  expect(seen().flatMap(({ metadata }) => metadata?.['deliveryCount'] ?? [])).toEqual([1, 2, 3])
  expect(dead.dead).toEqual({ fail: true })
  expect(dead.properties).toMatchObject({ deadLetterReason: 'MaxDeliveryCountExceeded' })
  await waitFor(() => bus.depth('commands').deadLettered === 0 || undefined)
  expect(host.lines.filter((line) => line.includes(' error commands: Error: cannot do that'))).toHaveLength(3)
})

it('never more functions run at once than maxConcurrentCalls', async () => {
  const { bus, sender, start, open, seen } = await aQueueApp({ maxConcurrentCalls: 2 })
  await start()

  await sender.sendMessages(Array.from({ length: 6 }, (_, index) => ({ body: { wait: true }, messageId: `${index}` })))
  await waitFor(() => seen().length === 2 || undefined)
  open()

  await waitFor(() => isEmpty(bus))
  expect(Math.max(...seen().map(({ running }) => running ?? 0))).toBe(2)
})

it('a queue function goes on when the bus went away and came back', async () => {
  const { home, bus, sender, start, seen } = await aQueueApp()
  const host = await start()
  await sender.sendMessages({ body: 1, messageId: '1' })
  await waitFor(() => seen()[0])
  await waitFor(() => isEmpty(bus))

  await bus.stop()
  await waitFor(() => host.lines.find((line) => line.includes(' warning commands: ')))
  const again = await aBus(home, bus.port)
  await aSender(again).sendMessages({ body: 2, messageId: '2' })

  await waitFor(() => isEmpty(again))
  expect(seen().map(({ began }) => began)).toEqual([1, 2])
})

it('SIGTERM ends the host also while the bus is away', async () => {
  const { bus, start } = await aQueueApp()
  const host = await start()
  await bus.stop()
  await waitFor(() => host.lines.find((line) => line.includes(' warning commands: ')))

  const code = await host.kill('SIGTERM')

  expect(code).toBe(0)
})

it('SIGTERM lets the message at hand be completed and leaves the others on the bus', async () => {
  const { bus, sender, start, open, seen } = await aQueueApp({ maxConcurrentCalls: 1 })
  const host: HostProcess = await start()
  await sender.sendMessages([1, 2].map((number) => ({ body: { wait: true, number }, messageId: `${number}` })))
  await waitFor(() => seen().length === 1 || undefined)

  host.child.kill('SIGTERM')
  await waitFor(async () => ((await fetch(`${host.origin}/api`)).status === 503 ? true : undefined))
  open()

  expect(await host.ended).toBe(0)
  expect(bus.depth('commands')).toMatchObject({ active: 1, locked: 0, deadLettered: 0 })
})
