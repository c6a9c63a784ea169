import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from '../room/problems.ts'
import type { Secret } from '../secret.ts'

const toleranceSeconds = 300

/** The three headers of the Standard Webhooks specification 1.0.0. */
const headerNames = { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' }

/**
 * Checks the signature over the bytes that arrived, against every live secret of the source, and the age of the message. Returns the message id, which stays the same when the sender retries.
 * Only HMAC (v1) signatures are known; others in the header are passed over, as the specification asks.
 */
export function verifyStandardWebhook(headers: Headers, body: Buffer, secrets: Secret[], now: Date): string {
  const id = readHeader(headers, headerNames.id)
  const timestamp = readHeader(headers, headerNames.timestamp)
  const signatures = readHeader(headers, headerNames.signature)
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []))
  const isSigned = secrets.some((secret) =>
    signatures.some((signature) => isSignature(signature, sign(secret, id, timestamp, body))),
  )
  if (!isSigned) throw new Problem('signature-wrong')
  // Only a signed timestamp is worth reading: the order keeps what an attacker learns to one bit.
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) - now.getTime() / 1000) > toleranceSeconds)
    throw new Problem('timestamp-stale')
  return id
}

/** The headers of a message of ours. */
export function signStandardWebhook(secret: Secret, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signature = sign(secret, id, timestamp, Buffer.from(body)).toString('base64')
  return { [headerNames.id]: id, [headerNames.timestamp]: timestamp, [headerNames.signature]: `v1,${signature}` }
}

function readHeader(headers: Headers, header: string): string {
  const value = headers.get(header)
  if (value === null || value === '' || value.length > 4_096) throw new Problem('signature-missing', { header })
  return value
}

/** Secrets are `whsec_` and base64; the bytes are the key. */
function sign(secret: Secret, id: string, timestamp: string, body: Buffer): Buffer {
  const key = Buffer.from(secret.reveal().replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
}

const isSignature = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other)
