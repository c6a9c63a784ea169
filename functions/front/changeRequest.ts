import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { Person, Role, SignIn } from '../../shared/http/signIn.ts'
import { Problem } from '../../shared/room/problems.ts'
import { decisionSchema, isRequester, waitsForDecision } from '../../shared/room/decide.ts'
import { actionsOf, type PersonsAction } from '../../shared/room/intake.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { isWithdrawn } from '../../shared/room/wanted.ts'
import type { SendCommand } from '../../shared/world.ts'
import { findRecord } from '../access/findRecord.ts'

type Needs = Parameters<typeof findRecord>[0] & {
  signIn: SignIn
  clock: Clock
  sendCommand: SendCommand
}

/** Who may press it. */
const rolesFor: Record<PersonsAction, Role[]> = {
  cancel: ['Requester', 'Administrator'],
  retry: ['Requester', 'Administrator'],
  restore: ['Administrator'],
  approve: ['Approver'],
  reject: ['Approver'],
}
const isAction = (text: string): text is PersonsAction => Object.hasOwn(rolesFor, text)
const kindOf = { cancel: 'stop', retry: 'retry', restore: 'restore' } as const

/**
 * POST /api/requests/{id}/cancel and /retry: a requester for his own, an administrator for all.
 * POST …/restore: an administrator alone.
 * POST …/approve and …/reject: an approver who has not asked for it himself, about the plan that he has seen.
 */
export const changeRequest = (world: Needs): Door => ({
  name: 'changeRequest',
  route: 'api/requests/{id}/{action}',
  methods: ['POST'],
  handler: async function changeRequest(request) {
    const { id: text = '', action = '' } = request.params
    if (!isAction(action)) throw new Problem('page-unknown')
    const person = await world.signIn(request.headers, rolesFor[action])
    const record = await findRecord(world, person, text, ['Administrator', 'Approver'])
    const by = { requestId: record.id, at: world.clock.now().toISOString(), by: person.email }
    if (action === 'approve' || action === 'reject') {
      const decision = parseBy(decisionSchema, parseJson(await readBody(request)))
      refuseDecision(record, person, decision.plan)
      await world.sendCommand({ kind: action, ...by, ...decision })
    } else {
      refuseWrongMoment(record, action)
      await world.sendCommand({ kind: kindOf[action], ...by })
    }
    return json(202, { id: text })
  },
})

function refuseWrongMoment(record: RequestRecord, action: PersonsAction): void {
  if (actionsOf(record).includes(action)) return
  if (action === 'restore' && record.run.kind === 'ended') throw new Problem('nothing-to-put-back')
  if (action === 'retry' && isWithdrawn(record.wanted)) throw new Problem('request-withdrawn')
  throw new Problem('request-running', { state: record.run.kind === 'ended' ? 'over' : 'still being worked on' })
}

function refuseDecision(record: RequestRecord, person: Person, plan: string): void {
  if (isRequester(record, person.email)) throw new Problem('approver-is-requester')
  if (!waitsForDecision(record)) throw new Problem('nothing-to-decide')
  if (record.approval?.plan !== plan) throw new Problem('plan-has-changed')
}
