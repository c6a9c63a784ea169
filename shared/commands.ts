import { randomUUID } from 'node:crypto'
import { ServiceBusClient } from '@azure/service-bus'
import type { TokenCredential } from '@azure/identity'
import type { BusAccess } from './config.ts'
import { commandSchema } from './room/command.ts'
import type { SendCommand } from './world.ts'

/** Each message has an id of its own: the queue must never take a repeated command for a duplicate and drop it. */
export function makeSendCommand(bus: BusAccess, queue: string, credential: () => TokenCredential): SendCommand {
  const options = { retryOptions: { timeoutInMs: 10_000, maxRetries: 2 } }
  const client =
    'connectionString' in bus
      ? new ServiceBusClient(bus.connectionString, options)
      : new ServiceBusClient(bus.namespace, credential(), options)
  const sender = client.createSender(queue)
  return async function sendCommand(command) {
    // What the back would not understand must fail here, where somebody hears of it.
    commandSchema.parse(command)
    await sender.sendMessages({
      messageId: randomUUID(),
      contentType: 'application/json',
      body: command,
      subject: command.kind,
    })
  }
}
