import type { Clock } from '../../shared/clock.ts'
import { json, type Door } from '../../shared/http/edge.ts'
import type { Person, SignIn } from '../../shared/http/signIn.ts'
import { readMarkedId } from '../../shared/requestId.ts'
import { Problem } from '../../shared/room/problems.ts'
import { actionsOf, type PersonsAction } from '../../shared/room/intake.ts'
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

const commandOf = { cancel: 'stop', retry: 'retry' } as const satisfies Record<PersonsAction, string>
const isAction = (text: string | undefined): text is PersonsAction =>
  text !== undefined && Object.hasOwn(commandOf, text)

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
    await world.sendCommand({ kind: commandOf[action], requestId: record.id, at, by: person.email })
    return json(202, { id: text })
  },
})

function refuseWrongMoment(record: RequestRecord, action: PersonsAction): void {
  if (actionsOf(record).includes(action)) return
  if (action === 'retry' && isWithdrawn(record.wanted)) throw new Problem('request-withdrawn')
  throw new Problem('request-running', { state: record.run.kind === 'ended' ? 'over' : 'still being worked on' })
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
