import type { Delivery, EventContext, Sender } from 'rhea'
import type { Properties } from './content.ts'
import { fromDeliveryTag } from './lockToken.ts'
import type { Queue } from './queue.ts'
import { notSupported, toAmqpError } from './refusal.ts'
import { settle } from './rheaGaps.ts'

type State = NonNullable<Delivery['remote_state']>

/** What each AMQP outcome means to Service Bus. */
const outcomes: Record<string, (queue: Queue, lock: string, state: State) => void> = {
  accepted: (queue, lock) => queue.complete(lock),
  modified: (queue, lock, state) => {
    if (state['undeliverable_here']) throw notSupported('defer')
    queue.abandon(lock, state['message_annotations'] ?? {})
  },
  rejected: (queue, lock, state) => queue.deadLetter(lock, withoutGaps(state['error']?.info ?? {})),
  released: () => {
    throw notSupported('the outcome "released"')
  },
}

/** Applies what the receiver at the other end decides about its messages, and tells it the result. */
export function answerOutcomes(link: Sender, queue: Queue, refused: (error: unknown) => void): void {
  for (const [outcome, apply] of Object.entries(outcomes)) {
    link.on(outcome, ({ delivery }: EventContext) => {
      if (!delivery?.remote_state) return
      try {
        apply(queue, fromDeliveryTag(delivery.tag), delivery.remote_state)
        settle(delivery)
      } catch (error) {
        refused(error)
        settle(delivery, toAmqpError(error))
      }
    })
  }
}

/** The client sends a reason or description that was not given as null. */
export const withoutGaps = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined))
