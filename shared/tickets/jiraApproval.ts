import { z } from 'zod'
import { approverSchema, toDecision, type Approval } from './approval.ts'
import { askDesk } from './deskRequest.ts'
import { toTime } from './text.ts'
import type { DeskAccess } from './ticketSystem.ts'

/**
 * The latest approval of a customer request. Jira itself sums up its approvers (`finalDecision`); the person is the one whose decision it was, and nobody where several decided or where Jira hides the address.
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-approval-get (read 2026-11-21)
 */
export async function findApproval(
  access: DeskAccess,
  headers: Record<string, string>,
  key: string,
): Promise<Approval | undefined> {
  const path = `/rest/servicedeskapi/request/${key}/approval?limit=50`
  const { values } = await askDesk(access, { method: 'GET', path, headers }, approvalsSchema)
  const last = values.toSorted((one, other) => one.createdDate.epochMillis - other.createdDate.epochMillis).at(-1)
  if (!last) return undefined
  if (last.finalDecision === 'pending') return { state: 'requested' }
  const deciders = last.approvers.filter(({ approverDecision }) => approverDecision === last.finalDecision)
  const at = last.completedDate && new Date(toTime(last.completedDate.iso8601))
  return toDecision(last.finalDecision === 'approved' ? 'approved' : 'rejected', {
    by: deciders.length === 1 ? deciders[0]?.approver.emailAddress : undefined,
    at: at && at.toISOString(),
  })
}

const approvalsSchema = z.object({
  values: z.array(
    z.object({
      finalDecision: z.enum(['approved', 'declined', 'pending']),
      approvers: z.array(
        z.object({ approver: z.object({ emailAddress: approverSchema }), approverDecision: z.string() }),
      ),
      createdDate: z.object({ epochMillis: z.number() }),
      completedDate: z.object({ iso8601: z.string().refine((text) => !Number.isNaN(toTime(text))) }).optional(),
    }),
  ),
})
