import rhea from 'rhea'
import type { Message } from 'rhea'
import { notSupported, tooLarge } from './refusal.ts'
import type { StoredMessage } from './messageTable.ts'

export type Properties = Record<string, unknown>

/** A batch is one transfer whose data sections are encoded messages; rhea hands it over as bytes. */
const batchFormat = 0x80_01_37_00

/** The messages of one transfer, as they are to be kept. If one asks for what is not supported, all are refused. */
export function readTransfer(message: Message | Buffer, format: number, maxBytes: number): Buffer[] {
  const payload = Buffer.isBuffer(message) ? message : rhea.message.encode(message)
  if (payload.length > maxBytes) throw tooLarge(payload.length, maxBytes)
  const contents = splitPayload(payload, format)
  for (const content of contents) {
    const wish = findUnsupported(rhea.message.decode(content))
    if (wish) throw notSupported(wish)
  }
  return contents
}

function splitPayload(payload: Buffer, format: number): Buffer[] {
  if (format === 0) return [payload]
  if (format !== batchFormat) throw notSupported(`message format ${format}`)
  const sections: Buffer | Buffer[] | undefined = rhea.message.decode(payload)['body']?.content
  return [sections ?? []].flat()
}

function findUnsupported(message: Record<string, unknown>): string | undefined {
  const annotations = message['message_annotations'] as Properties | undefined
  if (annotations?.['x-opt-scheduled-enqueue-time'] !== undefined) return 'scheduled messages'
  if (message['ttl'] !== undefined || message['absolute_expiry_time'] !== undefined) return 'time to live'
  if (message['group_id'] !== undefined) return 'sessions'
  return undefined
}

/** The message as it was sent, with the marks that the service adds for a receiver or an onlooker. */
export function toWire(stored: StoredMessage): Buffer {
  const message = rhea.message.decode(stored.content)
  return rhea.message.encode({
    ...message,
    // the header counts failed deliveries: the one under way is not
    delivery_count: stored.lock ? stored.deliveries - 1 : stored.deliveries,
    message_annotations: {
      ...message['message_annotations'],
      'x-opt-sequence-number': rhea.types.wrap_long(stored.sequence),
      'x-opt-enqueued-time': rhea.types.wrap_timestamp(stored.enqueuedAt),
      'x-opt-message-state': rhea.types.wrap_int(0),
      ...(stored.lockedUntil && { 'x-opt-locked-until': rhea.types.wrap_timestamp(stored.lockedUntil) }),
    },
  })
}

/** The message with some of its application properties changed or added. */
export function withProperties(content: Buffer, changes: Properties): Buffer {
  const message = rhea.message.decode(content)
  return rhea.message.encode({
    ...message,
    application_properties: { ...message['application_properties'], ...changes },
  })
}
