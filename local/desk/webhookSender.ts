import { systems } from './systems.ts'
import type { Source } from './sources.ts'
import type { Message } from './systems/ticketingSystem.ts'

/** What came back from the receiver, or why nothing did. */
export type Answer =
  | { kind: 'answered'; status: number; retryAfter: string | null; text: string }
  | { kind: 'unanswered'; error: string }

export interface WebhookSender {
  /** Headers that prove the sender; timestamp and signature are of the moment given. */
  sign(source: Source, message: Message, at: Date): Record<string, string>
  /** One try; never throws. */
  post(source: Source, headers: Record<string, string>, body: string): Promise<Answer>
  send(source: Source, message: Message, at: Date): Promise<Answer>
}

/** `target` is the address above the webhooks of all systems; `stopped` cuts what is under way. */
export function makeWebhookSender(
  target: string,
  secrets: Record<Source, string>,
  stopped: AbortSignal,
): WebhookSender {
  const sign = (source: Source, message: Message, at: Date) => systems[source].sign(message, secrets[source], at)
  const post = async (source: Source, headers: Record<string, string>, body: string): Promise<Answer> => {
    try {
      const response = await fetch(`${target}/${source}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([stopped, AbortSignal.timeout(systems[source].habits.patienceSeconds * 1_000)]),
      })
      const { status } = response
      return { kind: 'answered', status, retryAfter: response.headers.get('retry-after'), text: await response.text() }
    } catch (error) {
      return { kind: 'unanswered', error: nameOf(error) }
    }
  }
  return {
    sign,
    post,
    send: (source, message, at) => post(source, sign(source, message, at), message.body),
  }
}

/** `fetch` hides the reason, such as ECONNREFUSED, in the cause; the code of a DOMException is only a number. */
function nameOf(error: unknown): string {
  const { cause = error } = error as Error
  const { code, message } = cause as { code?: unknown; message: string }
  return typeof code === 'string' ? code : message
}
