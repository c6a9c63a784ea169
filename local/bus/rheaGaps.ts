import rhea from 'rhea'
import type { AmqpError, Delivery, Receiver, Sender } from 'rhea'

// What links have in rhea 3.0 but not in its typings, and the answers that rhea alone gets wrong.

interface Attach {
  max_message_size: number
  snd_settle_mode: number
  rcv_settle_mode: number
}
interface SenderState {
  credit: number
  delivery_count: number
  session: { outgoing: { next_delivery_id: number; next_pending_delivery: number; available(): number } }
}

const stateOf = (link: Sender) => link as unknown as SenderState

/** Adds to the answer of an attach, which rhea writes after the open event. */
export function announce(link: Sender | Receiver, fields: Partial<Attach>): void {
  const { local } = link as unknown as { local: { attach: Attach } }
  Object.assign(local.attach, fields)
}

/** How many messages may be sent now: rhea lowers the credit only when it writes, so what waits in it counts too. */
export function freeCredit(link: Sender): number {
  const { credit, session } = stateOf(link)
  const waiting = session.outgoing.next_delivery_id - session.outgoing.next_pending_delivery
  return Math.min(credit - waiting, session.outgoing.available())
}

/**
 * Answers each drain, after a last attempt to use its credit. rhea alone leaves a drain unanswered when no credit is
 * left to give back, and the client waits in vain.
 */
export function answerDrains(link: Sender, useCredit: () => void): void {
  const state = stateOf(link)
  let draining = false
  link.on('sender_draining', () => {
    useCredit()
    draining = true
    link.set_drained(true)
  })
  const endDrain = () => {
    if (!draining) return false
    state.delivery_count += state.credit
    state.credit = 0
    draining = false
    return true
  }
  Object.assign(link, { _get_drain: endDrain })
}

const accepted = () => rhea.types.wrap_described([], 0x24)
const rejected = (error: AmqpError) => rhea.types.wrap_described([rhea.types.wrap_error(error)], 0x25)

/**
 * Answers the client's outcome. The client never settles from its side, so its half is marked here: rhea would keep
 * each delivery and stop at 2,048.
 */
export function settle(delivery: Delivery, error?: AmqpError): void {
  inOwnTick(error, () => {
    delivery.update(true, error ? rejected(error) : accepted())
    Object.assign(delivery, { remote_settled: true })
  })
}

/** Answers a message or request that the client sent. */
export function acknowledge(delivery: Delivery, error?: AmqpError): void {
  inOwnTick(error, () => (error ? delivery.reject(error) : delivery.accept()))
}

/** rhea may write neighbouring answers of one tick as one, with the outcome of the first: a refusal waits for its own. */
function inOwnTick(error: AmqpError | undefined, answer: () => void): void {
  if (error) setImmediate(answer)
  else answer()
}
