import { expect, test } from 'vitest'
import { startBus } from '../../../local/bus/startBus.ts'
import { aBus, aFile, receiveOne, settings } from './kit.ts'

test('a message arrives with the body and properties that it was sent with', async () => {
  const { sender, receiver } = await aBus()
  const sent = {
    body: { room: 'Zürich', seats: 12, tags: ['a', null] },
    messageId: 'm-1',
    correlationId: 'c-1',
    subject: 'create',
    contentType: 'application/json',
    to: 'there',
    replyTo: 'here',
    partitionKey: 'p',
    applicationProperties: { text: 'é', whole: 5, negative: -7, large: 2 ** 40, real: 1.5, yes: true, none: null },
  }

  await sender.sendMessages(sent)
  const message = await receiveOne(receiver)

  expect(message).toMatchObject({ ...sent, deliveryCount: 0, state: 'active' })
})

test.each([
  ['text', 'value', 'plain'],
  ['bytes', 'data', Buffer.from([0, 255, 1])],
  ['a list', 'sequence', [1, 'two', { three: 3 }]],
] as const)('a body of %s keeps its AMQP section', async (_name, bodyType, body) => {
  const { sender, receiver } = await aBus()

  await sender.sendMessages({ body, bodyType, messageAnnotations: { 'x-own': 'kept' } })
  const message = await receiveOne(receiver)

  expect(message).toMatchObject({
    body,
    _rawAmqpMessage: { bodyType, messageAnnotations: { 'x-own': 'kept' } },
  })
})

test('a message carries an increasing sequence number and the time at which the bus took it', async () => {
  const { sender, receiver } = await aBus()
  const before = Date.now()

  await sender.sendMessages({ body: 1, messageId: '1' })
  await sender.sendMessages({ body: 2, messageId: '2' })
  const messages = [await receiveOne(receiver), await receiveOne(receiver)]

  expect(messages.map(({ sequenceNumber }) => Number(sequenceNumber))).toEqual([1, 2])
  for (const { enqueuedTimeUtc } of messages) {
    expect(enqueuedTimeUtc?.getTime()).toBeGreaterThanOrEqual(before)
    expect(enqueuedTimeUtc?.getTime()).toBeLessThanOrEqual(Date.now())
  }
})

test('the messages of a batch arrive one by one, in order', async () => {
  const { bus, sender, receiver } = await aBus()
  const batch = await sender.createMessageBatch()
  const bodies = Array.from({ length: 50 }, (_, index) => index)
  for (const body of bodies) batch.tryAddMessage({ body, messageId: `${body}` })

  await sender.sendMessages(batch)
  const messages = await receiver.receiveMessages(50)

  expect(batch.maxSizeInBytes).toBe(settings.maxMessageBytes)
  expect(messages.map(({ body }) => body)).toEqual(bodies)
  expect(bus.depth('commands')).toEqual({ active: 0, locked: 50, deadLettered: 0 })
})

test('the same message id twice is two messages', async () => {
  const { bus, sender } = await aBus()

  await sender.sendMessages({ body: 1, messageId: 'same' })
  await sender.sendMessages({ body: 1, messageId: 'same' })

  expect(bus.depth('commands').active).toBe(2)
})

test.each([
  ['its body', { body: 'x'.repeat(2000) }],
  ['its properties', { body: 1, applicationProperties: { long: 'x'.repeat(2000) } }],
])('a message too large by %s is refused at once and not kept', async (_name, message) => {
  const { bus, sender } = await aBus({ maxMessageBytes: 2000 })

  const sending = sender.sendMessages({ messageId: '1', ...message })

  await expect(sending).rejects.toMatchObject({ code: 'MessageSizeExceeded', retryable: false })
  expect(bus.depth('commands').active).toBe(0)
})

test('a message of many frames arrives whole', async () => {
  const { sender, receiver } = await aBus({ maxMessageBytes: 1_048_576 })
  const body = 'x'.repeat(1_000_000)

  await sender.sendMessages({ body, messageId: '1' })

  expect((await receiveOne(receiver)).body).toBe(body)
})

test('one sender sends more than 2,048 messages', async () => {
  const { bus, sender } = await aBus()

  for (let sent = 0; sent < 2100; sent += 100) {
    await Promise.all(Array.from({ length: 100 }, () => sender.sendMessages({ body: 1, messageId: '1' })))
  }

  expect(bus.depth('commands').active).toBe(2100)
})

test.each(['nowhere', 'nowhere/$DeadLetterQueue'])(
  'a sender to %s learns that there is no such queue',
  async (name) => {
    const { client } = await aBus()

    const sending = client.createSender(name).sendMessages({ body: 1 })

    await expect(sending).rejects.toMatchObject({ code: 'MessagingEntityNotFound', retryable: false })
  },
)

test('nothing can be sent to a dead-letter queue', async () => {
  const { client, bus } = await aBus()

  const sending = client.createSender('commands/$DeadLetterQueue').sendMessages({ body: 1 })

  await expect(sending).rejects.toThrow('cannot be sent to a dead-letter queue')
  expect(bus.depth('commands').deadLettered).toBe(0)
})

test('a taken port is named, with what to do', async () => {
  const { bus } = await aBus()

  const second = startBus({ port: bus.port, file: aFile(), queues: [settings], log: () => {} })

  await expect(second).rejects.toThrow(`port ${bus.port} is in use: stop`)
})
