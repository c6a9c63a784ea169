import { describe, expect, test } from 'vitest'
import { discardQuarantined, listQuarantine, resubmitQuarantined } from '../../../../functions/front/quarantine.ts'
import { requestIdOf } from '../../../../shared/requestId.ts'
import type { QuarantineEntry } from '../../../../shared/store/quarantine.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, signedIn as headers } from '../../../kit/front.ts'
import { aCommand, start } from '../../../kit/records.ts'
import { aRoom } from '../../../kit/rooms.ts'

const corrected = { ...aCommand(), requestId: requestIdOf('generic', 'T-1', 1) }

async function aQuarantine(body: object = { ...corrected, revision: 'one' }) {
  const front = aFront(adam)
  const entry: QuarantineEntry = {
    at: start,
    reason: 'invalid-command',
    messageId: 'm',
    body: JSON.stringify(body),
    problems: [],
  }
  await front.world.quarantine.add(entry)
  const [kept] = await front.world.quarantine.list()
  const id = kept?.id ?? ''
  const resubmit = (to: object, message = id) =>
    front.call(resubmitQuarantined)(aDoorRequest({ headers, params: { id: message }, body: { body: to } }))
  return { ...front, id, resubmit }
}

describe('a message in quarantine', () => {
  test('is listed for administrators, with its reason and its body', async () => {
    const { call, id } = await aQuarantine()

    const answer = await call(listQuarantine)(aDoorRequest({ headers }))

    expect(jsonOf(answer)).toMatchObject({ count: 1, messages: [{ id, reason: 'invalid-command' }] })
    expect((await aFront(rita).call(listQuarantine)(aDoorRequest({ headers }))).status).toBe(403)
  })

  test('that is put right is sent as a new command, and settled', async () => {
    const { resubmit, sent, id } = await aQuarantine()

    const answer = await resubmit(corrected)

    expect(answer.status).toBe(202)
    expect(sent).toMatchObject([
      { kind: 'request', requestId: corrected.requestId },
      { kind: 'settle-quarantined', messageId: id, is: 'resubmitted', by: adam.email },
    ])
  })

  test.each<[string, object, string]>([
    ['is no command still', { ...corrected, revision: 'two' }, 'body.revision'],
    ['has a field too many', { ...corrected, more: 1 }, 'body'],
    [
      'is what a person pressed',
      { kind: 'stop', requestId: corrected.requestId, at: start, by: 'eve@contoso.com' },
      'body.kind',
    ],
    [
      'is an approval',
      { kind: 'approve', requestId: corrected.requestId, at: start, by: 'eve@contoso.com', plan: 'a'.repeat(16) },
      'body.kind',
    ],
    ['writes to the record of another ticket', { ...corrected, ticket: 'T-2' }, 'body.requestId'],
    [
      'asks in the name of somebody else',
      { ...corrected, requester: { email: 'eve@contoso.com' } },
      'body.requester.email',
    ],
    ['is of a day in the past', { ...corrected, room: aRoom({ installOn: '2020-01-01' }) }, 'body.room.installOn'],
  ])('that %s is not sent', async (_, body, path) => {
    const { resubmit, sent } = await aQuarantine()

    const answer = await resubmit(body)

    expect(answer.status).toBe(422)
    expect(jsonOf(answer)['errors']).toMatchObject([{ path }])
    expect(sent).toEqual([])
  })

  test('is settled once', async () => {
    const { resubmit, call, world, id, sent } = await aQuarantine()
    const discard = () => call(discardQuarantined)(aDoorRequest({ headers, method: 'POST', params: { id } }))
    expect((await discard()).status).toBe(202)
    expect(sent).toMatchObject([{ kind: 'settle-quarantined', is: 'discarded' }])
    await world.quarantine.settle(id, { is: 'discarded', by: adam.email, at: start })

    expect([(await discard()).status, (await resubmit(corrected)).status]).toEqual([409, 409])
    expect((await resubmit(corrected, 'f'.repeat(64))).status).toBe(404)
  })
})
