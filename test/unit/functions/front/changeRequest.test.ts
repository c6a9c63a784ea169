import { describe, expect, it } from 'vitest'
import { changeRequest } from '../../../../functions/front/changeRequest.ts'
import { markId } from '../../../../shared/requestId.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, rolf, signedIn } from '../../../kit/front.ts'
import {
  aClaim,
  anUndecidedRecord,
  aRecord,
  aRunningRecord,
  ended,
  parked,
  requestId,
  start,
} from '../../../kit/records.ts'

const over = aRecord({ run: ended('needs a person', { code: 'internal' }), attempts: 1 })

function aDoor(person = rita, ...records: RequestRecord[]) {
  const front = aFront(person, ...records)
  const enter = front.call(changeRequest)
  const press = (action: string, id = requestId, body: object = {}) =>
    enter(aDoorRequest({ method: 'POST', params: { id, action }, headers: signedIn, body }))
  return { ...front, press }
}

describe('a change by a person', () => {
  it.each<[string, RequestRecord, string]>([
    ['cancel', aRecord(), 'stop'],
    ['cancel', aRunningRecord(), 'stop'],
    ['cancel', aRecord({ run: parked() }), 'stop'],
    ['retry', over, 'retry'],
  ])('%s is on the queue in the name of who pressed', async (action, record, kind) => {
    const { press, sent } = aDoor(rita, record)

    expect((await press(action)).status).toBe(202)
    expect(sent).toEqual([{ kind, requestId, at: start, by: rita.email }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it('may name the request as the 202 did', async () => {
    const { press, world } = aDoor(rita, aRunningRecord())

    expect((await press('cancel', markId(requestId, world.idKey))).status).toBe(202)
  })

  it('of any request may come from an administrator', async () => {
    expect((await aDoor(adam, aRunningRecord()).press('cancel')).status).toBe(202)
  })

  it.each<[string, number, ReturnType<typeof aDoor>, string]>([
    ['of somebody else', 404, aDoor(rolf, aRunningRecord()), 'cancel'],
    ['of none', 404, aDoor(rita), 'cancel'],
    ['that we do not know', 404, aDoor(rita, aRunningRecord()), 'explode'],
    ['that every object knows', 404, aDoor(rita, aRunningRecord()), 'toString'],
    ['to cancel what is over', 409, aDoor(rita, over), 'cancel'],
    ['to retry what is on its way', 409, aDoor(rita, aRunningRecord()), 'retry'],
    ['by who may only read', 403, aDoor({ ...rita, roles: ['Reader'] }, over), 'retry'],
  ])('%s is refused with %i', async (_, status, { press, sent }, action) => {
    const answer = await press(action)

    expect(answer.status).toBe(status)
    expect(sent).toEqual([])
  })

  it('that comes too late says in which state the request is', async () => {
    expect(jsonOf(await aDoor(rita, over).press('cancel'))['detail']).toBe('The request is over.')
  })

  it('of a request that was accepted a moment ago is not refused as unknown', async () => {
    const { press, world } = aDoor(rita)

    expect((await press('cancel', markId(requestId, world.idKey))).status).not.toBe(404)
  })

  it('to retry what the ticket has withdrawn is refused', async () => {
    const withdrawn = aRecord({ ...over, wanted: { ...over.wanted, withdrawnAt: 2 } })

    expect((await aDoor(adam, withdrawn).press('retry')).status).toBe(409)
  })
})

describe('putting earlier settings back', () => {
  const changed = { setting: 'location.capacity', from: 5, to: 12 }
  const ready = aRecord({
    run: ended('ready'),
    attempts: 1,
    before: [changed],
    claims: [aClaim('settings', 'ensurePlace')],
  })

  it('is on the queue in the name of the administrator who pressed', async () => {
    const { press, sent } = aDoor(adam, ready)

    expect((await press('restore')).status).toBe(202)
    expect(sent).toEqual([{ kind: 'restore', requestId, at: start, by: adam.email }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it.each<[string, number, string, typeof rita, RequestRecord]>([
    ['by the requester', 403, 'not-allowed', rita, ready],
    ['of a request that is on its way', 409, 'request-running', adam, { ...ready, run: aRunningRecord().run }],
    ['of a room that needed no change', 409, 'nothing-to-put-back', adam, { ...ready, before: [] }],
    ['of a room that was not made ready', 409, 'nothing-to-put-back', adam, { ...ready, run: over.run }],
    [
      'that would change sign-in alone',
      409,
      'nothing-to-put-back',
      adam,
      {
        ...ready,
        before: [{ setting: 'account.enabled', from: false, to: true }],
        claims: [aClaim('settings', 'ensureAccount')],
      },
    ],
  ])('%s is refused with %i %s', async (_, status, code, person, record) => {
    const { press, sent } = aDoor(person, record)

    const answer = await press('restore')

    expect([answer.status, jsonOf(answer)['code']]).toEqual([status, code])
    expect(sent).toEqual([])
  })
})

describe('a decision', () => {
  const ann: typeof rita = { ...rolf, roles: ['Approver'] }
  const plan = 'a'.repeat(16)

  it.each([
    ['approve', { plan }],
    ['reject', { plan, reason: 'Another room is being built.' }],
  ])('to %s is on the queue in the name of the approver', async (action, decision) => {
    const { press, sent } = aDoor(ann, anUndecidedRecord())

    expect((await press(action, requestId, decision)).status).toBe(202)
    expect(sent).toEqual([{ kind: action, requestId, at: start, by: ann.email, ...decision }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it.each<[string, number, string, typeof rita, RequestRecord, object]>([
    ['about another plan', 409, 'plan-has-changed', ann, anUndecidedRecord(), { plan: 'b'.repeat(16) }],
    ['that nobody waits for', 409, 'nothing-to-decide', ann, aRunningRecord(), { plan }],
    ['by who asks', 403, 'approver-is-requester', { ...rita, roles: ['Approver'] }, anUndecidedRecord(), { plan }],
    ['by an administrator', 403, 'not-allowed', adam, anUndecidedRecord(), { plan }],
    ['without a plan', 422, 'request-invalid', ann, anUndecidedRecord(), {}],
    ['for a long reason', 422, 'request-invalid', ann, anUndecidedRecord(), { plan, reason: 'x'.repeat(501) }],
  ])('%s is refused with %i %s', async (_, status, code, person, record, decision) => {
    const { press, sent } = aDoor(person, record)

    const answer = await press('approve', requestId, decision)

    expect([answer.status, jsonOf(answer)['code']]).toEqual([status, code])
    expect(sent).toEqual([])
  })
})
