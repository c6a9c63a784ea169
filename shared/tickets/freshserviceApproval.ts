import { z } from 'zod'
import { approverSchema, toDecision, type Approval } from './approval.ts'
import { askDesk, findAtDesk } from './deskRequest.ts'
import { toTime } from './text.ts'
import type { DeskAccess } from './ticketSystem.ts'

/** `approval_status.id`; one that was cancelled asks nobody any more. */
const statuses = { requested: 0, approved: 1, rejected: 2, cancelled: 3 }

/**
 * The approvals of a service request: one rejected is rejected, all approved is approved, none is no approval, anything between is asked for.
 * https://api.freshservice.com/v2/#view_all_ticket_approvals (read 2026-11-21)
 */
export async function findApproval(
  access: DeskAccess,
  headers: Record<string, string>,
  ticket: string,
): Promise<Approval | undefined> {
  const question = { method: 'GET', path: `${ticket}/approvals`, headers } as const
  const { approvals } = await askDesk(access, question, approvalsSchema)
  const verdict = decide(approvals)
  if (typeof verdict !== 'object') return verdict && { state: verdict }
  return toDecision(verdict.state, {
    by: await findAddress(access, headers, verdict.approver_id),
    at: verdict.updated_at,
    reason: verdict.latest_remark ?? undefined,
  })
}

const approvalsSchema = z.object({
  approvals: z.array(
    z.object({
      approver_id: z.int(),
      approval_status: z.object({ id: z.int() }),
      latest_remark: z.string().nullish(),
      updated_at: z.string().refine((text) => !Number.isNaN(toTime(text))),
    }),
  ),
})
type Row = z.output<typeof approvalsSchema>['approvals'][number]

function decide(rows: Row[]): (Row & { state: 'approved' | 'rejected' }) | 'requested' | undefined {
  const standing = rows
    .filter(({ approval_status }) => approval_status.id !== statuses.cancelled)
    .toSorted((one, other) => toTime(one.updated_at) - toTime(other.updated_at))
  const last = standing.at(-1)
  if (!last) return undefined
  const rejected = standing.findLast(({ approval_status }) => approval_status.id === statuses.rejected)
  if (rejected) return { ...rejected, state: 'rejected' }
  const isApproved = standing.every(({ approval_status }) => approval_status.id === statuses.approved)
  return isApproved ? { ...last, state: 'approved' } : 'requested'
}

/** Agents and requesters are two lists, and an approver may be of either. */
async function findAddress(
  access: DeskAccess,
  headers: Record<string, string>,
  id: number,
): Promise<string | undefined> {
  const ask = (path: string) => findAtDesk(access, { method: 'GET', path, headers }, personSchema)
  const found = (await ask(`/api/v2/agents/${id}`)) ?? (await ask(`/api/v2/requesters/${id}`))
  return found?.agent?.email ?? found?.requester?.primary_email
}

const personSchema = z.object({
  agent: z.object({ email: approverSchema }).optional(),
  requester: z.object({ primary_email: approverSchema }).optional(),
})
