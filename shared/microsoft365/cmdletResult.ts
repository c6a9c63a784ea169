import { z } from 'zod'
import { busyStatuses, Transient } from '../http/transient.ts'
import type { Bag } from '../room/snapshot.ts'
import type { Failed } from './effect.ts'

export type CmdletResult = { kind: 'ok'; value: Bag[] } | Failed

const success = z.object({
  value: z.array(z.record(z.string(), z.json())).optional(),
  '@adminapi.errors': z.array(z.unknown()).optional(),
})
const failure = z.object({
  error: z.object({
    message: z.string().default(''),
    details: z.array(z.object({ message: z.string() })).optional(),
    innererror: z.object({ internalexception: z.object({ message: z.string() }).optional() }).optional(),
  }),
})

const busyText =
  /maximum number of concurrent requests|CmdletProxyNotAvailable|ServerBusyException|TransientException|BackendCommunicationException|issue may be transient/i
/** What refusals mean, by exception class or sentence; of Skype for Business no page lists them (its connector online: o365soa/soa, issue 19). The first that fits counts. */
const meanings: [reason: Failed['reason'], text: RegExp][] = [
  ['service-gone', /could not be resolved: 'lyncdiscover\./i],
  ['pool-unknown', /Cannot find Registrar pool/i],
  ['number-taken', /Filter failed to return unique result/i],
  ['policy-unknown', /is not a user policy|ItemNotFoundException/i],
  ['settled', /MemberAlreadyExistsException|MemberNotFoundException/i],
  [
    'absent',
    /ManagementObjectNotFoundException|ADIdentityNotFoundException|couldn't be found on|mailbox doesn't exist|Management object not found/i,
  ],
  [
    'taken',
    /is already being used|ADObjectAlreadyExistsException|same value for property (proxyAddresses|userPrincipalName) already exists/i,
  ],
  ['foreign-domain', /(?:not|isn't) an accepted domain/i],
  ['denied', /isn't recognized|access denied|insufficient/i],
]

/** What one answer means; throws Transient when Exchange is busy, which it says in many ways. Errors can stand in a successful answer too. */
export function toResult(cmdlet: string, status: number, body: unknown, retryAfter?: number): CmdletResult {
  const { value = [], '@adminapi.errors': errors = [] } = status < 400 ? success.parse(body ?? {}) : {}
  if (status < 400 && errors.length === 0) return { kind: 'ok', value: value as Bag[] }
  const text = status < 400 ? JSON.stringify(errors) : textOf(body)
  if (busyStatuses.includes(status) || busyText.test(text))
    throw new Transient(`Exchange is busy: ${cmdlet}`, retryAfter)
  return { kind: 'failed', reason: reasonOf(status, text), text: sentenceOf(text) }
}

function reasonOf(status: number, text: string): Failed['reason'] {
  const reason = reasonOfText(text)
  return reason === 'other' && (status === 401 || status === 403) ? 'denied' : reason
}

/** What a refusal means, from its exception class and its sentence. */
export const reasonOfText = (text: string): Failed['reason'] =>
  meanings.find(([, meaning]) => meaning.test(text))?.[0] ?? 'other'

/** The most telling text, in the order in which the fields are filled. */
function textOf(body: unknown): string {
  const { data } = failure.safeParse(body)
  if (!data) return ''
  const { message, details, innererror } = data.error
  return details?.[0]?.message ?? innererror?.internalexception?.message ?? message
}

/** Details read `id|exception class|sentence`. */
const sentenceOf = (text: string): string =>
  (text.split('|').slice(2).join('|') || text || 'no reason given').slice(0, 500)
