import { expect, test } from 'vitest'
import { aBus, eventually, receiveOne } from './kit.ts'

const bodies = (count: number) => Array.from({ length: count }, (_, index) => ({ body: index, messageId: `${index}` }))

test('a push receiver completes more than 2,048 messages on one link', async () => {
  const { bus, sender, receiver } = await aBus()
  for (let sent = 0; sent < 2500; sent += 500) await sender.sendMessages(bodies(500))
  let processed = 0

  receiver.subscribe(
    { processMessage: async () => void processed++, processError: async () => {} },
    { maxConcurrentCalls: 16 },
  )

  await eventually(() => processed === 2500 && bus.depth('commands').locked === 0, `2,500 messages, ${processed} came`)
  expect(bus.depth('commands').active).toBe(0)
})

test('a pull receiver completes more than 2,048 messages on one link', async () => {
  const { bus, sender, receiver } = await aBus()
  for (let sent = 0; sent < 2500; sent += 500) await sender.sendMessages(bodies(500))

  for (let completed = 0; completed < 2500; completed += 100) {
    const messages = await receiver.receiveMessages(100)
    await Promise.all(messages.map((message) => receiver.completeMessage(message)))
  }

  expect(bus.depth('commands')).toEqual({ active: 0, locked: 0, deadLettered: 0 })
})

test('a lock is renewed more than 2,048 times on one link', async () => {
  const { bus, sender, receiver } = await aBus()
  await sender.sendMessages(bodies(1))
  const message = await receiveOne(receiver)

  for (let renewed = 0; renewed < 2100; renewed += 100) {
    await Promise.all(Array.from({ length: 100 }, () => receiver.renewMessageLock(message)))
  }

  await receiver.completeMessage(message)
  expect(bus.depth('commands').locked).toBe(0)
})

test('a receiver locks no more messages than it asked for', async () => {
  const { bus, sender, receiver } = await aBus()
  await sender.sendMessages(bodies(10))

  const messages = await receiver.receiveMessages(3)
  await sender.sendMessages(bodies(1))

  expect(messages.map(({ body }) => body)).toEqual([0, 1, 2])
  expect(bus.depth('commands')).toEqual({ active: 8, locked: 3, deadLettered: 0 })
})

test('a message sent while a receiver waits is handed over', async () => {
  const { sender, receiver } = await aBus()
  const waiting = receiveOne(receiver)

  await sender.sendMessages({ body: 'late', messageId: '1' })

  expect((await waiting).body).toBe('late')
})

test('a receiver that closed takes no messages away', async () => {
  const { bus, client, sender } = await aBus()
  const waiting = client.createReceiver('commands')
  const subscription = waiting.subscribe({ processMessage: async () => {}, processError: async () => {} })
  await sender.sendMessages(bodies(1))
  await eventually(() => bus.depth('commands').active + bus.depth('commands').locked === 0)

  await subscription.close()
  await waiting.close()
  await sender.sendMessages(bodies(1))

  expect(bus.depth('commands')).toEqual({ active: 1, locked: 0, deadLettered: 0 })
})

test('a message whose handler fails is tried as often as the queue allows', async () => {
  const { bus, sender, receiver } = await aBus({ maxDeliveryCount: 3 })
  let tries = 0
  const processMessage = async () => {
    tries++
    throw new Error('on purpose')
  }

  receiver.subscribe({ processMessage, processError: async () => {} })
  await sender.sendMessages(bodies(1))

  await eventually(() => bus.depth('commands').deadLettered === 1)
  expect(tries).toBe(3)
})
