import { describe, expect, it } from 'vitest'
import { bindDevice } from '../../../../functions/front/bindDevice.ts'
import { markId } from '../../../../shared/requestId.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { aDoorRequest, jsonOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, rolf, signedIn } from '../../../kit/front.ts'
import { aRecord, aRunningRecord, ended, requestId, start } from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const ready = aRecord({ run: ended('ready', { planned: aRoom() }), attempts: 1, account: address })
const elsewhere = 'mtr-oslo-5-fjord@contoso.com'

function aDoor(person = rita, ...records: RequestRecord[]) {
  const front = aFront(person, ...records)
  const enter = front.call(bindDevice)
  const send = (body: object = { id: 'abc123' }, id = requestId) =>
    enter(aDoorRequest({ params: { id }, headers: signedIn, body }))
  return { ...front, send }
}

describe('the device of a room that is ready', () => {
  it.each([rita, adam])('is on the queue, as it is compared, in the name of who sent it ($email)', async (person) => {
    const { send, sent } = aDoor(person, ready)

    expect((await send({ id: ' abc123 ' })).status).toBe(202)
    const device = { id: 'ABC123', kind: 'room' }
    expect(sent).toEqual([{ kind: 'bind', requestId, at: start, by: person.email, device }])
    expect(commandSchema.safeParse(sent[0]).success).toBe(true)
  })

  it('may name the request as the 202 did', async () => {
    const { send, world } = aDoor(rita, ready)

    expect((await send({ id: 'abc123' }, markId(requestId, world.idKey))).status).toBe(202)
  })

  it('that is bound to it already is taken again', async () => {
    const { send, world } = aDoor(rita, ready)
    await world.devices.bind({ id: 'ABC123', kind: 'room', account: address, room: 'Board' })

    expect((await send()).status).toBe(202)
  })

  it('that has another account is refused, with the account and its room', async () => {
    const { send, sent, world } = aDoor(rita, ready)
    await world.devices.bind({ id: 'ABC123', kind: 'room', account: elsewhere, room: 'Fjord' })

    const answer = await send()

    expect(answer.status).toBe(409)
    expect(jsonOf(answer)).toMatchObject({
      code: 'device-bound-elsewhere',
      detail: `The device ABC123 belongs to the account ${elsewhere} of the room "Fjord".`,
    })
    expect(sent).toEqual([])
  })

  it('that comes second is refused, with the account, its room and its device; a panel is not', async () => {
    const { send, world } = aDoor(rita, ready)
    await world.devices.bind({ id: 'XYZ', kind: 'room', account: address, room: 'Board' })

    const answer = await send()

    expect(answer.status).toBe(409)
    expect(jsonOf(answer)).toMatchObject({
      code: 'account-bound-to-a-device',
      detail: expect.stringContaining(`${address} (Board) is bound to the device XYZ`),
    })
    expect((await send({ id: 'abc123', kind: 'panel' })).status).toBe(202)
  })

  it.each<[string, number, ReturnType<typeof aDoor>, object]>([
    ['of somebody else', 404, aDoor(rolf, ready), { id: 'a' }],
    [
      'of somebody else, by who may only decide',
      404,
      aDoor({ ...rolf, roles: ['Requester', 'Approver'] }, ready),
      { id: 'a' },
    ],
    ['of no request', 404, aDoor(rita), { id: 'a' }],
    ['of a request at work', 409, aDoor(rita, aRunningRecord({ account: address })), { id: 'a' }],
    ['of a cancelled one', 409, aDoor(rita, { ...ready, run: ended('cancelled') }), { id: 'a' }],
    ['by who may only read', 403, aDoor({ ...rita, roles: ['Reader'] }, ready), { id: 'a' }],
    ['without an id', 422, aDoor(rita, ready), {}],
    ['of no kind that is known', 422, aDoor(rita, ready), { id: 'a', kind: 'fridge' }],
    ['with something else beside it', 422, aDoor(rita, ready), { id: 'a', account: elsewhere }],
  ])('%s is refused with %i', async (_, status, { send, sent }, body) => {
    expect((await send(body)).status).toBe(status)
    expect(sent).toEqual([])
  })
})
