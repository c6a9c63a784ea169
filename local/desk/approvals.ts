import { z } from 'zod'
import { systems } from './systems.ts'
import { decisions, type Approval, type Ticket } from './ticket.ts'

const by = z.string().trim().min(1).max(254).optional()

/** What a person does to the approval of a ticket. Whether the approver may approve is for the receiver to judge. */
export const approvalChange = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('requested'), by }),
  z.strictObject({ state: z.enum(decisions), by, reason: z.string().trim().min(1).max(4_000).optional() }),
])
export type ApprovalChange = z.infer<typeof approvalChange>

/** The record after the change, which takes the place of all that was said before. */
export function changeApproval({ approval, source, ticket }: Ticket, wanted: ApprovalChange, at: string): Approval {
  const { by, state } = wanted
  const reason = 'reason' in wanted ? wanted.reason : undefined
  return {
    key: approval?.key ?? systems[source].makeKey(`${ticket}-approval`),
    changes: approval ? approval.changes + 1 : 0,
    state,
    at,
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
  }
}
