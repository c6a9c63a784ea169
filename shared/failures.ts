import { refused, type Refused } from './outcome.ts'

/** A refusal of Microsoft 365, as the end of a step. `what` completes "permission needed for …". */
export function toRefused({ reason, text }: { reason: string; text: string }, what: string): Refused {
  switch (reason) {
    case 'denied':
      return refused('permission-missing', { what })
    case 'foreign-domain':
      return refused('domain-not-ours')
    case 'pool-unknown':
      return refused('registrar-pool-wrong')
    case 'number-taken':
      return refused('number-in-use')
    case 'policy-unknown':
      return refused('policy-unknown')
    default:
      return refused('refused-by-microsoft', { text })
  }
}
