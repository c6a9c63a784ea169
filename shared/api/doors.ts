import { z } from 'zod'
import type { Role } from '../http/signIn.ts'
import { batchViewSchema } from '../room/batchView.ts'
import { decisionSchema } from '../room/decide.ts'
import { exceptionSchema } from '../room/estate/exceptions.ts'
import { editSchema, scopeSchema } from '../room/estate/repair.ts'
import type { ProblemCode } from '../room/problems.ts'
import { deviceSchema, roomSchema } from '../room/request.ts'
import { ticksSchema } from '../room/checklist.ts'
import { revealKeySchema } from '../room/handover.ts'
import { subnetPlanSchema } from '../room/subnetPlan.ts'
import { requestViewSchema } from '../room/view.ts'

/** One call of the API, as its users know it. */
export interface DoorDescription {
  method: 'GET' | 'POST'
  path: string
  /** Who may call it; signature: a ticketing system that signs, none: anybody. */
  for: Role[] | 'signature' | 'none'
  does: string
  query?: Record<string, string>
  /** A schema for JSON, or another type of content. */
  takes?: z.ZodType | string
  gives?: z.ZodType | string
  status?: 200 | 202
  problems?: ProblemCode[]
}

const everybody: Role[] = ['Requester', 'Approver', 'Reader', 'Administrator']
const askers: Role[] = ['Requester', 'Administrator']
const lookers: Role[] = ['Administrator', 'Reader']
const administrators: Role[] = ['Administrator']

const taken = z.object({ id: z.string(), status: z.string().optional(), at: z.string().optional() })
const takenAt = z.object({ at: z.string() }).loose()
const listed = requestViewSchema.omit({ steps: true, earlier: true })
const anything = z.object({}).loose()

const ofRequest = (action: string, who: Role[], does: string, problems: ProblemCode[]): DoorDescription => ({
  method: 'POST',
  path: `/api/requests/{id}/${action}`,
  for: who,
  does,
  gives: taken,
  status: 202,
  problems: ['request-unknown', 'request-queued', ...problems],
})

const decides = (action: string, does: string): DoorDescription => ({
  ...ofRequest(action, ['Approver'], does, ['approver-is-requester', 'plan-has-changed', 'nothing-to-decide']),
  takes: decisionSchema,
})

const read = (
  path: string,
  does: string,
  gives: z.ZodType | string = anything,
  more: Partial<DoorDescription> = {},
): DoorDescription => ({
  method: 'GET',
  path,
  for: lookers,
  does,
  gives,
  ...more,
})

const change = (path: string, does: string, more: Partial<DoorDescription> = {}): DoorDescription => ({
  method: 'POST',
  path,
  for: administrators,
  does,
  gives: takenAt,
  status: 202,
  ...more,
})

const ofBatch = (action: string, does: string): DoorDescription =>
  change(`/api/batches/{id}/${action}`, does, { gives: taken, problems: ['batch-unknown', 'batch-not-now'] })

