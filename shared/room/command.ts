import { z } from 'zod'
import { decisionSchema } from './decide.ts'
import { deviceSchema, emailAddress, requesterSchema, roomSchema } from './request.ts'

import { subnetPlanSchema } from './subnetPlan.ts'

const requestId = z.string().regex(/^[0-9a-f]{20}$/)
const at = z.iso.datetime()

/** Where a request comes from: one item of one ticket of one system. */
const origin = {
  requestId,
  at,
  source: z.string().max(32),
  ticket: z.string().min(1).max(128),
  item: z.int().min(1).max(999),
}
const revision = z.int().min(0)

const decision = {
  requestId,
  at,
  by: emailAddress,
  ...decisionSchema.shape,
}

/** Everything that changes something is one of these, on the queue. */
export const commandSchema = z.discriminatedUnion('kind', [
  /** Create or update: the whole content at a revision of the ticket. */
  z.strictObject({ kind: z.literal('request'), ...origin, revision, requester: requesterSchema, room: roomSchema }),
  /** The ticket was withdrawn at this revision. */
  z.strictObject({ kind: z.literal('withdraw'), ...origin, revision }),
  /** A person stops it from a page, whatever the ticket says. */
  z.strictObject({ kind: z.literal('stop'), requestId, at, by: z.string().max(254) }),
  /** A person starts it again after its end. */
  z.strictObject({ kind: z.literal('retry'), requestId, at, by: z.string().max(254) }),
  /** A person has the earlier calendar and place put back after it was ready. */
  z.strictObject({ kind: z.literal('restore'), requestId, at, by: z.string().max(254) }),
  /** Somebody decides about what is planned; `plan` is what he has seen. */
  z.strictObject({ kind: z.literal('approve'), ...decision }),
  z.strictObject({ kind: z.literal('reject'), ...decision }),
  /** A person stands in a room that is ready, with its device. */
  z.strictObject({ kind: z.literal('bind'), requestId, at, by: z.string().max(254), device: deviceSchema }),
  /** The ticketing system says that somebody decided: its record is read, not its word taken. */
  z.strictObject({ kind: z.literal('consult'), requestId, at }),
  /** Something of the record changed: see what is due. */
  z.strictObject({ kind: z.literal('look'), requestId }),
  /** An administrator wants rooms of a group to sign in from some networks alone; of no request. */
  z.strictObject({
    kind: z.literal('subnet-plan'),
    planId: requestId,
    at,
    by: z.string().max(254),
    plan: subnetPlanSchema,
  }),
  /** A person wants to know what the service may do now; of no request. */
  z.strictObject({ kind: z.literal('preflight'), at, by: z.string().max(254) }),
])

export type Command = z.output<typeof commandSchema>
export type TicketCommand = Extract<Command, { kind: 'request' | 'withdraw' }>
