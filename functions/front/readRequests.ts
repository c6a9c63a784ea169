import { z } from 'zod'
import type { Clock } from '../../shared/clock.ts'
import { etagOf, isKnown, json, notModified, parseBy, type Door } from '../../shared/http/edge.ts'
import type { Person, SignIn } from '../../shared/http/signIn.ts'
import { readMarkedId } from '../../shared/requestId.ts'
import { Problem } from '../../shared/room/problems.ts'
import { isRequester } from '../../shared/room/decide.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { StepRow } from '../../shared/room/steps.ts'
import { queuedView, requestViewSchema, toView, type RequestView } from '../../shared/room/view.ts'
import type { Secret } from '../../shared/secret.ts'
import type { Requests } from '../../shared/store/requests.ts'
import type { Steps } from '../../shared/store/steps.ts'

interface Needs {
  signIn: SignIn
  idKey: Secret
  clock: Clock
  requests: Pick<Requests, 'read' | 'listMonth'>
  steps: Pick<Steps, 'list'>
}

const readers = ['Requester', 'Approver', 'Administrator', 'Reader'] as const

/** A requester sees his own requests; the other roles see all. */
const seesAll = ({ roles }: Person): boolean => roles.some((role) => role !== 'Requester')
const maySee = (person: Person, record: RequestRecord): boolean =>
  seesAll(person) || record.wanted.requester?.email === person.email

const mayDecide = ({ roles, email }: Person, record: RequestRecord): boolean =>
  roles.includes('Approver') && !isRequester(record, email)

/** Deciding and putting back are offered to who may do it alone; whose request it is, only the door can tell. */
function viewFor(person: Person, record: RequestRecord, rows: StepRow[]): RequestView {
  const { earlier, ...view } = toView(record, rows)
  const isAdministrator = person.roles.includes('Administrator')
  const may = { approve: mayDecide(person, record), reject: mayDecide(person, record), restore: isAdministrator }
  const actions = view.actions.filter((action) => ({ cancel: true, retry: true, ...may })[action])
  return { ...view, ...(isAdministrator && earlier && { earlier }), actions }
}

/** GET /api/requests/{id}: state, steps with times, what is waited for. The ETag changes when anything of it does. */
export const readRequest = (world: Needs): Door => ({
  name: 'readRequest',
  route: 'api/requests/{id}',
  methods: ['GET'],
  handler: async function readRequest(request) {
    const person = await world.signIn(request.headers, [...readers])
    const view = await findView(world, person, request.params['id'] ?? '')
    const etag = etagOf(JSON.stringify(view))
    if (isKnown(request, etag)) return notModified(etag)
    return json(200, view, { etag, 'cache-control': 'private, no-cache' })
  },
})

async function findView({ requests, steps, idKey }: Needs, person: Person, text: string): Promise<RequestView> {
  const marked = readMarkedId(text, idKey)
  const record = marked && (await requests.read(marked.id))?.record
  if (record && maySee(person, record)) return viewFor(person, record, await steps.list(record.id, record.attempts))
  if (marked?.isOurs && !record) return queuedView(marked.id)
  throw new Problem('request-unknown', { request: text.slice(0, 40) })
}

/** GET /api/requests: the newest, a hundred at a time; `next` of an answer is `before` of the following call. Filters: `state`, and `text` in name, site, account, ticket or requester. */
export const listRequests = (world: Needs): Door => ({
  name: 'listRequests',
  route: 'api/requests',
  methods: ['GET'],
  handler: async function listRequests(request) {
    const person = await world.signIn(request.headers, [...readers])
    const { state, text = '', before } = parseBy(listSchema, Object.fromEntries(request.query.entries()))
    const wanted = text.toLowerCase()
    const isWanted = (record: RequestRecord, view: RequestView) =>
      maySee(person, record) &&
      (state === undefined || view.state === state) &&
      textsOf(view).some((one) => one.toLowerCase().includes(wanted))
    const requester = seesAll(person) ? undefined : person.email
    const { views, next } = await collect(world, {
      before,
      requester,
      isWanted,
      see: (record) => viewFor(person, record, []),
    })
    const requests = views.map((view) => ({ ...view, steps: undefined, earlier: undefined }))
    return json(200, { requests, ...(next !== undefined && { next }) })
  },
})

const listSchema = z.strictObject({
  state: requestViewSchema.shape.state.optional(),
  text: z.string().trim().max(100, 'must be at most 100 characters').optional(),
  before: z
    .string()
    .regex(/^\d{4}-(?:0[1-9]|1[0-2])\.\d{13}-[0-9a-f]{20}$/, 'must be the next of an earlier answer')
    .optional(),
})

const textsOf = ({ room, account = '', ticket = '', requester = '' }: RequestView): string[] => [
  room?.name ?? '',
  room?.site ?? '',
  account,
  ticket,
  requester,
]

interface Search {
  before: string | undefined
  requester: string | undefined
  isWanted: (record: RequestRecord, view: RequestView) => boolean
  see: (record: RequestRecord) => RequestView
}

const most = 100
/** Read for one answer at most; what is rarer is found by going on from `next`. */
const mostRead = 500
const monthsAtOnce = 2

/** Goes back through the months until the page is full, or enough was read. */
async function collect(world: Needs, { before = '', requester, isWanted, see }: Search) {
  const views: RequestView[] = []
  let read = 0
  const months = monthsFrom(before.slice(0, 7) || world.clock.now().toISOString().slice(0, 7))
  for await (const { cursor, record } of walk(world, months.slice(0, monthsAtOnce), before, requester)) {
    const view = record && see(record)
    if (record && view && isWanted(record, view)) views.push(view)
    if (views.length >= most || ++read >= mostRead) return { views, next: cursor }
  }
  return { views, ...goOnFrom(months.at(monthsAtOnce)) }
}

const goOnFrom = (month = '') => (month >= firstMonth ? { next: `${month}.${'0'.repeat(13)}-${'0'.repeat(20)}` } : {})

/** Before it there was nothing to ask. */
const firstMonth = '2026-01'

/** Requests from behind a cursor on, the newest first. */
async function* walk({ requests }: Needs, months: string[], before: string, requester: string | undefined) {
  for (const month of months) {
    let after: string | undefined = before.startsWith(month) ? before.slice(month.length + 1) : ''
    while (after !== undefined) {
      const rows = await requests.listMonth(month, { atMost: most, requester, after })
      const records = await Promise.all(rows.map(async ({ id }) => (await requests.read(id))?.record))
      yield* rows.map(({ row }, place) => ({ cursor: `${month}.${row}`, record: records[place] }))
      after = rows.length < most ? undefined : rows.at(-1)?.row
    }
  }
}

const monthsFrom = (month: string): string[] => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: monthsAtOnce + 1 }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7),
  )
}
