import { parseArgs } from 'node:util'
import { startBus } from './startBus.ts'

/** `node local/bus/main.ts --port N --file F --queue commands [--queue …]`, with the defaults of a Standard queue. */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    file: { type: 'string' },
    queue: { type: 'string', multiple: true },
  },
})
const { port, file, queue: names } = values
if (port === undefined || file === undefined || names === undefined) {
  throw new Error('usage: node local/bus/main.ts --port <number> --file <path> --queue <name>')
}

const bus = await startBus({
  port: Number(port),
  file,
  queues: names.map((name) => ({ name, lockSeconds: 60, maxDeliveryCount: 10, maxMessageBytes: 262_144 })),
  log: console.error,
})
console.log(`bus ready on 127.0.0.1:${bus.port}`)

const end = async () => {
  await bus.stop()
  if (process.connected) process.disconnect()
}
process
  .once('SIGTERM', () => void end())
  .once('SIGINT', () => void end())
  .once('disconnect', () => void end())
