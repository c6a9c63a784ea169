import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ServiceBusClient } from '@azure/service-bus'
import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus'
import { onTestFinished } from 'vitest'
import type { QueueSettings } from '../../../local/bus/queue.ts'
import { startBus } from '../../../local/bus/startBus.ts'

export const settings: QueueSettings = {
  name: 'commands',
  lockSeconds: 30,
  maxDeliveryCount: 10,
  maxMessageBytes: 262_144,
}

/** What a receiver gives with a dead letter. */
export const why = { deadLetterReason: 'BadInput', deadLetterErrorDescription: 'no name' }

/** A path in a folder of the test's own, which goes with the test. */
export function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bus-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state', 'bus.sqlite')
}

/** A running bus with one queue, and the real client's ends of it. Locks are not renewed unless a test does it. */
export async function aBus(changes: Partial<QueueSettings> = {}) {
  const lines: string[] = []
  const bus = await startBus({
    port: 0,
    file: aFile(),
    queues: [{ ...settings, ...changes }],
    log: (line) => lines.push(line),
  })
  const client = aClient(bus.connectionString)
  onTestFinished(async () => {
    await client.close()
    await bus.stop()
  })
  const renewal = { maxAutoLockRenewalDurationInMs: 0 }
  return {
    bus,
    client,
    lines,
    sender: client.createSender('commands'),
    receiver: client.createReceiver('commands', renewal),
    deadLetters: client.createReceiver('commands', { subQueueType: 'deadLetter', ...renewal }),
  }
}

export const aClient = (connectionString: string) =>
  new ServiceBusClient(connectionString, { retryOptions: { retryDelayInMs: 100, maxRetries: 100 } })

export async function receiveOne(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 })
  if (!message) throw new Error('no message within 5 s')
  return message
}

/** Waits until the value is there and true. */
export async function eventually(condition: () => boolean, what = 'condition'): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within 10 s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
