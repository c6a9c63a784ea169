import { setImmediate } from 'node:timers/promises'
import { Transient } from '../../shared/http/transient.ts'
import type { TicketAnswer } from '../../shared/room/answers.ts'
import type { Approval } from '../../shared/tickets/approval.ts'
import type { Desk } from '../../shared/tickets/ticketSystem.ts'

/** A ticketing system with its tickets in a list of comments. */
export function memoryDesk() {
  const comments: ({ ticket: string } & Pick<TicketAnswer, 'text' | 'state'>)[] = []
  const approvals = new Map<string, Approval>()
  const faults: ('before' | 'after')[] = []
  const desk: Desk = {
    async hasAnswer(ticket, reference) {
      await setImmediate()
      return comments.some((comment) => comment.ticket === ticket && comment.text.endsWith(`Reference ${reference}`))
    },
    async post(ticket, { text, state }) {
      await setImmediate()
      const fault = faults.shift()
      if (fault === 'before') throw new Transient('the desk is away')
      comments.push({ ticket, text, ...(state && { state }) })
      if (fault === 'after') throw new Transient('the answer was lost')
    },
    async findApproval(ticket) {
      await setImmediate()
      return approvals.get(ticket)
    },
  }
  return {
    desk,
    comments,
    /** By the ticket that they are of. */
    approvals,
    /** The next posting fails: before it has its effect, or after it. */
    failPost: (when: 'before' | 'after') => void faults.push(when),
  }
}
