import { expect, test } from 'vitest'
import { aBus, receiveOne, why } from './kit.ts'

test('a peek shows waiting and locked messages and locks none', async () => {
  const { bus, sender, receiver } = await aBus()
  await sender.sendMessages([
    { body: 'locked', messageId: '1', subject: 's' },
    { body: 'waiting', messageId: '2', applicationProperties: { own: 1 } },
  ])
  await receiveOne(receiver)

  const peeked = await receiver.peekMessages(10)

  expect(peeked).toMatchObject([
    { body: 'locked', messageId: '1', subject: 's', deliveryCount: 0 },
    { body: 'waiting', messageId: '2', applicationProperties: { own: 1 }, deliveryCount: 0 },
  ])
  expect(bus.depth('commands')).toEqual({ active: 1, locked: 1, deadLettered: 0 })
})

test('peeks go on where the last one stopped, to the end', async () => {
  const { sender, receiver } = await aBus()
  await sender.sendMessages([1, 2, 3].map((body) => ({ body, messageId: `${body}` })))

  const pages = [await receiver.peekMessages(2), await receiver.peekMessages(2), await receiver.peekMessages(2)]

  expect(pages.map((page) => page.map(({ body }) => body))).toEqual([[1, 2], [3], []])
})

test('a peek starts at the sequence number that is asked for', async () => {
  const { sender, receiver } = await aBus()
  await sender.sendMessages([1, 2, 3].map((body) => ({ body, messageId: `${body}` })))

  const [first] = await receiver.peekMessages(1)
  const one = first?.sequenceNumber
  if (!one) throw new Error('a message expected')

  const fromSecond = await receiver.peekMessages(10, { fromSequenceNumber: one.add(1) })
  const fromFarAway = await receiver.peekMessages(10, { fromSequenceNumber: one.shiftLeft(60) })

  expect(fromSecond.map(({ body }) => body)).toEqual([2, 3])
  expect(fromFarAway).toEqual([])
})

test('a peek into the dead-letter queue shows its messages with the reason', async () => {
  const { sender, receiver, deadLetters } = await aBus()
  await sender.sendMessages({ body: 'bad', messageId: '1' })
  await receiver.deadLetterMessage(await receiveOne(receiver), why)

  expect(await deadLetters.peekMessages(10)).toMatchObject([{ body: 'bad', ...why }])
  expect(await receiver.peekMessages(10)).toEqual([])
})
