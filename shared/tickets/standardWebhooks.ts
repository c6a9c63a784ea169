import { assertFresh, assertSigned, hmac, readHeader } from './hmac.ts'
import type { Secret } from '../secret.ts'
import type { Verify } from './ticketSystem.ts'

/**
 * The three headers of the Standard Webhooks specification 1.0.0: checks the signature over the bytes that arrived, and the age of the message. Its id stays the same when the sender retries.
 * Only HMAC (v1) signatures are known; others in the header are passed over, as the specification asks.
 */
export const verifyStandardWebhook: Verify = ({ headers, body }, secrets, now) => {
  const id = readHeader(headers, 'webhook-id')
  const timestamp = readHeader(headers, 'webhook-timestamp')
  const signatures = readHeader(headers, 'webhook-signature')
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []))
  assertSigned(signatures, secrets, (secret) => sign(secret, id, timestamp, body))
  assertFresh(/^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1_000 : Number.NaN, now)
  return id
}

/** The headers of a message of ours. */
export function signStandardWebhook(secret: Secret, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signature = sign(secret.reveal(), id, timestamp, Buffer.from(body)).toString('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

const sign = (secret: string, id: string, timestamp: string, body: Buffer): Buffer =>
  hmac(keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest()

/** Secrets are `whsec_` and base64; the bytes are the key. */
const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
