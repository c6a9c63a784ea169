import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  port: number
  url: string
  /** Cuts open connections, so that it never waits for a client. */
  close(): Promise<void>
}

/**
 * Serves an app, which is told its own address, on the loopback address alone.
 * Port 0 takes any free port; a busy one rejects with what to do.
 */
export async function listen(port: number, makeApp: (url: string) => Hono): Promise<Listening> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = `port ${port} is in use: stop what listens there, or choose another port`
      reject(error.code === 'EADDRINUSE' ? new Error(busy, { cause: error }) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  const taken = (server.address() as AddressInfo).port
  const url = `http://127.0.0.1:${taken}`
  server.on('request', getRequestListener(makeApp(url).fetch))
  return {
    port: taken,
    url,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