/** Every call that there is. A test compares them with the doors of the front and with docs/api.md. */
export const doors: DoorDescription[] = [
  {
    method: 'POST',
    path: '/api/webhooks/{source}',
    for: 'signature',
    does: 'takes a ticket',
    takes: anything,
    gives: taken,
    status: 202,
    problems: ['unknown-source', 'signature-missing', 'signature-wrong', 'timestamp-stale', 'message-id-reused'],
  },
  {
    method: 'POST',
    path: '/api/requests',
    for: askers,
    does: 'asks for a room',
    takes: roomSchema,
    gives: taken,
    status: 202,
    problems: ['message-id-reused'],
  },
  {
    method: 'GET',
    path: '/api/requests',
    for: everybody,
    does: 'requests, the newest first, a hundred at a time; requesters see their own',
    query: {
      state: 'only those in this state',
      text: 'only those with this in name, site, account, ticket or requester',
      before: 'the next of an earlier answer',
    },
    gives: z.object({ requests: z.array(listed), next: z.string().optional() }),
  },
  {
    method: 'GET',
    path: '/api/requests/{id}',
    for: everybody,
    does: 'one request, with steps',
    gives: requestViewSchema,
    problems: ['request-unknown'],
  },
  ofRequest('cancel', askers, 'stops the work and takes back what was changed', ['request-running']),
  ofRequest('retry', askers, 'tries again, from the top', ['request-running', 'request-withdrawn']),
  ofRequest('restore', administrators, 'puts earlier settings of calendar and place back', [
    'request-running',
    'nothing-to-put-back',
  ]),
  decides('approve', 'agrees to what would be done'),
  decides('reject', 'ends the request as rejected'),
  {
    ...ofRequest('device', askers, 'binds a device once the request is ready', ['device-too-early']),
    takes: deviceSchema,
  },
  read('/api/requests/{id}/handover', 'what to tick, and why the sign-in data would not be shown', anything, {
    for: everybody,
    problems: ['request-unknown'],
  }),
  {
    ...ofRequest('reveals', everybody, 'the sign-in data for the installer, sealed to a key, once', [
      'not-the-installer',
      'handover-too-early',
      'password-not-ours',
      'already-revealed',
      'checklist-incomplete',
    ]),
    takes: z.strictObject({ key: revealKeySchema, ticks: ticksSchema }),
  },
  read('/api/requests/{id}/reveals/{reveal}', 'what came of it, for who asked', anything, {
    for: everybody,
    problems: ['request-unknown', 'page-unknown'],
  }),
  read('/api/preflight', 'what the service needs of the tenant'),
  change('/api/preflight', 'looks anew'),
  read('/api/licences', 'licences for rooms: bought, used, reserved, left', anything, {
    for: ['Approver', 'Administrator', 'Reader'],
  }),
  read('/api/proposals', 'name and address that a new room would get', anything, {
    for: everybody,
    query: {
      displayName: 'the name as people say it',
      site: 'site or office',
      building: 'optional',
      floor: 'optional',
      capacity: 'optional',
      module: 'optional',
    },
  }),
  read('/api/client-licences', 'client access licences of rooms on Skype for Business Server'),
  read('/api/strays', 'rooms whose addresses do not follow the naming pattern'),
  change('/api/subnet-plan', 'has rooms of a group sign in from some networks alone', {
    takes: subnetPlanSchema,
    gives: taken,
  }),
  read('/api/subnet-plan/{id}', 'what was made, and what to do next'),
  read('/api/accounts', 'every room account, short', anything, { problems: ['accounts-not-loaded'] }),
  read('/api/accounts/{address}', 'one account', anything, { problems: ['account-unknown'] }),
  change('/api/accounts/{address}/recheck', 'reads it anew', { problems: ['account-unknown'] }),
  change('/api/accounts/{address}/except', 'somebody answers for a setting', {
    takes: exceptionSchema,
    problems: ['account-unknown'],
  }),
  change('/api/accounts/{address}/end-exception', 'nobody answers for the setting any more', {
    takes: z.strictObject({ setting: z.string() }),
    problems: ['account-unknown'],
  }),
  read('/api/export/accounts', 'the list as a file', 'text/csv', {
    query: { format: 'csv or json' },
    problems: ['export-failed'],
  }),
  read('/api/estate', 'numbers over all accounts', anything, { problems: ['summary-not-loaded'] }),
  read('/api/estate/scan', 'how far the reading of all accounts is'),
  change('/api/estate/scan', 'has all accounts read'),
  change('/api/estate/repairs', 'puts accounts right, or sets one', {
    takes: z.strictObject({ scope: scopeSchema, edits: z.array(editSchema).optional() }),
    gives: taken,
    problems: ['save-failed'],
  }),
  read('/api/estate/repairs/{id}', 'progress, and how each account ended', anything, { problems: ['job-unknown'] }),
  read('/api/alerts', 'what somebody should know of all accounts'),
  change('/api/estate/{id}/stop', 'stops a scan or a repair', { gives: taken, problems: ['job-unknown'] }),
  change('/api/batches', 'has the rooms of a file set up; with check=1 it is checked alone', {
    query: { check: '1: check the file, begin nothing' },
    takes: 'text/csv',
    gives: taken,
    problems: ['batch-invalid', 'message-id-reused'],
  }),
  read('/api/batches/template', 'a file with every column and one room', 'text/csv'),
  read('/api/batches', 'lists of rooms, the newest first', z.object({ batches: z.array(batchViewSchema) })),
  read('/api/batches/{id}', 'progress, and where each row stands', batchViewSchema, { problems: ['batch-unknown'] }),
  ofBatch('pause', 'holds the rest of the list back'),
  ofBatch('resume', 'goes on with it'),
  ofBatch('cancel', 'begins no more of it'),
  read('/api/quarantine', 'messages that are no commands', anything, { for: administrators }),
  change('/api/quarantine/{id}/resubmit', 'sends one again, put right', {
    takes: z.strictObject({ body: anything }),
    gives: taken,
    problems: ['quarantined-unknown', 'quarantined-settled'],
  }),
  change('/api/quarantine/{id}/discard', 'sends it never', {
    gives: taken,
    problems: ['quarantined-unknown', 'quarantined-settled'],
  }),
  { method: 'GET', path: '/api/openapi.json', for: 'none', does: 'this description', gives: anything },
  {
    method: 'GET',
    path: '/api/health',
    for: 'none',
    does: 'whether the front and its tables work',
    gives: z.object({ status: z.string() }),
  },
]
