import type {
  ServiceBusMessage,
  ServiceBusReceivedMessage,
  ServiceBusReceiver,
  ServiceBusSender,
} from '@azure/service-bus'
import { expect, test } from 'vitest'
import { aBus, receiveOne } from './kit.ts'

const soon = () => new Date(Date.now() + 1000)

test.each<[string, Partial<ServiceBusMessage>]>([
  ['scheduled messages', { scheduledEnqueueTimeUtc: soon() }],
  ['time to live', { timeToLive: 60_000 }],
  ['sessions', { sessionId: 'room' }],
])('a message that wants %s is refused, alone and in a batch', async (what, wish) => {
  const { bus, lines, sender } = await aBus()
  const message = { body: 'secret', messageId: '1' }

  const alone = sender.sendMessages({ ...message, ...wish })
  const inBatch = sender.sendMessages([message, { ...message, ...wish }])

  await expect(alone).rejects.toThrow(`not supported by the local bus: ${what}`)
  await expect(inBatch).rejects.toThrow(`not supported by the local bus: ${what}`)
  expect(bus.depth('commands').active).toBe(0)
  expect(lines).toEqual(Array.from({ length: 2 }, () => `commands: not supported by the local bus: ${what}`))
})

type Call = (sender: ServiceBusSender, receiver: ServiceBusReceiver, message: Sequenced) => Promise<unknown>
type Sequenced = Required<Pick<ServiceBusReceivedMessage, 'sequenceNumber'>>

test.each<[string, Call]>([
  ['schedule-message', (sender) => sender.scheduleMessages({ body: 1 }, soon())],
  ['cancel-scheduled-message', (sender, _receiver, message) => sender.cancelScheduledMessages(message.sequenceNumber)],
  [
    'receive-by-sequence-number',
    (_sender, receiver, { sequenceNumber }) => receiver.receiveDeferredMessages(sequenceNumber),
  ],
  ['omit-message-body', (_sender, receiver) => receiver.peekMessages(1, { omitMessageBody: true } as object)],
])('the request %s is refused', async (operation, call) => {
  const { sender, receiver } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1' })
  const { sequenceNumber } = await receiveOne(receiver)
  if (!sequenceNumber) throw new Error('a sequence number expected')

  const calling = call(sender, receiver, { sequenceNumber })

  await expect(calling).rejects.toThrow(new RegExp(`not supported by the local bus: (com.microsoft:)?${operation}`))
})

test('a message cannot be deferred and stays locked', async () => {
  const { bus, sender, receiver } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1' })

  const deferring = receiver.deferMessage(await receiveOne(receiver))

  await expect(deferring).rejects.toThrow('not supported by the local bus: defer')
  expect(bus.depth('commands').locked).toBe(1)
})

test('a receiver that deletes on receipt is refused and deletes nothing', async () => {
  const { bus, client, sender } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1' })

  const receiving = client.createReceiver('commands', { receiveMode: 'receiveAndDelete' }).receiveMessages(1)

  await expect(receiving).rejects.toThrow('not supported by the local bus: receiveAndDelete')
  expect(bus.depth('commands').active).toBe(1)
})

test('no session can be accepted', async () => {
  const { client, lines } = await aBus()

  const [named, next] = await Promise.allSettled([
    client.acceptSession('commands', 'room'),
    client.acceptNextSession('commands'),
  ])

  // the client puts a text of its own in the place of ours when the session has a name
  expect(named).toMatchObject({ status: 'rejected', reason: { code: 'SessionCannotBeLocked' } })
  expect(next).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('local bus: sessions') },
  })
  expect(lines).toHaveLength(2)
})

test('a subscription of a topic cannot be received from', async () => {
  const { client } = await aBus()

  const receiving = client.createReceiver('topic', 'subscription').receiveMessages(1)

  await expect(receiving).rejects.toThrow('not supported by the local bus: topics')
})
