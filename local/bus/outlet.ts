import type { Sender } from 'rhea'
import { toWire } from './content.ts'
import { toDeliveryTag } from './lockToken.ts'
import type { Queue } from './queue.ts'
import { answerDrains, freeCredit } from './rheaGaps.ts'

/** Hands the messages of one queue to links that gave credit, and takes back what they do not settle in time. */
export interface Outlet {
  attach(link: Sender): void
  close(): void
}

export function makeOutlet(queue: Queue): Outlet {
  const links = new Set<Sender>()
  let expiry: NodeJS.Timeout | undefined

  const watchLocks = () => {
    const end = queue.firstLockEnd()
    expiry = end === undefined ? undefined : setTimeout(expire, end - Date.now())
  }
  const expire = () => {
    queue.releaseLocks(Date.now())
    watchLocks()
  }
  const deliver = () => {
    for (const link of links) {
      if (!link.is_open()) {
        links.delete(link)
        continue
      }
      while (freeCredit(link) > 0) {
        const message = queue.lock()
        if (!message?.lock) return
        link.send(toWire(message), toDeliveryTag(message.lock), 0)
        // a later lock of the same queue ends later: one timer is enough
        if (!expiry) watchLocks()
      }
    }
  }

  queue.onAvailable = deliver
  return {
    attach: (link) => {
      links.add(link)
      link.on('sendable', deliver)
      answerDrains(link, deliver)
    },
    close: () => {
      links.clear()
      clearTimeout(expiry)
    },
  }
}
