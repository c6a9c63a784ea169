import { once } from 'node:events'
import { connect } from 'node:net'
import rhea from 'rhea'
import type { AmqpError, Connection, Delivery, EventContext, Receiver } from 'rhea'
import { expect, onTestFinished, test } from 'vitest'
import { aBus, eventually, receiveOne, why } from './kit.ts'

// What the client says by chance only, or never, is said here in plain AMQP.

const bodies = (count: number) => Array.from({ length: count }, (_, index) => ({ body: index, messageId: `${index}` }))

function aConnection(port: number): Connection {
  const connection = rhea.create_container().connect({ host: '127.0.0.1', port, reconnect: false })
  connection.on('disconnected', () => {})
  onTestFinished(() => connection.close())
  return connection
}

async function aReceivingLink(port: number, source = 'commands') {
  const link = aConnection(port).open_receiver({
    source,
    credit_window: 0,
    autoaccept: false,
    rcv_settle_mode: 1,
    snd_settle_mode: 0,
  })
  const seen: string[] = []
  const deliveries: Delivery[] = []
  link.on('message', ({ message, delivery }: EventContext) => {
    seen.push(`message ${message?.body.content}`)
    if (delivery) deliveries.push(delivery)
  })
  link.on('receiver_drained', () => void seen.push('drained'))
  await new Promise((resolve) => void link.once('receiver_open', resolve))
  return { link, seen, deliveries }
}

/** Takes each step in a turn of its own, but sends all that comes of them at once. */
async function inOneWrite({ connection }: Pick<Receiver, 'connection'>, steps: (() => void)[]): Promise<void> {
  connection['socket'].cork()
  for (const step of steps) {
    step()
    await new Promise((resolve) => void setImmediate(resolve))
  }
  connection['socket'].uncork()
}

test('a connection that ended takes no messages away', async () => {
  const { bus, sender } = await aBus()
  const { link } = await aReceivingLink(bus.port)
  link.add_credit(5)

  link.connection.close()
  await new Promise((resolve) => void link.connection.once('connection_close', resolve))
  await sender.sendMessages(bodies(1))

  expect(bus.depth('commands')).toEqual({ active: 1, locked: 0, deadLettered: 0 })
})

test('a caller that does not speak AMQP is dropped, and what it said is not logged', async () => {
  const { bus, lines, sender } = await aBus()

  const caller = connect(bus.port, '127.0.0.1')
  caller.write('GET /?password=secret HTTP/1.1\r\n\r\n')
  await once(caller, 'close')
  await sender.sendMessages(bodies(1))

  expect(lines).toEqual([expect.stringMatching(/^connection dropped: (?!.*secret)/)])
  expect(bus.depth('commands').active).toBe(1)
})

test('a link that names no queue is refused', async () => {
  const { bus } = await aBus()

  const link = aConnection(bus.port).open_sender({ target: {} })
  const error = await new Promise<AmqpError | Error | undefined>((resolve) => {
    link.once('sender_error', ({ sender }: EventContext) => resolve(sender?.error))
  })

  expect(error).toMatchObject({ condition: 'amqp:not-implemented' })
})

test('a drain of an empty queue is answered', async () => {
  const { bus } = await aBus()
  const { link, seen } = await aReceivingLink(bus.port)

  link.add_credit(1)
  link.drain_credit()

  await eventually(() => seen.length > 0)
  expect(seen).toEqual(['drained'])
})

test('a drain is answered when the last message used up the credit', async () => {
  const { bus, sender } = await aBus()
  await sender.sendMessages(bodies(1))
  const { link, seen } = await aReceivingLink(bus.port)

  link.add_credit(1)
  link.drain_credit()

  await eventually(() => seen.length > 1)
  expect(seen).toEqual(['message 0', 'drained'])
})

test('credit given after a drain is used, and no more', async () => {
  const { bus, sender } = await aBus()
  const { link, seen } = await aReceivingLink(bus.port)
  link.add_credit(5)
  link.drain_credit()
  await eventually(() => seen.length > 0)

  link.drain = false
  link.add_credit(1)
  await sender.sendMessages(bodies(2))

  await eventually(() => seen.length > 1)
  expect(seen).toEqual(['drained', 'message 0'])
  expect(bus.depth('commands')).toEqual({ active: 1, locked: 1, deadLettered: 0 })
})

test('a message given back goes to a receiver that waits', async () => {
  const { bus, sender, receiver } = await aBus()
  await sender.sendMessages(bodies(1))
  const message = await receiveOne(receiver)
  const { link, seen } = await aReceivingLink(bus.port)
  link.add_credit(1)

  await receiver.abandonMessage(message)

  await eventually(() => seen.length > 0)
  expect(seen).toEqual(['message 0'])
})

test('a dead letter goes to a receiver that waits', async () => {
  const { bus, sender, receiver } = await aBus()
  const { link, seen } = await aReceivingLink(bus.port, 'commands/$DeadLetterQueue')
  link.add_credit(1)
  await sender.sendMessages(bodies(1))

  await receiver.deadLetterMessage(await receiveOne(receiver), why)

  await eventually(() => seen.length > 0)
  expect(seen).toEqual(['message 0'])
})

test('two messages that came together are answered each for itself', async () => {
  const { bus } = await aBus()
  const link = aConnection(bus.port).open_sender('commands')
  const answers: string[] = []
  link.on('accepted', () => void answers.push('accepted'))
  link.on('rejected', () => void answers.push('rejected'))
  await new Promise((resolve) => void link.once('sendable', resolve))

  await inOneWrite(link, [() => link.send({ body: 1 }), () => link.send({ body: 2, ttl: 1 })])

  await eventually(() => answers.length > 1)
  expect(answers).toEqual(['accepted', 'rejected'])
  expect(bus.depth('commands').active).toBe(1)
})

test('two outcomes that came together are answered each for itself', async () => {
  const { bus, sender } = await aBus()
  await sender.sendMessages(bodies(2))
  const { link, deliveries } = await aReceivingLink(bus.port)
  const answers: unknown[] = []
  link.on('settled', ({ delivery }: EventContext) => void answers.push(delivery?.remote_state?.['error']?.description))
  link.add_credit(2)
  await eventually(() => deliveries.length === 2)

  const [complete, defer] = deliveries
  await inOneWrite(link, [() => complete?.accept(), () => defer?.modified({ undeliverable_here: true })])

  await eventually(() => answers.length > 1)
  expect(answers).toEqual([undefined, 'not supported by the local bus: defer'])
  expect(bus.depth('commands')).toEqual({ active: 0, locked: 1, deadLettered: 0 })
})
