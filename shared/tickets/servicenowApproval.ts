import { z } from 'zod'
import { toDecision, approverSchema, type Approval } from './approval.ts'
import { askDesk } from './deskRequest.ts'
import type { DeskAccess } from './ticketSystem.ts'

/**
 * The approval of a requested item: one row of sysapproval_approver for each approver, whose comments are in the journal.
 * Several rows count as on ServiceNow's page "Approval status" (c_ApprovalStatus, release Brazil, 10 September 2026): one rejected is rejected, all approved is approved, none asked is no approval, anything between is asked for.
 */
export async function findApproval(
  access: DeskAccess,
  headers: Record<string, string>,
  sysId: string,
): Promise<Approval | undefined> {
  const read = async <T extends z.ZodType>(table: string, parameters: Record<string, string>, row: T) => {
    const path = `/api/now/table/${table}?${new URLSearchParams(parameters).toString()}`
    return (await askDesk(access, { method: 'GET', path, headers }, z.object({ result: z.array(row) }))).result
  }
  const rows = await read(
    'sysapproval_approver',
    {
      sysparm_query: `sysapproval=${sysId}`,
      sysparm_fields: 'sys_id,sysapproval,state,approver.email,sys_updated_on',
      sysparm_exclude_reference_link: 'true',
    },
    rowSchema(sysId),
  )
  const verdict = decide(rows)
  if (typeof verdict !== 'object') return verdict && { state: verdict }
  const [comment] = await read(
    'sys_journal_field',
    {
      sysparm_query: `element_id=${verdict.sys_id}^element=comments^ORDERBYDESCsys_created_on`,
      sysparm_fields: 'value',
      sysparm_limit: '1',
    },
    z.object({ value: z.string() }),
  )
  return toDecision(verdict.state, {
    by: verdict['approver.email'],
    at: verdict.sys_updated_on,
    reason: comment?.value,
  })
}

/** UTC, with a space where ISO 8601 has a T. */
const instanceTime = z
  .string()
  .transform((text) => `${text.replace(' ', 'T')}Z`)
  .pipe(z.iso.datetime())

/** A row must name the item itself: an instance may leave out of a query what the key's user must not search by, and would answer with the approvals of others. */
const rowSchema = (sysId: string) =>
  z.object({
    sys_id: z.string().regex(/^[0-9a-f]{32}$/),
    sysapproval: z.literal(sysId),
    state: z.string(),
    'approver.email': approverSchema,
    sys_updated_on: instanceTime,
  })
type Row = z.output<ReturnType<typeof rowSchema>>
type Decided = Row & { state: 'approved' | 'rejected' }

/** Rows that ask nobody any more; a rule by which one of a group is enough leaves the others so. */
const moot = new Set(['not_required', 'cancelled', 'duplicate'])

/** The latest row of those that decide. */
function decide(rows: Row[]): Decided | 'requested' | undefined {
  const standing = rows
    .filter(({ state }) => !moot.has(state))
    .toSorted((one, other) => one.sys_updated_on.localeCompare(other.sys_updated_on))
  const isIn = (state: string) => (row: Row) => row.state === state
  if (standing.every(isIn('not requested'))) return undefined
  const rejected = standing.findLast(isIn('rejected'))
  if (rejected) return { ...rejected, state: 'rejected' }
  const last = standing.at(-1)
  return last && standing.every(isIn('approved')) ? { ...last, state: 'approved' } : 'requested'
}
