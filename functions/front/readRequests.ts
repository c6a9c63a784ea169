import type { Clock } from '../../shared/clock.ts'
import { etagOf, isKnown, json, notModified, type Door } from '../../shared/http/edge.ts'
import type { Person, SignIn } from '../../shared/http/signIn.ts'
import { readMarkedId } from '../../shared/requestId.ts'
import { Problem } from '../../shared/room/problems.ts'
import { isRequester } from '../../shared/room/decide.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { StepRow } from '../../shared/room/steps.ts'
import { queuedView, toView, type RequestView } from '../../shared/room/view.ts'
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

const most = 100

/** GET /api/requests: the newest of this month and the last. */
export const listRequests = (world: Needs): Door => ({
  name: 'listRequests',
  route: 'api/requests',
  methods: ['GET'],
  handler: async function listRequests(request) {
    const person = await world.signIn(request.headers, [...readers])
    const requester = seesAll(person) ? undefined : person.email
    const months = lastMonths(world.clock.now()).map((month) => world.requests.listMonth(month, most, requester))
    const ids = (await Promise.all(months)).flat().slice(0, most)
    const records = await Promise.all(ids.map(async (id) => (await world.requests.read(id))?.record))
    const mine = records.filter((record) => record !== undefined).filter((record) => maySee(person, record))
    return json(200, {
      requests: mine.map((record) => ({
        ...viewFor(person, record, []),
        steps: undefined,
        earlier: undefined,
      })),
    })
  },
})

const lastMonths = (now: Date): string[] =>
  [0, 1].map((back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7))
