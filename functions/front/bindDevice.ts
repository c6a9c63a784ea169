import type { Clock } from '../../shared/clock.ts'
import { json, parseBy, parseJson, readBody, type Door } from '../../shared/http/edge.ts'
import type { SignIn } from '../../shared/http/signIn.ts'
import { problemOfConflict } from '../../shared/room/device.ts'
import { Problem } from '../../shared/room/problems.ts'
import { isReady } from '../../shared/room/record.ts'
import { deviceSchema } from '../../shared/room/request.ts'
import type { Devices } from '../../shared/store/devices.ts'
import type { SendCommand } from '../../shared/world.ts'
import { findRecord } from '../access/findRecord.ts'

type Needs = Parameters<typeof findRecord>[0] & {
  signIn: SignIn
  clock: Clock
  devices: Pick<Devices, 'findConflict'>
  sendCommand: SendCommand
}

/** POST /api/requests/{id}/device: the device of a room that is ready. A conflict that is known is answered at once; the back looks again before it binds. */
export const bindDevice = (world: Needs): Door => ({
  name: 'bindDevice',
  route: 'api/requests/{id}/device',
  methods: ['POST'],
  handler: async function bindDevice(request) {
    const person = await world.signIn(request.headers, ['Requester', 'Administrator'])
    const text = request.params['id'] ?? ''
    const record = await findRecord(world, person, text, ['Administrator'])
    const device = parseBy(deviceSchema, parseJson(await readBody(request)))
    const { account } = record
    if (!isReady(record) || account === undefined) throw new Problem('device-too-early')
    const conflict = await world.devices.findConflict({ ...device, account, room: record.run.planned?.name ?? '' })
    if (conflict) {
      const { code, facts } = problemOfConflict(conflict)
      throw new Problem(code, facts)
    }
    const at = world.clock.now().toISOString()
    await world.sendCommand({ kind: 'bind', requestId: record.id, at, by: person.email, device })
    return json(202, { id: text })
  },
})
