import { refused, type Refused } from './outcome.ts'

/** A refusal of Microsoft 365, as the end of a step. `what` completes "permission needed for …". */
export function toRefused({ reason, text }: { reason: string; text: string }, what: string): Refused {
  return reason === 'denied' ? refused('permission-missing', { what }) : refused('refused-by-microsoft', { text })
}
