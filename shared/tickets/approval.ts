import { emailAddress } from '../room/request.ts'

/** What the approval record of a ticket says, as the ticketing system's API gives it; comments of the ticket are never read for it. */
export interface Approval {
  state: 'requested' | 'approved' | 'rejected'
  /** Verified address of the person who decided. Missing where the system has none: nobody can be compared with it. */
  by?: string
  /** ISO 8601, UTC. */
  at?: string
  reason?: string
}

/** The address of an approver; text that is no address is as good as none. */
export const approverSchema = emailAddress.optional().catch(undefined)

const longestReason = 500

/** A decision with what is known of it; `at` is any valid time of ISO 8601. */
export const toDecision = (
  state: 'approved' | 'rejected',
  { by, at, reason = '' }: { by?: string | undefined; at?: string | undefined; reason?: string | undefined },
): Approval => ({
  state,
  ...(by !== undefined && { by }),
  ...(at !== undefined && { at: new Date(at).toISOString() }),
  ...(reason.trim() !== '' && { reason: reason.trim().slice(0, longestReason) }),
})
