import { setTimeout as delay } from 'node:timers/promises'
import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus'
import type { InputsOf } from './durableClients.ts'
import type { TypedData } from './functionsCore.ts'
import type { ServiceBusFunction } from './hostedFunctions.ts'
import type { Log } from './log.ts'
import { expand, readSetting } from './settings.ts'
import type { Worker } from './worker.ts'

export interface ServiceBusTriggers {
  /** Takes no further message; those at hand are settled, unless that takes longer than `graceMs`. */
  stop(graceMs: number): Promise<void>
}

interface Parts {
  worker: Worker
  inputsOf: InputsOf
  log: Log
  maxConcurrentCalls: number
  prefetchCount: number
  environment: Record<string, string | undefined>
}

/** Feeds the queue functions with the real client: complete on success, abandon on throw, reconnect for ever. */
export async function startServiceBusTriggers(
  functions: ServiceBusFunction[],
  parts: Parts,
): Promise<ServiceBusTriggers> {
  const where = (called: ServiceBusFunction) => `the function "${called.name}"`
  const sources = functions.map((called) => ({
    called,
    connection: readSetting(called.connection, parts.environment, where(called)),
    queue: expand(called.queueName, parts.environment, where(called)),
  }))
  if (sources.length === 0) return { stop: async () => undefined }
  if (parts.prefetchCount > 0) parts.log('warning', 'host', 'prefetchCount has no effect: the client for Node has none')
  // Loading the client takes a third of the time of a start, which an app without queues is spared.
  const { ServiceBusClient } = await import('@azure/service-bus')
  const retryOptions = { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 }
  const subscriptions = sources.map(({ called, connection, queue }) => {
    const client = new ServiceBusClient(connection, { retryOptions })
    return { client, ...subscribe(called, client.createReceiver(queue, { skipParsingBodyAsJson: true }), parts) }
  })
  return {
    stop: async (graceMs) => {
      const stopped = subscriptions.map(async ({ client, atHand, stopTaking }) => {
        await stopTaking()
        await Promise.allSettled(atHand)
        await client.close()
      })
      await Promise.race([Promise.all(stopped), delay(graceMs)])
    },
  }
}

function subscribe(called: ServiceBusFunction, receiver: ServiceBusReceiver, parts: Parts) {
  const atHand = new Set<Promise<void>>()
  let lastError = ''
  const subscription = receiver.subscribe(
    {
      processMessage: (message) => {
        const handled = handle(called, receiver, message, parts).finally(() => atHand.delete(handled))
        atHand.add(handled)
        return handled
      },
      processError: async ({ error, errorSource }) => {
        // The client reports every attempt to reconnect; one line for a lasting trouble is enough.
        if (error.message !== lastError) parts.log('warning', called.name, `${errorSource}: ${error.message}`)
        lastError = error.message
      },
    },
    { autoCompleteMessages: false, maxConcurrentCalls: parts.maxConcurrentCalls },
  )
  return { atHand, stopTaking: () => subscription.close() }
}

async function handle(
  called: ServiceBusFunction,
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
  { worker, inputsOf, log }: Parts,
): Promise<void> {
  const tell = (error: Error) => log('error', called.name, error.stack ?? error.message)
  const { error } = await worker.invoke(called.registered, {
    inputData: [{ name: called.triggerBinding, data: bodyOf(message) }, ...inputsOf(called)],
    triggerMetadata: metadataOf(message),
  })
  if (error) tell(error)
  // A lock that was lost meanwhile makes settling fail; the message comes again by itself.
  await (error ? receiver.abandonMessage(message) : receiver.completeMessage(message)).catch(tell)
}

/** As the real host: text when the bytes are UTF-8, otherwise the bytes; the library parses text that is JSON. */
function bodyOf({ body }: ServiceBusReceivedMessage): TypedData {
  if (!(body instanceof Uint8Array)) return { string: typeof body === 'string' ? body : JSON.stringify(body) }
  try {
    return { string: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) }
  } catch {
    return { bytes: body }
  }
}

/** https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger, section "Message metadata". */
function metadataOf(message: ServiceBusReceivedMessage): Record<string, TypedData> {
  const given = {
    MessageId: message.messageId,
    CorrelationId: message.correlationId,
    ContentType: message.contentType,
    Subject: message.subject,
    To: message.to,
    ReplyTo: message.replyTo,
    DeadLetterSource: message.deadLetterSource,
    LockToken: message.lockToken,
    SequenceNumber: message.sequenceNumber?.toString(),
    // The header counts failed deliveries, the trigger counts deliveries.
    DeliveryCount: (message.deliveryCount ?? 0) + 1,
    EnqueuedTimeUtc: message.enqueuedTimeUtc,
    ExpiresAtUtc: message.expiresAtUtc,
    ApplicationProperties: message.applicationProperties ?? {},
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, toData(value)]])),
  )
}

const toData = (value: unknown): TypedData =>
  typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) }
