import { createHmac } from 'node:crypto'
import type { Source } from '../../local/desk/sources.ts'
import { signWebhook } from './stack.ts'

type Prove = (secret: string, body: string, at: Date) => Record<string, string>

const json = { 'content-type': 'application/json' }
const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text)
const bearer: Prove = (secret) => ({ ...json, authorization: `Bearer ${secret}` })
const standard: Prove = (secret, body, at) => signWebhook(secret, body, { at })

/** What each system sends to prove itself, made here and not with code of the product or of the desk. */
export const proofs: Record<Source, Prove> = {
  generic: standard,
  servicenow: standard,
  jira: (secret, body) => ({
    ...json,
    'x-atlassian-webhook-identifier': crypto.randomUUID(),
    'x-hub-signature': `sha256=${hmac(secret, body).digest('hex')}`,
  }),
  zendesk: (secret, body, at) => {
    const timestamp = `${at.toISOString().slice(0, 19)}Z`
    return {
      ...json,
      'x-zendesk-webhook-signature': hmac(secret, timestamp + body).digest('base64'),
      'x-zendesk-webhook-signature-timestamp': timestamp,
    }
  },
  freshservice: bearer,
  halopsa: (secret) => ({ ...json, authorization: `Basic ${Buffer.from(`rw:${secret}`).toString('base64')}` }),
}

/** Systems whose proof covers the body, and those whose proof has a time. */
export const signing: Source[] = ['generic', 'servicenow', 'jira', 'zendesk']
export const timed: Source[] = ['generic', 'servicenow', 'zendesk']
