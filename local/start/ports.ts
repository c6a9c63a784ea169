import { createServer } from 'node:net'
import { StartError } from './startError.ts'

const portsNeeded = 8

/** Looked at before anything is made, so that a start that cannot be leaves nothing behind. */
export async function assertPortsFree(first: number): Promise<void> {
  for (let port = first; port < first + portsNeeded; port++)
    if (!(await isFree(port)))
      throw new StartError(
        `port ${port} is in use: stop what listens there (an earlier start?), or choose eight others with --port N`,
      )
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
