import type { Problem } from './ticket.ts'
import type { Habits } from './systems/ticketingSystem.ts'
import type { Answer } from './webhookSender.ts'

export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'again'; waitSeconds: number }
  | { kind: 'failed'; problem: Problem }

const FIRST_WAIT_SECONDS = 0.5
const DAY_SECONDS = 86_400

/** What follows from the answer to the attempt of this number, counted from 1. Waits double, Retry-After can only lengthen them. */
export function decideDelivery(answer: Answer, attempt: number, now: Date, habits: Habits): Verdict {
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return { kind: 'delivered' }
  if (!isTemporary(answer, habits) || attempt >= habits.attempts) return { kind: 'failed', problem: toProblem(answer) }
  const asked = answer.kind === 'answered' ? parseRetryAfter(answer.retryAfter, now) : 0
  const waitSeconds = Math.max(FIRST_WAIT_SECONDS * 2 ** (attempt - 1), Math.min(asked, DAY_SECONDS))
  return { kind: 'again', waitSeconds }
}

const isTemporary = (answer: Answer, { triesAgainAfter }: Habits): boolean =>
  answer.kind === 'unanswered' || answer.status >= 500 || triesAgainAfter.includes(answer.status)

/** Seconds from now; 0 where the header is missing, past or neither a number nor a date (RFC 9110, 10.2.3). */
function parseRetryAfter(header: string | null, now: Date): number {
  if (header === null) return 0
  if (/^\d+$/.test(header)) return Number(header)
  return Math.max(0, (Date.parse(header) - now.getTime()) / 1000) || 0
}

function toProblem(answer: Answer): Problem {
  if (answer.kind === 'unanswered') return { title: 'No answer', detail: answer.error }
  const { title, detail, errors } = parseProblem(answer.text)
  const reasons = toReasons(errors)
  return {
    title: toLine(title) || `Answered ${answer.status}`,
    detail: toLine(detail),
    ...(reasons.length > 0 && { reasons }),
  }
}

/** RFC 9457, where the receiver speaks it. */
function parseProblem(text: string): { title?: unknown; detail?: unknown; errors?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

const MOST_REASONS = 20

/** The list of fields, as RFC 9457 shows one in its section 3. */
const toReasons = (errors: unknown): string[] =>
  (Array.isArray(errors) ? errors : [])
    .slice(0, MOST_REASONS)
    .map((error) => Object(error) as { path?: unknown; detail?: unknown })
    .map(({ path, detail }) => [toLine(path), toLine(detail)].filter(Boolean).join(': '))

const toLine = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '')
