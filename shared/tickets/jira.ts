import { z } from 'zod'
import { parseBy } from '../http/edge.ts'
import type { Secret } from '../secret.ts'
import type { States } from '../ticketForm.ts'
import { askDesk, basicAuthentication, callDesk } from './deskRequest.ts'
import { itemsIn, type Given } from './fields.ts'
import { assertSigned, hmac, readHeader } from './hmac.ts'
import { checkRequester, noFaults, readItems, together } from './items.ts'
import { findApproval } from './jiraApproval.ts'
import { holdsReference, toTime } from './text.ts'
import type { Arrival, DeskAccess, Reading, ReadingNeeds, TicketSystem } from './ticketSystem.ts'

/**
 * Jira Service Management Cloud, by a webhook that an administrator registered with a secret: it carries the whole issue.
 * The revision is `updated` of the issue, in milliseconds; of a deletion, which leaves that alone, the `timestamp` of the event.
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/ and https://developer.atlassian.com/cloud/jira/service-desk/rest/ (read 2026-11-21)
 */
export const jira: TicketSystem = {
  verify,
  usualFields: undefined,
  // Names of statuses as the project template for IT has them.
  usualStates: {
    'in-progress': 'In progress',
    waiting: 'Pending',
    resolved: 'Resolved',
    failed: 'Waiting for support',
    cancelled: 'Canceled',
  },
  read: async (message, needs) => read(message, needs),

  makeDesk(access, states) {
    const headers = { authorization: basicAuthentication(access.key.reveal()) }
    return {
      async hasAnswer(key, reference) {
        const path = `/rest/api/2/issue/${key}/comment?orderBy=-created&maxResults=100`
        const { comments } = await askDesk(access, { method: 'GET', path, headers }, commentsSchema)
        return comments.some(({ body }) => holdsReference(body, reference))
      },
      async post(key, { text, state }) {
        if (state) await move(access, headers, key, states[state], states.cancelled)
        const path = `/rest/servicedeskapi/request/${key}/comment`
        await callDesk(access, { method: 'POST', path, headers, json: { body: text, public: true } })
      },
      findApproval: (key) => findApproval(access, headers, key),
    }
  },
}

/**
 * `X-Hub-Signature: sha256=` and the hex of HMAC-SHA256 over the raw body. It covers no time of sending, and a retry may come half an hour later with the same body: what is replayed is settled by its revision.
 * The identifier is not signed; a forged one wins nothing, because it is remembered together with the body.
 */
function verify({ headers, body }: Arrival, secrets: Secret[]): string | undefined {
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/i.exec(readHeader(headers, 'x-hub-signature')) ?? []
  assertSigned([Buffer.from(hex, 'hex')], secrets, (secret) => hmac(secret).update(body).digest())
  return headers.get('x-atlassian-webhook-identifier') ?? undefined
}

const isTime = (text: string): boolean => !Number.isNaN(toTime(text))
const messageSchema = z.object({
  timestamp: z.int().min(0),
  webhookEvent: z.enum(['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted']),
  issue: z.object({
    key: z.string().regex(/^[A-Z][A-Z0-9_]{1,49}-\d{1,10}$/, 'must be the key of an issue'),
    fields: z.looseObject({
      updated: z.string().refine(isTime, 'must be a time'),
      status: z.object({ name: z.string() }),
      // Jira tells the address only of people whose profile shows it.
      reporter: z.object({ displayName: z.unknown().optional(), emailAddress: z.unknown().optional() }).nullish(),
    }),
  }),
  changelog: z.object({ items: z.array(z.object({ field: z.string() })) }).optional(),
})

function read(message: unknown, { fields: maps, states, rules }: ReadingNeeds): Reading {
  const { webhookEvent, timestamp, issue, changelog } = parseBy(messageSchema, message)
  const given: Given = issue.fields
  const { reporter, status } = issue.fields
  const isDeleted = webhookEvent === 'jira:issue_deleted'
  const isWithdrawn = isDeleted || isSame(status.name, states.cancelled)
  const path = 'issue.fields'
  const items = itemsIn(maps, given).map((item) => ({ ...item, given, path, isWithdrawn }))
  const said = readItems(
    {
      ticket: issue.key,
      revision: isDeleted ? timestamp : toTime(issue.fields.updated),
      isNew: webhookEvent === 'jira:issue_created',
      requester: checkRequester(reporter?.displayName, reporter?.emailAddress, {
        path: `${path}.reporter`,
        name: 'displayName',
        email: 'emailAddress',
      }),
      items,
    },
    rules,
  )
  // A decision on an approval moves the issue.
  const isMoved = !isWithdrawn && changelog?.items.some(({ field }) => field === 'status') === true
  const looks = isMoved ? items.map(({ item }) => ({ kind: 'look' as const, ticket: issue.key, item })) : []
  return together([said, noFaults(...looks)])
}

const commentsSchema = z.object({ comments: z.array(z.object({ body: z.string() })) })
const transitionsSchema = z.object({
  transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })),
})
const statusSchema = z.object({ fields: z.object({ status: z.object({ name: z.string() }) }) })

/** Moves the issue to the status where its workflow has a way there. An issue that people have cancelled stays so, or it would ask for its rooms again. */
async function move(
  access: DeskAccess,
  headers: Record<string, string>,
  key: string,
  wanted: string,
  cancelled: States['cancelled'],
): Promise<void> {
  const issue = `/rest/api/2/issue/${key}`
  const now = await askDesk(access, { method: 'GET', path: `${issue}?fields=status`, headers }, statusSchema)
  const { name } = now.fields.status
  if (isSame(name, wanted) || isSame(name, cancelled)) return
  const path = `${issue}/transitions`
  const { transitions } = await askDesk(access, { method: 'GET', path, headers }, transitionsSchema)
  const way = transitions.find(({ to }) => isSame(to.name, wanted))
  if (way) await callDesk(access, { method: 'POST', path, headers, json: { transition: { id: way.id } } })
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
