import { commandSchema, type Command } from '../../shared/room/command.ts'
import { retry, stop, takeIn, type RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from '../runs/engine.ts'
import { lookAfter } from '../runs/lookAfter.ts'
import { toText, type QueueMessage } from '../runs/queueMessage.ts'

type Needs = Pick<World, 'requests' | 'reservations' | 'quarantine' | 'clock' | 'lookSeconds' | 'log' | 'askForLook'>

/** The one way in: takes a command into its record and does what is due. Throwing brings the message back; what can never be understood goes to quarantine instead. */
export const commands = (world: Needs) =>
  async function commands(message: QueueMessage, engine: Engine): Promise<void> {
    const { id, body } = message
    const command = commandSchema.safeParse(body)
    if (!command.success) {
      const problems = command.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      await world.quarantine.add({
        at: world.clock.now().toISOString(),
        reason: reasonOf(body),
        messageId: id,
        body: toText(message),
        problems,
      })
      return
    }
    await workOn(world, engine, command.data)
  }

/** Takes a command into its record and does what is due. */
export async function workOn(world: Omit<Needs, 'quarantine'>, engine: Engine, command: Command): Promise<void> {
  await world.requests.change(command.requestId, toStep(command))
  await lookAfter(world, engine, command.requestId)
}

function toStep(command: Command): (record: RequestRecord | undefined) => RequestRecord | undefined {
  switch (command.kind) {
    case 'request':
    case 'withdraw':
      return (record) => takeIn(record, command)
    case 'stop':
      return (record) => record && stop(record, command.at)
    case 'retry':
      return (record) => record && retry(record, command.at)
    case 'look':
      return (record) => record
  }
}

const kinds = new Set<unknown>(commandSchema.options.map(({ shape }) => shape.kind.value))

function reasonOf(body: unknown): 'not-json' | 'unknown-command' | 'invalid-command' {
  if (typeof body !== 'object' || body === null) return 'not-json'
  return 'kind' in body && kinds.has(body.kind) ? 'invalid-command' : 'unknown-command'
}
