import { setTimeout as rest } from 'node:timers/promises'
import { toTransient } from '../../shared/http/transient.ts'
import { commandSchema } from '../../shared/room/command.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from '../runs/engine.ts'
import { toText, type QueueMessage } from '../runs/queueMessage.ts'
import { workOn } from '../runs/workOn.ts'

type Needs = Parameters<typeof workOn>[0] & Pick<World, 'quarantine'>

/** The dead-letter queue delivers again at once and without end. */
const pauseMs = 20_000

/**
 * Messages that were delivered too often. A command that met an outage is worked on as soon as that is over, so that what was accepted is never lost;
 * the others join those that a person must look at.
 */
export const deadLetters = (world: Needs, betweenTries = pauseMs) =>
  async function deadLetters(message: QueueMessage, engine: Engine): Promise<void> {
    try {
      if (await isWorkedOn(world, message, engine)) return
      world.log.error('message delivered too often', { message: message.id })
      await world.quarantine.add({
        at: world.clock.now().toISOString(),
        reason: 'delivered-too-often',
        messageId: message.id,
        body: toText(message),
        problems: [],
      })
    } catch (error) {
      await rest(betweenTries)
      throw error
    }
  }

/** False when trying again would not help. */
async function isWorkedOn(world: Needs, { id, body }: QueueMessage, engine: Engine): Promise<boolean> {
  const command = commandSchema.safeParse(body)
  if (!command.success) return false
  try {
    await workOn(world, engine, command.data)
    return true
  } catch (error) {
    if (toTransient(error)) throw error
    world.log.error('command failed', { message: id, error: String(error) })
    return false
  }
}
