import rhea from 'rhea'
import type { Message } from 'rhea'
import { toWire } from './content.ts'
import type { Properties } from './content.ts'
import type { Queue } from './queue.ts'
import { notSupported, toAmqpError } from './refusal.ts'
import { withoutGaps } from './settlement.ts'

/** Returns the body of the reply, nothing for "no content". */
type Operation = (queue: Queue, request: Properties) => Properties | undefined

/** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response */
const operations: Record<string, Operation> = {
  'com.microsoft:renew-lock': (queue, request) => ({
    expirations: rhea.types.wrap_array([queue.renew(lockIn(request))], timestampCode, undefined),
  }),
  'com.microsoft:peek-message': (queue, request) => {
    if (request['omit-message-body']) throw notSupported('omit-message-body')
    const { 'from-sequence-number': from, 'message-count': count } = request
    // rhea reads a number beyond 2^53 as bytes; no message has it
    const found = typeof from === 'number' ? queue.peek(from, Number(count)) : []
    return found.length > 0 ? { messages: found.map((message) => ({ message: toWire(message) })) } : undefined
  },
  'com.microsoft:update-disposition': (queue, request) => {
    const status = String(request['disposition-status'])
    const settle = dispositions[status]
    if (!settle) throw notSupported(`the disposition "${status}"`)
    settle(queue, lockIn(request), request)
    return {}
  },
}

/** How a receiver settles when the link that brought the message is gone. */
const dispositions: Record<string, (queue: Queue, lock: string, request: Properties) => void> = {
  completed: (queue, lock) => queue.complete(lock),
  abandoned: (queue, lock, request) => queue.abandon(lock, changesIn(request)),
  suspended: (queue, lock, request) => {
    const { 'deadletter-reason': DeadLetterReason, 'deadletter-description': DeadLetterErrorDescription } = request
    queue.deadLetter(lock, withoutGaps({ ...changesIn(request), DeadLetterReason, DeadLetterErrorDescription }))
  },
}

const timestampCode = 0x83

const changesIn = (request: Properties) => (request['properties-to-modify'] ?? {}) as Properties

function lockIn(request: Properties): string {
  const [token, ...others] = request['lock-tokens'] as Buffer[]
  if (!token || others.length > 0) throw notSupported('other than one lock token in a request')
  return token.toString('hex')
}

/** Answers one request to `<queue>/$management`; a refusal is an answer too. */
export function answerManagement(queue: Queue, request: Message, refused: (error: unknown) => void): Message {
  try {
    const body = run(queue, request)
    return toReply(request, { statusCode: rhea.types.wrap_int(body ? 200 : 204), statusDescription: 'OK' }, body)
  } catch (error) {
    refused(error)
    const { condition, description } = toAmqpError(error)
    return toReply(request, {
      statusCode: rhea.types.wrap_int(statusOf[condition] ?? 500),
      statusDescription: description,
      errorCondition: rhea.types.wrap_symbol(condition),
    })
  }
}

const statusOf: Record<string, number> = { 'com.microsoft:message-lock-lost': 410, 'amqp:not-implemented': 501 }

function run(queue: Queue, request: Message): Properties | undefined {
  const name = String(request.application_properties?.['operation'])
  const operation = operations[name]
  if (!operation) throw notSupported(name)
  return operation(queue, request.body ?? {})
}

/** Answers the client's put-token on `$cbs`: whoever reaches this port may use the bus. */
export const acceptToken = (request: Message): Message =>
  toReply(request, { 'status-code': rhea.types.wrap_int(202), 'status-description': 'Accepted' })

const toReply = (request: Message, application_properties: Properties, body?: Properties): Message =>
  ({ correlation_id: request.message_id, application_properties, body }) as Message
