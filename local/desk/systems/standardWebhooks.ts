import { createHmac } from 'node:crypto'
import type { Message } from './ticketingSystem.ts'

/** Key of a Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64. https://www.standardwebhooks.com */
function decodeSecret(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  if (!secret.startsWith('whsec_') || key.length < 24 || key.length > 64)
    throw new Error('a webhook secret must be "whsec_" followed by 24 to 64 bytes in base64')
  return key
}

/** The three headers of Standard Webhooks; the signature covers id, timestamp (unix seconds) and raw body. */
export function signStandardWebhook(message: Message, secret: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHmac('sha256', decodeSecret(secret)).update(`${message.id}.${timestamp}.${message.body}`)
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature.digest('base64')}`,
  }
}
