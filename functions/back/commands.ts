import { commandSchema } from '../../shared/room/command.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from '../runs/engine.ts'
import { toText, type QueueMessage } from '../runs/queueMessage.ts'
import { workOn } from '../runs/workOn.ts'

type Needs = Parameters<typeof workOn>[0] & Pick<World, 'quarantine'>

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

const kinds = new Set<unknown>(commandSchema.options.map(({ shape }) => shape.kind.value))

function reasonOf(body: unknown): 'not-json' | 'unknown-command' | 'invalid-command' {
  if (typeof body !== 'object' || body === null) return 'not-json'
  return 'kind' in body && kinds.has(body.kind) ? 'invalid-command' : 'unknown-command'
}
