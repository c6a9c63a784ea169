import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Received {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  /** Milliseconds since the first request. */
  at: number
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** `drop`: reads the request and hangs up without an answer. */
export type Answering = (received: Received, n: number) => Answer | 'drop' | Promise<Answer | 'drop'>

/** A real HTTP server on a free port of this machine, gone when the test ends; `n` counts requests from 1. */
export async function startServer(answering: Answering): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  let first: number | undefined
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    first ??= performance.now()
    const { method = '', url: path = '', headers } = request
    const seen = { method, path, headers, body: await text(request), at: performance.now() - first }
    received.push(seen)
    const answered = await answering(seen, received.length)
    if (answered === 'drop') return void request.socket.destroy()
    response.writeHead(answered.status, answered.headers).end(answered.body)
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}
