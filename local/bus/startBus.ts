import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import rhea from 'rhea'
import type { Container } from 'rhea'
import { serveLinks } from './links.ts'
import type { Entity } from './links.ts'
import { openMessageTable } from './messageTable.ts'
import type { MessageTable } from './messageTable.ts'
import { makeOutlet } from './outlet.ts'
import { Queue } from './queue.ts'
import type { QueueSettings } from './queue.ts'

export interface Bus {
  port: number
  /** For `ServiceBusClient`: any key does, and there is no TLS. */
  connectionString: string
  depth(queue: string): { active: number; locked: number; deadLettered: number }
  /** Cuts all connections; the messages stay in the file. */
  stop(): Promise<void>
}

/** Serves queues as Service Bus does, on 127.0.0.1. Port 0 is any free port; rejects when the port is taken. */
export async function startBus(options: {
  port: number
  file: string
  queues: QueueSettings[]
  log: (line: string) => void
}): Promise<Bus> {
  const { file, queues, log } = options
  const table = openMessageTable(file)
  const entities = makeEntities(table, queues)
  const find = (name: string) => entities.get(name.toLowerCase())
  const container = makeContainer(log)
  serveLinks(container, find, log)
  const { port, close } = await listen(container, options.port).catch((error: unknown) => {
    table.close()
    throw error
  })
  // only as the owner of the port: the locks may belong to a bus that runs on the same file
  for (const { queue } of entities.values()) queue.releaseLocks(Number.MAX_SAFE_INTEGER)
  const stop = async () => {
    for (const { outlet } of entities.values()) outlet.close()
    await close()
    table.close()
  }
  let stopped: Promise<void> | undefined
  return {
    port,
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true`,
    depth: (name) => {
      const queue = find(name)?.queue
      if (!queue?.deadLetters) throw new Error(`the local bus has no queue "${name}"`)
      const { active, locked } = queue.deadLetters.count()
      return { ...queue.count(), deadLettered: active + locked }
    },
    stop: () => (stopped ??= stop()),
  }
}

/** Each queue and its dead-letter queue, by name in lower case: the service does not tell names apart by case. */
function makeEntities(table: MessageTable, queues: QueueSettings[]): Map<string, Entity> {
  const all = queues.flatMap((settings) => {
    const deadLetters = new Queue(table, { ...settings, name: `${settings.name}/$DeadLetterQueue` })
    return [deadLetters, new Queue(table, settings, deadLetters)]
  })
  return new Map(all.map((queue) => [queue.settings.name.toLowerCase(), { queue, outlet: makeOutlet(queue) }]))
}

function makeContainer(log: (line: string) => void): Container {
  const container = rhea.create_container({
    id: 'local-bus',
    // as small as in the service: a long message comes in several frames
    max_frame_size: 65_536,
    tcp_no_delay: true,
    sender_options: { treat_modified_as_released: false },
    receiver_options: { autoaccept: false },
  })
  // without listeners rhea throws, prints what it received, and prints each disconnection
  for (const event of ['error', 'protocol_error']) {
    container.on(event, (error: Error) => log(`connection dropped: ${error.message}`))
  }
  container.on('disconnected', () => {})
  return container
}

async function listen(container: Container, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server = container.listen({ host: '127.0.0.1', port })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`port ${port} is in use: stop the program that listens on it, or give the bus another port`, {
      cause: error,
    })
  })
  const close = async () => {
    server.close()
    // an error, so that rhea clears the timers of the connection
    for (const socket of sockets) socket.destroy(new Error('the local bus stops'))
    await once(server, 'close')
  }
  return { port: (server.address() as AddressInfo).port, close }
}
