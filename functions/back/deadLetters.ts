import type { World } from '../../shared/world.ts'
import { toText, type QueueMessage } from '../runs/queueMessage.ts'

/** Messages that were delivered too often end in the dead-letter queue; here they join the others that a person must look at. */
export const deadLetters = ({ quarantine, clock, log }: Pick<World, 'quarantine' | 'clock' | 'log'>) =>
  async function deadLetters(message: QueueMessage): Promise<void> {
    log.error('message delivered too often', { message: message.id })
    await quarantine.add({
      at: clock.now().toISOString(),
      reason: 'delivered-too-often',
      messageId: message.id,
      body: toText(message),
      problems: [],
    })
  }
