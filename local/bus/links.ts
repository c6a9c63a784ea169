import type { Container, EventContext, Message, Receiver, Sender } from 'rhea'
import { readTransfer } from './content.ts'
import { acceptToken, answerManagement } from './management.ts'
import type { Outlet } from './outlet.ts'
import type { Queue } from './queue.ts'
import { notAllowed, notFound, notSupported, toAmqpError } from './refusal.ts'
import { acknowledge, announce } from './rheaGaps.ts'
import { answerOutcomes } from './settlement.ts'

/** A queue, or a dead-letter queue, that links can attach to. */
export interface Entity {
  queue: Queue
  outlet: Outlet
}

type Refused = (error: unknown) => void
type FindEntity = (name: string) => Entity | undefined
type Attach<Link> = (link: Link, address: string, find: FindEntity, refused: Refused) => void

/** Connects each link that a client opens to the entity that its address names. Links are named from this side. */
export function serveLinks(container: Container, find: FindEntity, log: (line: string) => void): void {
  const open = <Link extends Sender | Receiver>(
    link: Link,
    address: string | null | undefined,
    attach: Attach<Link>,
  ) => {
    const refused = (error: unknown) => log(`${address}: ${toAmqpError(error).description}`)
    try {
      if (!address) throw notSupported('links without an address, which transactions use')
      link.set_source({ address })
      link.set_target({ address })
      attach(link, address, find, refused)
    } catch (error) {
      refused(error)
      link.close(toAmqpError(error))
    }
  }
  container.on('receiver_open', ({ receiver }: EventContext) => {
    if (receiver) open(receiver, receiver.target?.address, attachReceiver)
  })
  container.on('sender_open', ({ sender }: EventContext) => {
    if (sender) open(sender, sender.source?.address, attachSender)
  })
}

const cbs = '$cbs'
const management = /\/\$management$/i

const attachReceiver: Attach<Receiver> = (link, address, find, refused) => {
  if (address === cbs) return answerRequests(link, acceptToken)
  const { queue } = entityAt(address, find)
  if (management.test(address)) answerRequests(link, (request) => answerManagement(queue, request, refused))
  else takeMessages(link, queue, refused)
}

const attachSender: Attach<Sender> = (link, address, find, refused) => {
  if (address === cbs) return giveReplies(link)
  const entity = entityAt(address, find)
  if (management.test(address)) giveReplies(link)
  else giveMessages(link, entity, refused)
}

function entityAt(address: string, find: FindEntity): Entity {
  const entity = find(address.replace(management, ''))
  if (entity) return entity
  throw /\/subscriptions\//i.test(address) ? notSupported('topics') : notFound(address)
}

/** The snd-settle-mode of a link that expects no answer to what it sends. */
const settledBySender = 1

/** An answer to each reply would cost 40 ms: TCP holds back what the client writes next until the first is confirmed. */
const giveReplies = (link: Sender) => announce(link, { snd_settle_mode: settledBySender })

/** Replies go out on the link that the client opened on the same session. */
function answerRequests(link: Receiver, answer: (request: Message) => Message): void {
  link.on('message', ({ message, delivery }: EventContext) => {
    if (!message || !delivery) return
    acknowledge(delivery)
    link.session.find_sender(() => true)?.send(answer(message))
  })
}

function takeMessages(link: Receiver, queue: Queue, refused: Refused): void {
  if (!queue.deadLetters) throw notAllowed('Messages cannot be sent to a dead-letter queue.')
  const { maxMessageBytes } = queue.settings
  announce(link, { max_message_size: maxMessageBytes })
  link.on('message', ({ message, delivery }: EventContext) => {
    if (!message || !delivery) return
    try {
      queue.enqueue(readTransfer(message, delivery.format, maxMessageBytes))
      acknowledge(delivery)
    } catch (error) {
      refused(error)
      acknowledge(delivery, toAmqpError(error))
    }
  })
}

function giveMessages(link: Sender, { queue, outlet }: Entity, refused: Refused): void {
  const { snd_settle_mode, rcv_settle_mode, source } = link
  if (snd_settle_mode === settledBySender) throw notSupported('receiveAndDelete')
  if (Object.keys(source.filter ?? {}).length > 0) throw notSupported('sessions and other filters')
  announce(link, { snd_settle_mode, rcv_settle_mode })
  answerOutcomes(link, queue, refused)
  outlet.attach(link)
}
