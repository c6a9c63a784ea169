import type { Clock } from '../../shared/clock.ts'
import { json, type Door } from '../../shared/http/edge.ts'
import type { Person, SignIn } from '../../shared/http/signIn.ts'
import { readMarkedId } from '../../shared/requestId.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { isWithdrawn } from '../../shared/room/wanted.ts'
import type { Secret } from '../../shared/secret.ts'
import type { Requests } from '../../shared/store/requests.ts'
import type { SendCommand } from '../../shared/world.ts'

interface Needs {
  signIn: SignIn
  idKey: Secret
  clock: Clock
  requests: Pick<Requests, 'read'>
  sendCommand: SendCommand
}

const actions = { cancel: 'stop', retry: 'retry' } as const
type Action = keyof typeof actions
const isAction = (text: string | undefined): text is Action => text !== undefined && Object.hasOwn(actions, text)

/** POST /api/requests/{id}/cancel and /retry: a requester for his own, an administrator for all. */
export const changeRequest = (world: Needs): Door => ({
  name: 'changeRequest',
  route: 'api/requests/{id}/{action}',
  methods: ['POST'],
  handler: async function changeRequest(request) {
    const { id: text = '', action } = request.params
    if (!isAction(action)) throw new Problem('page-unknown')
    const person = await world.signIn(request.headers, ['Requester', 'Administrator'])
    const record = await findRecord(world, person, text)
    refuseWrongMoment(record, action)
    const at = world.clock.now().toISOString()
    await world.sendCommand({ kind: actions[action], requestId: record.id, at, by: person.email })
    return json(202, { id: text })
  },
})

/** A retry comes after the end, a cancel before it. Of a withdrawn request only taking back can be tried again. */
function refuseWrongMoment({ run, wanted, claims }: RequestRecord, action: Action): void {
  if (action === 'retry' && isWithdrawn(wanted) && claims.length === 0) throw new Problem('request-withdrawn')
  const hasEnded = run.kind === 'ended'
  if (hasEnded !== (action === 'retry'))
    throw new Problem('request-running', { state: hasEnded ? 'over' : 'still being worked on' })
}

async function findRecord({ idKey, requests }: Needs, person: Person, text: string): Promise<RequestRecord> {
  const marked = readMarkedId(text, idKey)
  const record = marked && (await requests.read(marked.id))?.record
  if (record && isTheirs(person, record)) return record
  throw marked?.isOurs && !record
    ? new Problem('request-queued')
    : new Problem('request-unknown', { request: text.slice(0, 40) })
}

const isTheirs = ({ roles, email }: Person, { wanted }: RequestRecord): boolean =>
  roles.includes('Administrator') || wanted.requester?.email === email
