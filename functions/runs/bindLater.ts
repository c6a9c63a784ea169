import { bindingStep, bound, wordsOfRequest } from '../../shared/deviceOfRequest.ts'
import { keepHold } from '../../shared/room/claims.ts'
import type { Command } from '../../shared/room/command.ts'
import { problemOfConflict, sayDevice, type Device } from '../../shared/room/device.ts'
import { isReady, keepDevice, say, type Answer, type RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'

type Needs = Pick<World, 'requests' | 'reservations' | 'devices' | 'audit'>
type Binding = Extract<Command, { kind: 'bind' }>
type Refusal = Pick<Answer, 'facts'> & { code: string }

/** Binds a device to the account of a request that is ready, or says on the ticket why not. Delivered again it changes and says nothing more. */
export async function bindLater(world: Needs, command: Binding): Promise<void> {
  const { requestId, device } = command
  const key = `device:${command.at}:${device.id}`
  const record = (await world.requests.read(requestId))?.record
  if (!record || record.answers.some((answer) => answer.key === key)) return
  const refusal = await tryToBind(world, record, command)
  const { id, kind } = device
  const answer: Pick<Answer, 'kind' | 'facts'> = refusal
    ? { kind: 'device-refused', facts: { ...refusal.facts, code: refusal.code, id, kind } }
    : { kind: 'device-bound', facts: { id, kind } }
  await world.requests.change(requestId, (known) => {
    if (!known) return known
    const told = say(holdOf(known, device), { key, at: command.at, ...answer })
    return refusal ? told : keepBound(told, device)
  })
}

/** In the record before and after the row is taken, so that whoever looks after the request gives it back. */
const holdOf = (record: RequestRecord, { id: key }: Device): RequestRecord => keepHold(record, { kind: 'device', key })

const keepBound = (record: RequestRecord, device: Device): RequestRecord => ({
  ...keepDevice(record, device),
  changed: [...new Set([...record.changed, sayDevice(device)])],
})

async function tryToBind(world: Needs, record: RequestRecord, command: Binding): Promise<Refusal | undefined> {
  const { account, id: requestId, attempts: attempt } = record
  const { device, at } = command
  if (!isReady(record) || account === undefined) return { code: 'device-too-early', facts: {} }
  const held = await findHolder(world, record, device)
  if (held) return { code: 'device-bound-elsewhere', facts: { device: device.id, holder: wordsOfRequest(held) } }
  const result = await world.devices.bind({ ...device, account, room: record.run.planned?.name ?? '' })
  if ('conflict' in result) return problemOfConflict(result)
  const step = `${bindingStep} ${at}`
  await world.audit.write({ at, requestId, attempt, step, account, changes: [bound(device)] })
  return undefined
}

/** The open request that names the device. One that has ended has bound it, or has given it up. */
async function findHolder(
  { requests, reservations }: Needs,
  { id, attempts }: RequestRecord,
  device: Device,
): Promise<RequestRecord | undefined> {
  await requests.change(id, (known) => known && holdOf(known, device))
  const taken = await reservations.take({ kind: 'device', key: device.id }, id, attempts)
  const holder = taken.isMine ? undefined : (await requests.read(taken.holder))?.record
  return holder?.run.kind === 'ended' ? undefined : holder
}
