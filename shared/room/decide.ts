import { z } from 'zod'
import { wake } from './attempts.ts'
import type { ApprovalReason } from './approval.ts'
import { say, type ApprovalState, type Decision, type RequestRecord } from './record.ts'
import { secondsSince } from './times.ts'

/** What a decision on a page says; `plan` is what the person has seen. */
export const decisionSchema = z.strictObject({
  plan: z.string().regex(/^[0-9a-f]{16}$/, 'must be the plan that the request shows'),
  reason: z.string().trim().max(500, 'must be at most 500 characters').optional(),
})

/** Who asks does not agree to it himself. */
export const isRequester = ({ wanted }: RequestRecord, email: string): boolean => wanted.requester?.email === email

/** Whether somebody may decide now: from the asking on, also before the run that asked has come to rest. */
export const waitsForDecision = ({ run, approval }: RequestRecord): boolean =>
  (run.kind === 'running' || (run.kind === 'parked' && !run.isUndoing)) &&
  approval !== undefined &&
  approval.decision === undefined

/** Asks for consent to a plan, once; consent to another plan is worth nothing. */
export function askFor(
  record: RequestRecord,
  { plan, reasons, lines }: { plan: string; reasons: ApprovalReason[]; lines: string[] },
  at: string,
): RequestRecord {
  if (record.approval?.plan === plan) return record
  const isAgain = record.approval !== undefined
  const approval: ApprovalState = { plan, reasons, lines, askedAt: at, remindedAt: at }
  return say(
    { ...record, approval },
    { key: `approval:${plan}:${at}`, kind: 'approval-asked', at, facts: { again: String(isAgain) } },
  )
}

/** Once a day while nobody decides. */
export function remind(record: RequestRecord, at: string): RequestRecord {
  const { approval } = record
  if (!approval || approval.decision || secondsSince(approval.remindedAt, new Date(at)) < daySeconds) return record
  const reminded = { ...record, approval: { ...approval, remindedAt: at } }
  return say(reminded, {
    key: `reminder:${approval.plan}:${at.slice(0, 10)}`,
    kind: 'approval-reminder',
    at,
    facts: {},
  })
}

const daySeconds = 86_400

/** The first decision counts; one about another plan, or by who asked, does not. */
export function takeDecision(record: RequestRecord, decision: Decision, plan: string): RequestRecord {
  const { approval } = record
  if (!approval || approval.plan !== plan || approval.decision || isRequester(record, decision.by)) return record
  const decided: RequestRecord = { ...record, approval: { ...approval, decision } }
  const { is, by, at } = decision
  const told =
    is === 'approved' ? say(decided, { key: `approved:${plan}:${at}`, kind: 'approved', at, facts: { by } }) : decided
  return wake(told, at)
}

/** The ticket has news: it is looked at now, or as soon as the run that asked has come to rest. */
export function consult(record: RequestRecord, at: string): RequestRecord {
  const { approval } = record
  return approval && waitsForDecision(record)
    ? wake({ ...record, approval: { ...approval, hasNews: true } }, at)
    : record
}

/** A decision on the ticket that proves nothing is said once, and waited on. */
export const refuseDecision = (record: RequestRecord, at: string, why: string): RequestRecord =>
  say(record, {
    key: `not-counted:${record.approval?.plan ?? ''}:${why}`,
    kind: 'approval-not-counted',
    at,
    facts: { why },
  })
