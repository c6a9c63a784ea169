import { createHmac } from 'node:crypto'
import { Secret } from '../../shared/secret.ts'
import { aRequester, aRoomInput } from './rooms.ts'
import { start } from './records.ts'

const key = (letter: string) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`

export const newSecret = new Secret(key('n'))
export const oldSecret = new Secret(key('o'))
export const foreignSecret = new Secret(key('f'))

interface Signed {
  body: string
  secret?: Secret
  id?: string
  /** Seconds since 1970. */
  timestamp?: number
}

/** Headers as a sender of Standard Webhooks 1.0.0 makes them. */
export function sign({ body, secret = newSecret, id = 'msg-1', timestamp = Date.parse(start) / 1_000 }: Signed) {
  const bytes = Buffer.from(secret.reveal().slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', bytes).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}

/** A message of our own format. */
export const aMessage = (changes: Record<string, unknown> = {}, data: Record<string, unknown> = {}) => ({
  type: 'room.requested',
  timestamp: start,
  data: { ticket: 'T-1', revision: 1, requester: aRequester(), room: aRoomInput(), ...data },
  ...changes,
})

/** What the business rule for ServiceNow sends. */
export const aServiceNowMessage = (variables: Record<string, string> = {}, changes: Record<string, unknown> = {}) => ({
  type: 'room.requested',
  timestamp: start,
  data: {
    table: 'sc_req_item',
    sys_id: 'a'.repeat(32),
    number: 'RITM0010001',
    sys_mod_count: '7',
    requested_for: aRequester(),
    variables: { room_name: 'Board', site: 'OSL', usage_location: 'NO', ...variables },
    ...changes,
  },
})
