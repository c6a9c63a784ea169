import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Send } from '../http/outbound.ts'
import type { Notice } from '../room/estate/alerts.ts'
import type { Secret } from '../secret.ts'
import { signStandardWebhook } from './standardWebhooks.ts'

/** Tells somebody of an alert; resolves with the status of his answer. Throws Transient while he is away. */
export type AlertHook = (notice: Notice) => Promise<number>

interface Options {
  url: string
  secret: Secret
  send: Send
  clock: Clock
}

/** Signed as the Standard Webhooks specification 1.0.0 says. The same notice has the same id, so that its receiver takes it once. */
export const makeAlertHook = ({ url, secret, send, clock }: Options): AlertHook =>
  async function tellAlert({ id, type, at, alert }) {
    const body = JSON.stringify({ type, timestamp: at, data: alert })
    const messageId = `msg_${createHash('sha256').update(`${id}\n${at}`).digest('hex').slice(0, 32)}`
    const headers = {
      'content-type': 'application/json',
      ...signStandardWebhook(secret, messageId, body, clock.now()),
    }
    return (await send({ method: 'POST', url, headers, body })).status
  }
