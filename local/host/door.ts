import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

type Answer = (request: Request) => Response | Promise<Response>

/** The one HTTP port of the host, on 127.0.0.1. */
export interface Door {
  port: number
  origin: string
  /** Until the first call every request is answered 503. */
  open(answer: Answer): void
  /** Refuses new connections; resolves when the requests at hand are answered, at the latest after `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** The app needs to know its address while it loads, so the port is taken before there is anything to answer. */
export async function takePort(port: number): Promise<Door> {
  let answer: Answer = () => new Response('the local host is starting', { status: 503 })
  // The app shares this process: its `Request` and `Response` must stay those of Node.
  const server = createServer(
    getRequestListener(async (request) => withLength(await answer(request)), { overrideGlobalObjects: false }),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)))
    server.listen(port, '127.0.0.1', resolve)
  })
  const taken = (server.address() as AddressInfo).port
  return {
    port: taken,
    origin: `http://127.0.0.1:${taken}`,
    open: (next) => {
      answer = next
    },
    close: async (graceMs) => {
      const closed = new Promise((resolve) => server.close(resolve))
      // A connection that is answered now would be kept alive for the client's next request.
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      const cut = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
    },
  }
}

const explain = (error: NodeJS.ErrnoException, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? new Error(`port ${port} is in use; stop what listens there or choose another with --port`)
    : error

/** An empty answer says so, as the real host's does, instead of a chunked body of nothing. */
function withLength(response: Response): Response {
  if (!response.body && response.status !== 204 && response.status !== 304) response.headers.set('content-length', '0')
  return response
}
