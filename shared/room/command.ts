import { z } from 'zod'
import { ticksSchema } from './checklist.ts'
import { decisionSchema } from './decide.ts'
import { exceptionSchema } from './estate/exceptions.ts'
import { idShape } from './ids.ts'
import { editSchema, scopeSchema } from './estate/repair.ts'
import { revealKeySchema } from './handover.ts'
import { mostRows, rowsOnAPage } from './batch.ts'
import { address, deviceSchema, emailAddress, requesterSchema, roomSchema } from './request.ts'

import { subnetPlanSchema } from './subnetPlan.ts'

const requestId = z.string().regex(idShape)
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

const work = { jobId: requestId, at, by: z.string().max(254) }
const ofAccount = { account: address, at, by: z.string().max(254) }

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
  /** Whoever installs the device wants the sign-in data, sealed to a key of his page; `ticks` is what he answers for. */
  z.strictObject({
    kind: z.literal('reveal'),
    requestId,
    revealId: requestId,
    at,
    by: emailAddress,
    key: revealKeySchema,
    ticks: ticksSchema,
  }),
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
  /** An administrator wants every room account looked at. */
  z.strictObject({ kind: z.literal('scan'), ...work }),
  /** An administrator has accounts put right, or one set as he says. */
  z.strictObject({
    kind: z.literal('repair'),
    ...work,
    scope: scopeSchema,
    edits: z.array(editSchema).max(100).optional(),
  }),
  /** A part of a list of rooms; the work begins with the last one. */
  z.strictObject({
    kind: z.literal('batch'),
    ...work,
    requester: requesterSchema,
    page: z.int().min(0).max(mostRows),
    pages: z.int().min(1).max(mostRows),
    /** Of the whole list. */
    rooms: z.int().min(1).max(mostRows),
    canary: z.int().min(1),
    digest: z.string().max(64),
    rows: z
      .array(z.strictObject({ line: z.int().min(1), room: roomSchema }))
      .min(1)
      .max(rowsOnAPage),
  }),
  /** A person holds the rest of a list back, or goes on with it. */
  z.strictObject({ kind: z.literal('pause-batch'), ...work }),
  z.strictObject({ kind: z.literal('resume-batch'), ...work }),
  /** Another run is due. */
  z.strictObject({ kind: z.literal('look-job'), jobId: requestId }),
  /** A person stops it; what is done stays done. */
  z.strictObject({ kind: z.literal('stop-job'), ...work }),
  /** One account is to be looked at. */
  z.strictObject({ kind: z.literal('recheck'), ...ofAccount }),
  /** Somebody answers for a setting that stays as it is, or does so no more. */
  z.strictObject({ kind: z.literal('except'), ...ofAccount, exception: exceptionSchema }),
  z.strictObject({ kind: z.literal('end-exception'), ...ofAccount, setting: z.string().max(100) }),
  /** An administrator has looked at a message that was no command. */
  z.strictObject({
    kind: z.literal('settle-quarantined'),
    messageId: z.string().regex(/^[0-9a-f]{64}$/),
    at,
    by: z.string().max(254),
    is: z.enum(['resubmitted', 'discarded']),
  }),
  /** A person wants to know what the service may do now; of no request. */
  z.strictObject({ kind: z.literal('preflight'), at, by: z.string().max(254) }),
])

export type Command = z.output<typeof commandSchema>
export type TicketCommand = Extract<Command, { kind: 'request' | 'withdraw' }>
