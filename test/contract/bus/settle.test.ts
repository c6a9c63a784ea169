import { expect, test } from 'vitest'
import { aBus, eventually, receiveOne, why } from './kit.ts'

test('a completed message is gone', async () => {
  const { bus, sender, receiver } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1' })

  await receiver.completeMessage(await receiveOne(receiver))

  expect(bus.depth('commands')).toEqual({ active: 0, locked: 0, deadLettered: 0 })
})

test('an abandoned message comes again, counted and with the changed properties', async () => {
  const { lines, sender, receiver } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1', applicationProperties: { kept: 'k', changed: 'old' } })

  await receiver.abandonMessage(await receiveOne(receiver), { changed: 'new', added: 3 })
  const again = await receiveOne(receiver)

  expect(again).toMatchObject({
    body: 1,
    deliveryCount: 1,
    applicationProperties: { kept: 'k', changed: 'new', added: 3 },
  })
  expect(lines).toEqual([])
})

test('a message abandoned ten times is found in the dead-letter queue with the reason', async () => {
  const { bus, sender, receiver, deadLetters } = await aBus()
  await sender.sendMessages({ body: 'poison', messageId: '1', applicationProperties: { own: 1 } })

  const counts: (number | undefined)[] = []
  for (let delivery = 0; delivery < 10; delivery++) {
    const message = await receiveOne(receiver)
    counts.push(message.deliveryCount)
    await receiver.abandonMessage(message)
  }
  const dead = await receiveOne(deadLetters)

  expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(dead).toMatchObject({
    body: 'poison',
    deadLetterReason: 'MaxDeliveryCountExceeded',
    deadLetterErrorDescription: 'Message could not be consumed after 10 delivery attempts.',
    applicationProperties: { own: 1 },
  })
  expect(bus.depth('commands')).toEqual({ active: 0, locked: 0, deadLettered: 1 })
})

test('a dead-lettered message carries reason, description and the properties given with them', async () => {
  const { sender, receiver, deadLetters } = await aBus()
  await sender.sendMessages({ body: 'bad', messageId: '1' })

  await receiver.deadLetterMessage(await receiveOne(receiver), { ...why, extra: 'yes' })

  expect(await receiveOne(deadLetters)).toMatchObject({
    body: 'bad',
    ...why,
    applicationProperties: { extra: 'yes' },
  })
})

test('a message dead-lettered without a reason has none', async () => {
  const { sender, receiver, deadLetters } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1' })

  await receiver.deadLetterMessage(await receiveOne(receiver))
  const dead = await receiveOne(deadLetters)

  expect(dead.applicationProperties ?? {}).toEqual({})
})

test('a dead letter can be abandoned for ever and then completed', async () => {
  const { bus, sender, receiver, deadLetters } = await aBus({ maxDeliveryCount: 1 })
  await sender.sendMessages({ body: 1, messageId: '1' })
  await receiver.abandonMessage(await receiveOne(receiver))

  for (let delivery = 0; delivery < 3; delivery++) await deadLetters.abandonMessage(await receiveOne(deadLetters))
  await deadLetters.completeMessage(await receiveOne(deadLetters))

  expect(bus.depth('commands').deadLettered).toBe(0)
})

test('a dead letter cannot be dead-lettered', async () => {
  const { bus, sender, receiver, deadLetters } = await aBus()
  await sender.sendMessages({ body: 1, messageId: '1' })
  await receiver.deadLetterMessage(await receiveOne(receiver))

  const again = deadLetters.deadLetterMessage(await receiveOne(deadLetters))

  await expect(again).rejects.toThrow('cannot be dead-lettered')
  expect(bus.depth('commands').deadLettered).toBe(1)
})

test('a lock that runs out gives the message back and counts', async () => {
  const { sender, receiver } = await aBus({ lockSeconds: 0.2 })
  await sender.sendMessages({ body: 1, messageId: '1' })

  await receiveOne(receiver)
  const again = await receiveOne(receiver)

  expect(again.deliveryCount).toBe(1)
})

test('a message whose lock ran out too often is dead-lettered', async () => {
  const { bus, sender, receiver } = await aBus({ lockSeconds: 0.1, maxDeliveryCount: 2 })
  await sender.sendMessages({ body: 1, messageId: '1' })

  await receiveOne(receiver)
  await receiveOne(receiver)

  await eventually(() => bus.depth('commands').locked === 0)
  expect(bus.depth('commands')).toEqual({ active: 0, locked: 0, deadLettered: 1 })
})

test('a settle after the lock ran out fails as lock lost and changes nothing', async () => {
  const { bus, sender, receiver } = await aBus({ lockSeconds: 0.2 })
  await sender.sendMessages({ body: 1, messageId: '1' })
  const message = await receiveOne(receiver)
  await eventually(() => bus.depth('commands').active === 1)

  const settling = receiver.completeMessage(message)

  await expect(settling).rejects.toMatchObject({ code: 'MessageLockLost' })
  expect(bus.depth('commands')).toEqual({ active: 1, locked: 0, deadLettered: 0 })
})

test('a renewed lock outlives its first end', async () => {
  const { bus, sender, receiver } = await aBus({ lockSeconds: 0.6 })
  await sender.sendMessages([
    { body: 'renewed', messageId: '1' },
    { body: 'left', messageId: '2' },
  ])
  const [renewed, left] = await receiver.receiveMessages(2)
  if (!renewed || !left) throw new Error('two messages expected')
  await eventually(() => Date.now() > Number(renewed.lockedUntilUtc) - 300)

  const until = await receiver.renewMessageLock(renewed)
  await eventually(() => bus.depth('commands').active === 1)

  expect(until.getTime()).toBeGreaterThan(Number(left.lockedUntilUtc))
  await receiver.completeMessage(renewed)
})

test('a lock that ran out cannot be renewed', async () => {
  const { bus, sender, receiver } = await aBus({ lockSeconds: 0.2 })
  await sender.sendMessages({ body: 1, messageId: '1' })
  const message = await receiveOne(receiver)
  await eventually(() => bus.depth('commands').active === 1)

  await expect(receiver.renewMessageLock(message)).rejects.toMatchObject({ code: 'MessageLockLost' })
})

test('a message can still be settled after its receiver was closed', async () => {
  const { bus, client, sender, deadLetters } = await aBus()
  await sender.sendMessages(['complete', 'abandon', 'deadLetter'].map((body) => ({ body, messageId: body })))
  const closed = client.createReceiver('commands')
  const [toComplete, toAbandon, toDeadLetter] = await closed.receiveMessages(3)
  if (!toComplete || !toAbandon || !toDeadLetter) throw new Error('three messages expected')
  const open = client.createReceiver('commands')
  await closed.close()

  await open.completeMessage(toComplete)
  await open.abandonMessage(toAbandon, { seen: 'once' })
  await open.deadLetterMessage(toDeadLetter, why)

  expect(bus.depth('commands')).toEqual({ active: 1, locked: 0, deadLettered: 1 })
  expect(await receiveOne(open)).toMatchObject({ body: 'abandon', applicationProperties: { seen: 'once' } })
  expect(await receiveOne(deadLetters)).toMatchObject({ body: 'deadLetter', ...why })
})

test('a message held by a receiver that closed stays locked until its lock ends', async () => {
  const { bus, client, sender, receiver } = await aBus({ lockSeconds: 0.5 })
  await sender.sendMessages({ body: 1, messageId: '1' })
  const closed = client.createReceiver('commands')
  await closed.receiveMessages(1)

  await closed.close()

  expect(bus.depth('commands').locked).toBe(1)
  expect((await receiveOne(receiver)).deliveryCount).toBe(1)
})
